export interface PlaneSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Averages the picture in the top left of three planes down to the top left of three smaller ones; the rest is filled with `padValue`. */
export function shrinkPlanes(
  from: Float32Array,
  fromSize: PlaneSize,
  picture: PlaneSize,
  to: Float32Array,
  toSize: PlaneSize,
  padValue: number,
): void {
  const ratio = Math.max(picture.widthPx / toSize.widthPx, picture.heightPx / toSize.heightPx);
  const columns = Math.min(toSize.widthPx, Math.round(picture.widthPx / ratio));
  const rows = Math.min(toSize.heightPx, Math.round(picture.heightPx / ratio));
  const starts = (count: number, limit: number): Int32Array => Int32Array.from({ length: count + 1 }, (_, index) => Math.min(limit, Math.floor(index * ratio + 1e-6)));
  const startX = starts(columns, picture.widthPx);
  const startY = starts(rows, picture.heightPx);
  to.fill(padValue);
  for (let plane = 0; plane < 3; plane++) {
    const fromBase = plane * fromSize.widthPx * fromSize.heightPx;
    const toBase = plane * toSize.widthPx * toSize.heightPx;
    for (let row = 0; row < rows; row++) {
      const top = startY[row] as number;
      const bottom = Math.max(top + 1, startY[row + 1] as number);
      for (let column = 0; column < columns; column++) {
        const left = startX[column] as number;
        const right = Math.max(left + 1, startX[column + 1] as number);
        let sum = 0;
        for (let y = top; y < bottom; y++) {
          const line = fromBase + y * fromSize.widthPx;
          for (let x = left; x < right; x++) sum += from[line + x] as number;
        }
        to[toBase + row * toSize.widthPx + column] = sum / ((bottom - top) * (right - left));
      }
    }
  }
}
