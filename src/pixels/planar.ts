import { mapPoint, uprightToStored, type FrameGeometry } from '../core/geometry.ts';
import { i420Layout, type I420Image, type PictureColor } from '../core/i420.ts';
import { coefficientBits, rgbToYuvMatrix, yuvToRgb } from './color.ts';

/** Splits the interleaved chroma of unpadded NV12 (Y, then U and V in turn); `out` and `src` hold `i420Layout().byteLength` bytes. */
export function nv12ToI420(src: Uint8Array, widthPx: number, heightPx: number, out: Uint8Array): void {
  const { uOffset, vOffset, byteLength } = i420Layout(widthPx, heightPx);
  checkSize(src.length, byteLength);
  checkSize(out.length, byteLength);
  out.set(src.subarray(0, uOffset));
  const count = vOffset - uOffset;
  for (let i = 0, at = uOffset; i < count; i++, at += 2) {
    out[uOffset + i] = src[at] as number;
    out[vOffset + i] = src[at + 1] as number;
  }
}

/** Converts unpadded RGBA rows (alpha is ignored) to I420; chroma is the mean of the up to four pixels it covers. */
export function rgbaToI420(rgba: Uint8Array | Uint8ClampedArray, widthPx: number, heightPx: number, color: PictureColor, out: Uint8Array): void {
  const { chromaWidthPx, chromaHeightPx, uOffset, vOffset, byteLength } = i420Layout(widthPx, heightPx);
  checkSize(rgba.length, 4 * widthPx * heightPx);
  checkSize(out.length, byteLength);
  const bits = coefficientBits;
  const { yr, yg, yb, ur, ug, ub, vr, vg, vb, y0, c0 } = rgbToYuvMatrix(color);
  for (let i = 0, at = 0; i < uOffset; i++, at += 4) {
    out[i] = ((rgba[at] as number) * yr + (rgba[at + 1] as number) * yg + (rgba[at + 2] as number) * yb + y0) >> bits;
  }
  const clamp = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : value);
  for (let cy = 0; cy < chromaHeightPx; cy++) {
    const upper = 2 * cy * widthPx;
    const lower = Math.min(2 * cy + 1, heightPx - 1) * widthPx;
    for (let cx = 0; cx < chromaWidthPx; cx++) {
      const left = 2 * cx;
      const right = Math.min(left + 1, widthPx - 1);
      const a = 4 * (upper + left);
      const b = 4 * (upper + right);
      const c = 4 * (lower + left);
      const d = 4 * (lower + right);
      const red = (rgba[a] as number) + (rgba[b] as number) + (rgba[c] as number) + (rgba[d] as number);
      const green = (rgba[a + 1] as number) + (rgba[b + 1] as number) + (rgba[c + 1] as number) + (rgba[d + 1] as number);
      const blue = (rgba[a + 2] as number) + (rgba[b + 2] as number) + (rgba[c + 2] as number) + (rgba[d + 2] as number);
      const at = cy * chromaWidthPx + cx;
      out[uOffset + at] = clamp((red * ur + green * ug + blue * ub + 4 * c0) >> (bits + 2));
      out[vOffset + at] = clamp((red * vr + green * vg + blue * vb + 4 * c0) >> (bits + 2));
    }
  }
}

/** The upright displayed picture as RGBA, alpha 255, nearest samples: for previews. Writes `out` when given (4 · width · height bytes). */
export function i420ToRgba(
  image: I420Image, geometry: FrameGeometry, out: Uint8ClampedArray<ArrayBuffer> = new Uint8ClampedArray(4 * geometry.widthPx * geometry.heightPx),
): Uint8ClampedArray<ArrayBuffer> {
  const { widthPx, heightPx } = geometry;
  checkSize(out.length, 4 * widthPx * heightPx);
  const { chromaWidthPx, uOffset, vOffset } = i420Layout(image.widthPx, image.heightPx);
  const { y: cy, rv, gu, gv, bu, r0, g0, b0 } = yuvToRgb(image.color);
  const bits = coefficientBits;
  const { data } = image;
  // Turns are by quarters, so a sample's index is one part from its column plus one part from its row.
  const offsets = (axis: 'x' | 'y'): { luma: Int32Array; chroma: Int32Array } => {
    const { alongX, samples } = storedSamples(geometry, axis);
    return {
      luma: samples.map((at) => (alongX ? at : at * image.widthPx)),
      chroma: samples.map((at) => (alongX ? at >> 1 : (at >> 1) * chromaWidthPx)),
    };
  };
  const columns = offsets('x');
  const rows = offsets('y');
  const chromaSpan = vOffset - uOffset;
  let at = 0;
  for (let y = 0; y < heightPx; y++) {
    const lumaRow = rows.luma[y] as number;
    const chromaRow = (rows.chroma[y] as number) + uOffset;
    for (let x = 0; x < widthPx; x++, at += 4) {
      const luma = (data[lumaRow + (columns.luma[x] as number)] as number) * cy;
      const chroma = chromaRow + (columns.chroma[x] as number);
      const u = data[chroma] as number;
      const v = data[chroma + chromaSpan] as number;
      out[at] = (luma + v * rv + r0) >> bits;
      out[at + 1] = (luma + u * gu + v * gv + g0) >> bits;
      out[at + 2] = (luma + u * bu + b0) >> bits;
      out[at + 3] = 255;
    }
  }
  return out;
}

/** The stored luma column (`alongX`) or row that lies under each upright column or row's middle. */
export function storedSamples(geometry: FrameGeometry, axis: 'x' | 'y'): { readonly alongX: boolean; readonly samples: Int32Array } {
  const map = uprightToStored(geometry);
  const alongX = axis === 'x' ? map.a !== 0 : map.c !== 0;
  const last = (alongX ? geometry.storedWidthPx : geometry.storedHeightPx) - 1;
  const samples = Int32Array.from({ length: axis === 'x' ? geometry.widthPx : geometry.heightPx }, (_, i) => {
    const point = axis === 'x' ? mapPoint(map, i + 0.5, 0) : mapPoint(map, 0, i + 0.5);
    return Math.min(last, Math.max(0, Math.floor(alongX ? point.x : point.y)));
  });
  return { alongX, samples };
}

function checkSize(actual: number, expected: number): void {
  if (actual !== expected) throw new RangeError(`expected ${expected} bytes of pixels, got ${actual}`);
}
