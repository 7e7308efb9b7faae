/** Red, green and blue, 0–255. */
type Rgb = readonly [number, number, number];

const skin: Rgb = [205, 160, 135];
const hair: Rgb = [45, 35, 30];
const eye: Rgb = [50, 35, 30];
const lip: Rgb = [150, 70, 75];

/** From the front to the back, in shares of the picture: centre, radii, colour. */
const ellipses: readonly (readonly [x: number, y: number, radiusX: number, radiusY: number, color: Rgb])[] = [
  [0.38, 0.45, 0.06, 0.03, eye],
  [0.62, 0.45, 0.06, 0.03, eye],
  [0.38, 0.38, 0.08, 0.015, hair],
  [0.62, 0.38, 0.08, 0.015, hair],
  [0.5, 0.7, 0.11, 0.03, lip],
  [0.46, 0.58, 0.015, 0.012, lip],
  [0.54, 0.58, 0.015, 0.012, lip],
  [0.5, 0.52, 0.25, 0.34, skin],
  [0.5, 0.44, 0.31, 0.4, hair],
];

/**
 * One channel of a pixel of a square picture with a drawn face, which YuNet and BlazeFace take for one, before stripes that bend and grow
 * finer: every scale of a network has something to answer to. The same integers on every machine.
 */
export function drawnFace(x: number, y: number, sidePx: number, channel: 0 | 1 | 2): number {
  const within = ellipses.find(([centreX, centreY, radiusX, radiusY]) => ((x / sidePx - centreX) / radiusX) ** 2 + ((y / sidePx - centreY) / radiusY) ** 2 < 1);
  if (within === undefined) return ((3 * x * x + 5 * y * y + 7 * x * y + 900 * channel) >> 4) & 127;
  return within[4][channel];
}
