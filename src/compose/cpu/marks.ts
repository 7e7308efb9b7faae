import type { FrameGeometry } from '../../core/geometry.ts';
import { i420Layout, type I420Image } from '../../core/i420.ts';
import type { PlannedMark } from '../../documents/marks.ts';
import { fillAlpha } from './mark-alpha.ts';
import { layMarks, markRuns, type LaidMark } from './mark-layout.ts';
import { mix } from './planes.ts';

type Runs = readonly (readonly [number, number])[];

/**
 * Draws marks over a picture of the geometry, in order, in place. A luma sample takes as much of a mark's colour as the mark covers of it
 * (edges are anti-aliased), a chroma sample the mean of its pixels. Throws as `layMarks` does.
 */
export function drawMarks(image: I420Image, geometry: FrameGeometry, marks: readonly PlannedMark[]): void {
  if (image.widthPx !== geometry.storedWidthPx || image.heightPx !== geometry.storedHeightPx) throw new RangeError('picture is not of the geometry');
  // How much the two rows of luma over a row of chroma take of a mark; all 0 between rows. One more than a row: an odd last column has no neighbour.
  const rows = [new Uint8Array(image.widthPx + 1), new Uint8Array(image.widthPx + 1)] as const;
  for (const mark of layMarks(marks, geometry, image.color)) drawMark(image, mark, rows);
}

function drawMark(image: I420Image, mark: LaidMark, [upper, lower]: readonly [Uint8Array, Uint8Array]): void {
  const layout = i420Layout(image.widthPx, image.heightPx);
  for (let cy = mark.top >> 1; cy < (mark.bottom + 1) >> 1; cy++) {
    const above = drawLuma(image, mark, 2 * cy, upper);
    const below = drawLuma(image, mark, 2 * cy + 1, lower);
    drawChroma(image, layout, mark, cy, [...above, ...below].sort((a, b) => a[0] - b[0]), upper, lower);
    for (const [from, to] of above) upper.fill(0, from, to);
    for (const [from, to] of below) lower.fill(0, from, to);
  }
}

/** Draws one row and leaves in `row` what it took; the runs that the mark reaches there, none beside its rows. */
function drawLuma({ data, widthPx }: I420Image, mark: LaidMark, y: number, row: Uint8Array): Runs {
  if (y < mark.top || y >= mark.bottom) return [];
  const runs = markRuns(mark, y);
  const color = mark.color[0];
  const start = y * widthPx;
  for (const [from, to] of runs) {
    fillAlpha(mark, y, from, to, row);
    for (let x = from; x < to; x++) {
      const alpha = row[x] as number;
      if (alpha > 0) data[start + x] = mix(data[start + x] as number, color, alpha);
    }
  }
  return runs;
}

/** `runs` are those of both rows, ascending: each sample is drawn once. */
function drawChroma({ data, widthPx, heightPx }: I420Image, { chromaWidthPx, uOffset, vOffset }: ReturnType<typeof i420Layout>, { color }: LaidMark, cy: number, runs: Runs, upper: Uint8Array, lower: Uint8Array): void {
  const rowsHigh = Math.min(2, heightPx - 2 * cy);
  const start = cy * chromaWidthPx;
  let done = 0;
  for (const [from, to] of runs) {
    const end = (to + 1) >> 1;
    for (let cx = Math.max(done, from >> 1); cx < end; cx++) {
      const x = 2 * cx;
      const sum = (upper[x] as number) + (upper[x + 1] as number) + (lower[x] as number) + (lower[x + 1] as number);
      if (sum === 0) continue;
      const pixels = rowsHigh * Math.min(2, widthPx - x);
      const alpha = Math.floor((2 * sum + pixels) / (2 * pixels));
      const at = start + cx;
      data[uOffset + at] = mix(data[uOffset + at] as number, color[1], alpha);
      data[vOffset + at] = mix(data[vOffset + at] as number, color[2], alpha);
    }
    done = Math.max(done, end);
  }
}
