import type { PresentedRange } from '../audio-cut.ts';

/** A stretch of the source with its place in the output, in frames of sound; `[firstFrame, endFrame)`. */
export interface PlacedStretch extends PresentedRange {
  readonly firstFrame: number;
  readonly endFrame: number;
}

/** The same stretches, those that follow each other without a gap as one: there is no join between them. */
export function joinStretches(stretches: readonly PresentedRange[]): PresentedRange[] {
  const joined: PresentedRange[] = [];
  for (const stretch of stretches) {
    const last = joined.at(-1);
    if (last !== undefined && last.endS === stretch.startS) joined[joined.length - 1] = { startS: last.startS, endS: stretch.endS };
    else joined.push(stretch);
  }
  return joined;
}

/**
 * Puts stretches of the source one behind the other, at `rate` frames a second. Each edge is rounded from the exact sum of the lengths before it,
 * as the pictures lie: after any number of cuts no stretch begins more than half a frame of sound from where it belongs.
 */
export function placeStretches(stretches: readonly PresentedRange[], rate: number): PlacedStretch[] {
  let exactS = 0;
  return stretches.map(({ startS, endS }) => {
    const firstFrame = Math.round(exactS * rate);
    exactS += endS - startS;
    return { startS, endS, firstFrame, endFrame: Math.round(exactS * rate) };
  });
}
