import type { FrameGeometry } from '../../core/geometry.ts';
import { i420Layout, type I420Image } from '../../core/i420.ts';
import type { PlannedMark } from '../../documents/marks.ts';
import { directionBits, layMarks, markBits, markKinds, markRuns, type LaidMark } from './mark-layout.ts';
import { mix } from './planes.ts';

const one = 1 << markBits;

/**
 * Draws marks over a picture of the geometry, in order, in place. A luma sample takes as much of a mark's colour as the mark covers of it
 * (edges are anti-aliased), a chroma sample the mean of its pixels. Throws as `layMarks` does.
 */
export function drawMarks(image: I420Image, geometry: FrameGeometry, marks: readonly PlannedMark[]): void {
  if (image.widthPx !== geometry.storedWidthPx || image.heightPx !== geometry.storedHeightPx) throw new RangeError('picture is not of the geometry');
  for (const mark of layMarks(marks, geometry, image.color)) {
    drawLuma(image, mark);
    drawChroma(image, mark);
  }
}

function drawLuma({ data, widthPx }: I420Image, mark: LaidMark): void {
  for (let y = mark.top; y < mark.bottom; y++) {
    for (const [from, to] of markRuns(mark, y)) {
      for (let x = from; x < to; x++) {
        const alpha = markAlpha(mark, x, y);
        const at = y * widthPx + x;
        if (alpha > 0) data[at] = mix(data[at] as number, mark.color[0], alpha);
      }
    }
  }
}

function drawChroma({ data, widthPx, heightPx }: I420Image, mark: LaidMark): void {
  const { chromaWidthPx, uOffset, vOffset } = i420Layout(widthPx, heightPx);
  for (let cy = mark.top >> 1; cy < (mark.bottom + 1) >> 1; cy++) {
    const rows = [2 * cy, 2 * cy + 1].filter((y) => y < heightPx);
    const reached = rows.filter((y) => y >= mark.top && y < mark.bottom);
    let done = 0;
    // Runs of both rows in order, each chroma sample once.
    for (const [from, to] of reached.flatMap((y) => markRuns(mark, y)).sort((a, b) => a[0] - b[0])) {
      for (let cx = Math.max(done, from >> 1); cx < (to + 1) >> 1; cx++) {
        let sum = 0;
        let pixels = 0;
        for (const y of rows) {
          for (let x = 2 * cx; x < Math.min(widthPx, 2 * cx + 2); x++) {
            sum += markAlpha(mark, x, y);
            pixels += 1;
          }
        }
        const alpha = Math.floor((2 * sum + pixels) / (2 * pixels));
        if (alpha === 0) continue;
        const at = cy * chromaWidthPx + cx;
        data[uOffset + at] = mix(data[uOffset + at] as number, mark.color[1], alpha);
        data[vOffset + at] = mix(data[vOffset + at] as number, mark.color[2], alpha);
      }
      done = Math.max(done, (to + 1) >> 1);
    }
  }
}

/** How much of its colour a pixel takes, 0–255. */
function markAlpha({ kind, fields, opacity, shape, left, top, right, bottom }: LaidMark, x: number, y: number): number {
  if (x < left || y < top || x >= right || y >= bottom) return 0;
  if (kind === markKinds.label) {
    const [shapeLeft, shapeTop, width] = fields;
    return Math.floor(((shape[(y - shapeTop) * width + x - shapeLeft] as number) * opacity + 127) / 255);
  }
  return ((kind === markKinds.line ? lineCoverage(fields, x, y) : boxCoverage(fields, x, y)) * opacity + (one >> 1)) >> markBits;
}

/** Of 2^markBits: the product of how far the pixel's centre lies inside along and across the line. */
function lineCoverage([middleX, middleY, dx, dy, restAlong, restAcross, halfLength, halfThickness]: LaidMark['fields'], x: number, y: number): number {
  const px = 2 * (x - middleX) + 1; // half pixels, to the pixel's centre
  const py = 2 * (y - middleY) + 1;
  const shift = directionBits + 1 - markBits;
  const along = ((px * dx + py * dy) >> shift) - restAlong;
  const across = ((py * dx - px * dy) >> shift) - restAcross;
  return (within(along, halfLength) * within(across, halfThickness)) >> markBits;
}

function within(distance: number, half: number): number {
  return Math.max(0, Math.min(half + (one >> 1) - Math.abs(distance), one, 2 * half));
}

function boxCoverage([left, top, right, bottom, innerLeft, innerTop, innerRight, innerBottom]: LaidMark['fields'], x: number, y: number): number {
  const outer = (overlap(x, left, right) * overlap(y, top, bottom)) >> markBits;
  return outer - ((overlap(x, innerLeft, innerRight) * overlap(y, innerTop, innerBottom)) >> markBits);
}

function overlap(pixel: number, from: number, to: number): number {
  return Math.max(0, Math.min((pixel + 1) * one, to) - Math.max(pixel * one, from));
}
