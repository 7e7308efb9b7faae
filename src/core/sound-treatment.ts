import { subtract } from './intervals.ts';
import type { Interval } from './intervals.ts';

/**
 * What can be done to a stretch of sound, the strongest first: it is replaced by silence or by a tone, of which neither holds anything of it, or
 * its voices get another pitch and timbre. Whoever is disguised may still be recognised, and what is said stays.
 */
export const soundTreatmentKinds = ['silence', 'bleep', 'disguise'] as const;
export type SoundTreatmentKind = (typeof soundTreatmentKinds)[number];

/** A treatment of a stretch of sound. */
export interface TreatedInterval extends Interval {
  readonly kind: SoundTreatmentKind;
}

/** The same treatments without overlaps, ascending: where several are asked for, the strongest is done. */
export function strongestTreatments(treatments: readonly TreatedInterval[]): TreatedInterval[] {
  const taken: Interval[] = [];
  const result = soundTreatmentKinds.flatMap((kind) => {
    const left = subtract(treatments.filter((each) => each.kind === kind), taken);
    taken.push(...left);
    return left.map((interval) => ({ kind, ...interval }));
  });
  return result.sort((a, b) => a.start - b.start);
}
