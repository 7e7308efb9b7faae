import { i420Layout, type I420Image } from '../core/i420.ts';
import { axisTable, sumColumns, sumRows, usedRange } from './axis-table.ts';

/** The picture stretched to another size; `out` holds `i420Layout().byteLength` bytes of the new one. */
export function scaleI420(image: I420Image, widthPx: number, heightPx: number, out: Uint8Array<ArrayBuffer>): I420Image {
  const from = i420Layout(image.widthPx, image.heightPx);
  const to = i420Layout(widthPx, heightPx);
  if (out.length !== to.byteLength) throw new RangeError(`expected ${to.byteLength} bytes of pixels, got ${out.length}`);
  const luma = { width: image.widthPx, height: image.heightPx, toWidth: widthPx, toHeight: heightPx };
  const chroma = { width: from.chromaWidthPx, height: from.chromaHeightPx, toWidth: to.chromaWidthPx, toHeight: to.chromaHeightPx };
  scalePlane(image.data, 0, out, 0, luma);
  scalePlane(image.data, from.uOffset, out, to.uOffset, chroma);
  scalePlane(image.data, from.vOffset, out, to.vOffset, chroma);
  return { ...image, widthPx, heightPx, data: out };
}

interface PlaneSizes {
  readonly width: number;
  readonly height: number;
  readonly toWidth: number;
  readonly toHeight: number;
}

function scalePlane(plane: Uint8Array, offset: number, out: Uint8Array, outOffset: number, { width, height, toWidth, toHeight }: PlaneSizes): void {
  const columns = axisTable(toWidth, 0, width / toWidth, width);
  const rows = axisTable(toHeight, 0, height / toHeight, height);
  const sums = new Int32Array(width);
  const { from, to } = usedRange(columns);
  for (let y = 0; y < toHeight; y++) {
    sumRows(plane, offset, width, rows, y, from, to, sums);
    sumColumns(sums, columns, out.subarray(outOffset + y * toWidth, outOffset + (y + 1) * toWidth));
  }
}
