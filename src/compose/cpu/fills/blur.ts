import type { Affine } from '../../../core/geometry.ts';
import type { PlannedMask } from '../../../documents/edit.ts';
import { writeCosmeticRow, type Plane } from '../planes.ts';
import { grown, maskIn, type FillMask, type Fill, type FillFrame } from './fill.ts';

/** Radius of one box pass as a share of the mask's shorter side; three passes come near a Gaussian of sigma ≈ radius (strong, by eye). */
const radiusShare = 0.12;
export const blurPasses = 3;

/** Radius of a box pass in samples of the plane that the map leads to. */
export function blurRadius({ a, b, c, d }: Affine, box: PlannedMask['box']): number {
  const shorter = Math.min(Math.abs(a * box.width + c * box.height), Math.abs(b * box.width + d * box.height));
  return Math.max(1, Math.round(shorter * radiusShare));
}

/** Cosmetic: a strong blur, three box passes along rows and columns. */
export class BlurFill implements Fill<'blur'> {
  #row = new Uint8Array(0);
  #area = new Uint8Array(0);
  #lineIn = new Uint8Array(0);
  #lineOut = new Uint8Array(0);

  paint(frame: FillFrame, masks: readonly FillMask<'blur'>[]): void {
    for (const mask of masks) for (const plane of frame.planes) this.#paintPlane(plane, mask);
  }

  reset(): void {}

  #paintPlane(plane: Plane, mask: FillMask<'blur'>): void {
    const drawn = maskIn(plane, mask);
    const width = drawn.right - drawn.left;
    const height = drawn.bottom - drawn.top;
    const radius = blurRadius(plane.fromUpright, mask.planned.box);
    const bytes = (length: number): Uint8Array<ArrayBuffer> => new Uint8Array(length);
    this.#area = grown(this.#area, width * height, bytes);
    this.#lineIn = grown(this.#lineIn, Math.max(width, height), bytes);
    this.#lineOut = grown(this.#lineOut, Math.max(width, height), bytes);
    this.#row = grown(this.#row, plane.widthPx, bytes);
    for (let y = 0; y < height; y++) {
      const start = plane.offset + (drawn.top + y) * plane.widthPx + drawn.left;
      for (let x = 0; x < width; x++) this.#lineIn[x] = plane.data[start + x] as number;
      const line = this.#blurLine(width, radius);
      for (let x = 0; x < width; x++) this.#area[y * width + x] = line[x] as number;
    }
    for (let x = 0; x < width; x++) {
      for (let y = 0; y < height; y++) this.#lineIn[y] = this.#area[y * width + x] as number;
      const line = this.#blurLine(height, radius);
      for (let y = 0; y < height; y++) this.#area[y * width + x] = line[y] as number;
    }
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) this.#row[drawn.left + x] = this.#area[y * width + x] as number;
      writeCosmeticRow(plane, drawn, drawn.top + y, this.#row);
    }
  }

  /** Blurs `#lineIn` with repeated end samples; returns the line that holds the result. */
  #blurLine(length: number, radius: number): Uint8Array {
    let from: Uint8Array = this.#lineIn;
    let to: Uint8Array = this.#lineOut;
    const size = 2 * radius + 1;
    for (let pass = 0; pass < blurPasses; pass++) {
      const last = length - 1;
      let sum = (from[0] as number) * (radius + 1) + (size >> 1);
      for (let i = 1; i <= radius; i++) sum += from[i < last ? i : last] as number;
      for (let i = 0; i < length; i++) {
        to[i] = sum / size;
        const enters = i + radius + 1;
        const leaves = i - radius;
        sum += (from[enters < last ? enters : last] as number) - (from[leaves > 0 ? leaves : 0] as number);
      }
      [from, to] = [to, from];
    }
    return from;
  }
}
