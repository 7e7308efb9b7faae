import { frameBox, type FrameBox } from '../core/boxes.ts';
import type { Quality } from '../documents/observations.ts';

/** One look at a picture: which part of it, and the size of the network input that it fills. */
export interface PlannedInput {
  /** Upright displayed pixels. */
  readonly region: FrameBox;
  /** Multiples of 32, the coarsest stride of the networks. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Faces whose longer side is below this are left to another look (upright displayed pixels). */
  readonly faceMinPx: number;
  /** True: made by shrinking the look before it, which is a larger one of the same region. */
  readonly shrinksPrevious: boolean;
}

const stridePx = 32;
/** YuNet's training size; half of 720p. Below it faces of 20 px and less are lost first (FACTS: resolution beats a bigger network). */
const balancedMinPx = 640;
/** Half of 1440p: costs four times 640x384, the most that still keeps a lane above a frame rate of some use. */
const balancedMaxPx = 1280;
/** Enlarging shows a network nothing new, but brings small pictures' faces to the sizes it was trained on; more than 2x only blurs. */
const enlargeMax = 2;
/** `thorough` looks at native size up to 1080p, and at larger pictures in tiles of at most this size. */
const nativeMaxPx = 1920;
/** Tiles must hold whole what the coarser looks miss: faces under ~20 px there, which are under 60 px here; twice that. */
const tileOverlapPx = 128;

/**
 * A second look at the whole, from further away, and how large the faces are that it answers for, as a part of the picture: at these sizes clutter looks like small faces.
 * Faces that fill more than half of a 640 or larger input outgrow the network (turned ones fall to ~0.5 there and stand at ~0.9 at 224, see the README); it costs an
 * eighth of 640x384. A small picture, which the first look enlarges, is seen about as it is, for a quarter of 640x384: enlarged noise hides faces that are plain here (of the
 * eight in small noisy pictures in `photos.test.ts` YuNet found six without this look, and all with it).
 */
const fromAfar = { px: 224, faceShareMin: 1 / 4 } as const;
const asItIs = { px: 320, faceShareMin: 20 / 320 } as const;

/** The looks of one picture of the given upright size at a quality, in the order in which they are to be filled. */
export function planInputs(widthPx: number, heightPx: number, quality: Quality): readonly PlannedInput[] {
  const longPx = Math.max(widthPx, heightPx);
  const coarsePx = Math.min(Math.max(longPx / 2, balancedMinPx), balancedMaxPx, enlargeMax * longPx);
  const whole = frameBox(0, 0, widthPx, heightPx);
  const looks = [lookAt(whole, coarsePx)];
  const second = coarsePx > longPx ? asItIs : fromAfar;
  if (coarsePx > second.px) looks.push({ ...lookAt(whole, second.px), faceMinPx: second.faceShareMin * longPx, shrinksPrevious: true });
  if (quality !== 'thorough') return looks;
  if (longPx > coarsePx) looks.push(lookAt(whole, Math.min(longPx, nativeMaxPx)));
  for (const tile of planTiles(widthPx, heightPx)) looks.push(lookAt(tile, Math.max(tile.width, tile.height)));
  return looks;
}

/** The whole of a region, its long side brought to `longPx`, the input rounded up to whole strides. */
export function lookAt(region: FrameBox, longPx: number, multiplePx = stridePx): PlannedInput {
  const scale = longPx / Math.max(region.width, region.height);
  const toStride = (sizePx: number): number => multiplePx * Math.max(1, Math.ceil((sizePx * scale) / multiplePx - 1e-6));
  return { region, widthPx: toStride(region.width), heightPx: toStride(region.height), faceMinPx: 0, shrinksPrevious: false };
}

/** Overlapping regions that cover a picture above 1080p at native size; none for smaller ones. Upright displayed pixels. */
export function planTiles(widthPx: number, heightPx: number): readonly FrameBox[] {
  if (Math.max(widthPx, heightPx) <= nativeMaxPx) return [];
  return tileStarts(heightPx).flatMap((y) => tileStarts(widthPx).map((x) => frameBox(x.startPx, y.startPx, x.sizePx, y.sizePx)));
}

function tileStarts(sizePx: number): { readonly startPx: number; readonly sizePx: number }[] {
  const count = Math.max(1, Math.ceil((sizePx - tileOverlapPx) / (nativeMaxPx - tileOverlapPx)));
  const tilePx = Math.min(sizePx, Math.ceil((sizePx + (count - 1) * tileOverlapPx) / count));
  return Array.from({ length: count }, (_, index) => ({
    startPx: count === 1 ? 0 : Math.round((index * (sizePx - tilePx)) / (count - 1)),
    sizePx: tilePx,
  }));
}
