import { strongestTreatments } from '../core/sound-treatment.ts';
import type { SoundTreatmentKind, TreatedInterval } from '../core/sound-treatment.ts';
import { subtract } from '../core/intervals.ts';
import type { Corrections } from './corrections.ts';

/** A stretch of sound that was treated by hand, in microseconds from the first presented frame. */
export interface TreatedByHand {
  readonly kind: SoundTreatmentKind;
  readonly startUs: number;
  readonly endUs: number;
}

/** What of the sound is treated by hand after all corrections, ascending and apart: each takes the place of what was said of its stretch before. */
export function soundByHand(corrections: Corrections): TreatedByHand[] {
  let treated: TreatedInterval[] = [];
  for (const correction of corrections) {
    if (correction.kind !== 'treat-sound') continue;
    const interval = { start: correction.startUs, end: correction.endUs };
    const left = treated.flatMap((each) => subtract([each], [interval]).map((rest) => ({ kind: each.kind, ...rest })));
    treated = correction.treatment === 'none' ? left : [...left, { kind: correction.treatment, ...interval }];
  }
  return strongestTreatments(treated).map(({ kind, start, end }) => ({ kind, startUs: start, endUs: end }));
}
