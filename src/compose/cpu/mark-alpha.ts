import { directionBits, markBits, markKinds, type LaidMark } from './mark-layout.ts';

const one = 1 << markBits;
const half = one >> 1;

/** Writes how much of a mark's colour the pixels of one run of a row take (0–255), at their columns. The run is one of `markRuns`. */
export function fillAlpha(mark: LaidMark, y: number, from: number, to: number, row: Uint8Array): void {
  if (mark.kind === markKinds.line) fillLine(mark, y, from, to, row);
  else if (mark.kind === markKinds.box) fillBox(mark, y, from, to, row);
  else fillLabel(mark, y, from, to, row);
}

/** A pixel takes the product of how far its centre lies inside along and across the line. */
function fillLine({ fields, opacity }: LaidMark, y: number, from: number, to: number, row: Uint8Array): void {
  const [middleX, middleY, dx, dy, restAlong, restAcross, halfLength, halfThickness] = fields;
  const shift = directionBits + 1 - markBits;
  const px = 2 * (from - middleX) + 1; // half pixels, to the pixel's centre
  const py = 2 * (y - middleY) + 1;
  let alongAt = px * dx + py * dy;
  let acrossAt = py * dx - px * dy;
  for (let x = from; x < to; x++) {
    const across = within((acrossAt >> shift) - restAcross, halfThickness);
    row[x] = across === 0 ? 0 : (((within((alongAt >> shift) - restAlong, halfLength) * across) >> markBits) * opacity + half) >> markBits;
    alongAt += 2 * dx;
    acrossAt -= 2 * dy;
  }
}

function within(distance: number, reach: number): number {
  return Math.max(0, Math.min(reach + half - Math.abs(distance), one, 2 * reach));
}

/** A pixel takes what of it lies in the outer box and not in the inner one. */
function fillBox({ fields, opacity }: LaidMark, y: number, from: number, to: number, row: Uint8Array): void {
  const [left, top, right, bottom, innerLeft, innerTop, innerRight, innerBottom] = fields;
  const high = overlap(y, top, bottom);
  const innerHigh = overlap(y, innerTop, innerBottom);
  for (let x = from; x < to; x++) {
    const covered = ((overlap(x, left, right) * high) >> markBits) - ((overlap(x, innerLeft, innerRight) * innerHigh) >> markBits);
    row[x] = (covered * opacity + half) >> markBits;
  }
}

function overlap(pixel: number, from: number, to: number): number {
  return Math.max(0, Math.min((pixel + 1) * one, to) - Math.max(pixel * one, from));
}

function fillLabel({ fields, opacity, shape }: LaidMark, y: number, from: number, to: number, row: Uint8Array): void {
  const [left, top, width] = fields;
  const start = (y - top) * width - left;
  for (let x = from; x < to; x++) row[x] = Math.floor(((shape[start + x] as number) * opacity + 127) / 255);
}
