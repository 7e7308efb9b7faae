/** Shapes of pictures that people ask for: upright phone, square, portrait post, wide. */
export const aspects = ['9:16', '1:1', '4:5', '16:9'] as const;
export type Aspect = (typeof aspects)[number];

/** More than this gains nothing where the source has less, and is what phones and platforms show. */
const shortSideMaxPx = 1080;

interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** A canvas of a shape: its short side is that of the source, at most 1080, and both are even. A crop of the source is enlarged to it. */
export function canvasOfAspect(aspect: Aspect, source: Size): Size {
  const [across, down] = aspect.split(':').map(Number) as [number, number];
  const short = Math.min(shortSideMaxPx, source.widthPx, source.heightPx);
  const scale = short / Math.min(across, down);
  return { widthPx: even(across * scale), heightPx: even(down * scale) };
}

function even(value: number): number {
  return Math.max(16, 2 * Math.round(value / 2));
}
