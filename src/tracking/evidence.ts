import type { TrackerOptions } from './options.ts';
import type { Tracklet } from './tracklet.ts';

/** From this score on one look is proof enough (YuNet and SSD give faces in the open .8 and more). */
const sureScore = 0.8;
/** A look just over the threshold is a tenth of a proof: ten of them in one place are no noise. */
const doubtfulWeight = 0.1;
/** A look that could only continue says little. */
const lowWeight = 0.05;

/** How sure it is that a tracklet is a face, 0–1: one sure look, or many doubtful ones. Decides how far its ends are extended, never whether it is hidden. */
export function evidenceOf({ scores }: Tracklet, { startScoreMin }: TrackerOptions): number {
  let sum = 0;
  for (const score of scores) {
    if (score < startScoreMin) sum += lowWeight;
    else sum += doubtfulWeight + (1 - doubtfulWeight) * Math.min(1, Math.max(0, (score - startScoreMin) / Math.max(0.01, sureScore - startScoreMin)));
    if (sum >= 1) return 1;
  }
  return sum;
}

/** From so far above the start threshold on, one look is proof whatever the others say: 0.8 at the default sensitivity, as above. */
const sureAboveStart = 0.3;

/**
 * Whether a tracklet may be a face at all: at some look the detector was sure, or at half of the looks or more it said "face".
 * What fails both is clutter that was seen once and then kept alive by low scores (the back of a head, a print on a shirt).
 * A face seen once passes: there is nothing to doubt it with.
 */
export function isConvincing({ scores }: Tracklet, { startScoreMin }: TrackerOptions): boolean {
  const sureMin = Math.min(sureScore, startScoreMin + sureAboveStart);
  let faces = 0;
  for (const score of scores) {
    if (score >= sureMin) return true;
    if (score >= startScoreMin) faces += 1;
  }
  return 2 * faces >= scores.length;
}
