export interface PlaneSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** First covered column and row of each output column and row that holds picture, and where the last ones end. */
export interface ShrinkStarts {
  readonly startX: Int32Array;
  readonly startY: Int32Array;
}

/** Which samples of a picture go into which of a smaller one. */
export function shrinkStarts(picture: PlaneSize, toSize: PlaneSize): ShrinkStarts {
  const ratio = Math.max(picture.widthPx / toSize.widthPx, picture.heightPx / toSize.heightPx);
  const starts = (sizePx: number, limit: number): Int32Array => {
    const count = Math.min(limit, Math.round(sizePx / ratio));
    return Int32Array.from({ length: count + 1 }, (_, index) => Math.min(sizePx, Math.floor(index * ratio + 1e-6)));
  };
  return { startX: starts(picture.widthPx, toSize.widthPx), startY: starts(picture.heightPx, toSize.heightPx) };
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
  const { startX, startY } = shrinkStarts(picture, toSize);
  const columns = startX.length - 1;
  const rows = startY.length - 1;
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
