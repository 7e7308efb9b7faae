import type { Interval } from '../../core/intervals.ts';
import type { Analysis } from '../../documents/analysis.ts';
import type { AudioEdit, AudioIntent, PlannedTreatment, SoundPlace } from '../../documents/audio-edit.ts';
import { speechOf } from './speech-of.ts';
import { everything, padded, spoken } from './spoken.ts';

/** When something is to be treated, and whose speech it is. */
interface Placed {
  readonly intervals: readonly Interval[];
  readonly people: readonly number[];
}

/** Every variant of where a sound is treated. Where it is not known what is said, or who says it, all that may be meant is treated. */
const places: { readonly [Kind in SoundPlace['kind']]: (where: Extract<SoundPlace, { kind: Kind }>, analysis: Analysis) => Placed } = {
  range: ({ startUs, endUs }) => ({ intervals: [{ start: startUs, end: endUs }], people: [] }),
  everything: () => ({ intervals: [everything], people: [] }),
  'all-speech': (_, analysis) => ({ intervals: padded(spoken(analysis)), people: [] }),
  'speech-of': ({ people }, analysis) => speechOf(people, analysis),
};

/** What is done to the sound. Throws `people/no-match` when somebody is named who is nobody. */
export function planAudio(analysis: Analysis, { treatments }: AudioIntent): AudioEdit {
  return {
    treatments: treatments.flatMap(({ kind, where }): PlannedTreatment[] => {
      const place = places[where.kind] as (where: SoundPlace, analysis: Analysis) => Placed;
      const { intervals, people } = place(where, analysis);
      return intervals.map(({ start, end }) => ({ kind, startUs: start, endUs: end, people }));
    }),
  };
}
