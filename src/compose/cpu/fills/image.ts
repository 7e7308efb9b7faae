import type { Affine } from '../../../core/geometry.ts';
import type { PictureColor } from '../../../core/i420.ts';
import type { PlannedMask } from '../../../documents/edit.ts';
import type { ImageChoice } from '../../../documents/intent.ts';
import { rgbToYuv } from '../../../pixels/color.ts';
import { writeRow, type Plane } from '../planes.ts';
import { grown, maskIn, type FillMask, type Fill, type FillFrame } from './fill.ts';

/** What shows where the picture is transparent, so that nothing of the video does: mid-grey, RGB. */
const backing = 128;

export interface YuvPicture {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly samples: { readonly y: Uint8Array; readonly u: Uint8Array; readonly v: Uint8Array };
}

interface PreparedPicture {
  readonly color: PictureColor;
  /** Each half the size of the one before. */
  readonly sizes: readonly YuvPicture[];
}

/** The pictures of a job as YUV, each in all its sizes. */
export class PreparedPictures {
  #prepared = new WeakMap<ImageChoice, PreparedPicture>();

  of(image: ImageChoice, color: PictureColor): readonly YuvPicture[] {
    const held = this.#prepared.get(image);
    if (held?.color.matrix === color.matrix && held.color.fullRange === color.fullRange) return held.sizes;
    const sizes = [toYuv(image, color)];
    for (let last = sizes[0] as YuvPicture; last.widthPx > 1 && last.heightPx > 1; ) {
      last = halved(last);
      sizes.push(last);
    }
    this.#prepared.set(image, { color, sizes });
    return sizes;
  }
}

/** Place in a picture (0–1) of a sample's index i along one axis: (i + 0.5 - origin) · scale - start. */
export interface PictureAxis {
  readonly origin: number;
  readonly scale: number;
  readonly start: number;
}

/** How a picture lies over a box in the plane that the map leads to; a quarter turn only swaps which plane axis runs across it. */
export function pictureAxes({ a, b, c, d, e, f }: Affine, box: PlannedMask['box']): { turned: boolean; across: PictureAxis; down: PictureAxis } {
  const turned = a === 0;
  const width = Math.max(box.width, 1);
  const height = Math.max(box.height, 1);
  return {
    turned,
    across: { origin: turned ? f : e, scale: (turned ? 1 / b : 1 / a) / width, start: box.x / width },
    down: { origin: turned ? e : f, scale: (turned ? 1 / c : 1 / d) / height, start: box.y / height },
  };
}

/** A picture stretched over the mask's box and clipped to its shape, upright, over an opaque backing. */
export class ImageFill implements Fill<'image'> {
  readonly #prepared = new PreparedPictures();
  #row = new Uint8Array(0);

  paint(frame: FillFrame, masks: readonly FillMask<'image'>[]): void {
    for (const mask of masks) {
      const sizes = this.#prepared.of(mask.planned.fill.image, frame.color);
      for (const plane of frame.planes) this.#paintPlane(plane, mask, sizes);
    }
  }

  reset(): void {}

  #paintPlane(plane: Plane, mask: FillMask<'image'>, sizes: readonly YuvPicture[]): void {
    const drawn = maskIn(plane, mask);
    const { turned, across, down } = pictureAxes(plane.fromUpright, mask.planned.box);
    const picture = sizeFor(sizes, Math.abs(across.scale), Math.abs(down.scale));
    const samples = picture.samples[plane.kind];
    this.#row = grown(this.#row, plane.widthPx, (length) => new Uint8Array(length));
    for (let y = drawn.top; y < drawn.bottom; y++) {
      const to = drawn.softTo[y - drawn.top] as number;
      for (let x = drawn.softFrom[y - drawn.top] as number; x < to; x++) {
        const u = ((turned ? y : x) + 0.5 - across.origin) * across.scale - across.start;
        const v = ((turned ? x : y) + 0.5 - down.origin) * down.scale - down.start;
        this.#row[x] = sampleAt(samples, picture.widthPx, picture.heightPx, u, v);
      }
      writeRow(plane, drawn, y, this.#row);
    }
  }
}

/** The smallest size that is not enlarged by more than 1.5 on either axis (pictures per plane sample given). */
export function sizeFor(sizes: readonly YuvPicture[], stepX: number, stepY: number): YuvPicture {
  let best = sizes[0] as YuvPicture;
  for (const size of sizes) if (size.widthPx * stepX >= 1 / 1.5 && size.heightPx * stepY >= 1 / 1.5) best = size;
  return best;
}

/** Bilinear at u, v in 0–1 of the picture, edges repeated; half a unit is added because storing truncates. */
function sampleAt(samples: Uint8Array, widthPx: number, heightPx: number, u: number, v: number): number {
  const x = Math.min(widthPx - 1, Math.max(0, u * widthPx - 0.5));
  const y = Math.min(heightPx - 1, Math.max(0, v * heightPx - 0.5));
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const right = x0 < widthPx - 1 ? 1 : 0;
  const below = y0 < heightPx - 1 ? widthPx : 0;
  const at = y0 * widthPx + x0;
  const fx = x - x0;
  const upper = (samples[at] as number) * (1 - fx) + (samples[at + right] as number) * fx;
  const lower = (samples[at + below] as number) * (1 - fx) + (samples[at + below + right] as number) * fx;
  return upper + (lower - upper) * (y - y0) + 0.5;
}

function emptyPicture(widthPx: number, heightPx: number): YuvPicture {
  const count = widthPx * heightPx;
  return { widthPx, heightPx, samples: { y: new Uint8Array(count), u: new Uint8Array(count), v: new Uint8Array(count) } };
}

function toYuv({ widthPx, heightPx, rgba }: ImageChoice, color: PictureColor): YuvPicture {
  if (widthPx < 1 || heightPx < 1 || rgba.length !== 4 * widthPx * heightPx) throw new RangeError('a fill picture has no pixels or a wrong number of them');
  const picture = emptyPicture(widthPx, heightPx);
  for (let i = 0; i < widthPx * heightPx; i++) {
    const alpha = (rgba[4 * i + 3] as number) / 255;
    const over = (channel: number): number => (rgba[4 * i + channel] as number) * alpha + backing * (1 - alpha);
    const yuv = rgbToYuv(over(0), over(1), over(2), color);
    picture.samples.y[i] = yuv.y;
    picture.samples.u[i] = yuv.u;
    picture.samples.v[i] = yuv.v;
  }
  return picture;
}

function halved(picture: YuvPicture): YuvPicture {
  const half = emptyPicture(picture.widthPx >> 1, picture.heightPx >> 1);
  for (const kind of ['y', 'u', 'v'] as const) {
    const from = picture.samples[kind];
    const to = half.samples[kind];
    for (let y = 0; y < half.heightPx; y++) {
      for (let x = 0; x < half.widthPx; x++) {
        const at = 2 * y * picture.widthPx + 2 * x;
        const below = at + picture.widthPx;
        to[y * half.widthPx + x] = ((from[at] as number) + (from[at + 1] as number) + (from[below] as number) + (from[below + 1] as number) + 2) >> 2;
      }
    }
  }
  return half;
}
