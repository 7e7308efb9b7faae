import { AppError } from '../../../core/errors.ts';
import { rgbToYuv } from '../../../pixels/color.ts';
import { writeRow } from '../planes.ts';
import { grown, maskIn, type FillMask, type Fill, type FillFrame } from './fill.ts';

/** Red, green and blue of `#rgb` or `#rrggbb`; throws `usage/bad-option` for anything else. */
export function parseColor(color: string): { r: number; g: number; b: number } {
  const digits = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(color) ? color.slice(1) : undefined;
  if (digits === undefined) throw new AppError('usage/bad-option', { color });
  const full = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
  const value = Number.parseInt(full, 16);
  return { r: value >> 16, g: (value >> 8) & 255, b: value & 255 };
}

/** One flat colour. */
export class SolidFill implements Fill<'solid'> {
  #row = new Uint8Array(0);

  paint(frame: FillFrame, masks: readonly FillMask<'solid'>[]): void {
    for (const mask of masks) {
      const { r, g, b } = parseColor(mask.planned.fill.color);
      const yuv = rgbToYuv(r, g, b, frame.color);
      for (const plane of frame.planes) {
        this.#row = grown(this.#row, plane.widthPx, (length) => new Uint8Array(length));
        this.#row.fill(yuv[plane.kind]);
        const drawn = maskIn(plane, mask);
        for (let y = drawn.top; y < drawn.bottom; y++) writeRow(plane, drawn, y, this.#row);
      }
    }
  }

  reset(): void {}
}
