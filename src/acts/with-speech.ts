import type { Observations, ObserveSettings } from '../documents/observations.ts';
import { ObservationsBuilder } from '../documents/observations-builder.ts';
import type { HeardSpeech } from '../documents/speech-observations.ts';
import type { Sound } from '../media/movie.ts';
import { sourceInfo } from './source-info.ts';

/** What was seen of sound alone: no frame, and nobody. */
export function nothingSeen(sound: Sound, { quality, sensitivity }: Pick<ObserveSettings, 'quality' | 'sensitivity'>): Observations {
  return new ObservationsBuilder(sourceInfo(sound), { quality, sensitivity, detector: 'embedded', firstFrame: 0, lastFrame: -1 }).build([]);
}

/** What was seen, with what was heard. */
export function withSpeech(seen: Observations, { speech, runs }: HeardSpeech): Observations {
  return { ...seen, speech, runs: [...seen.runs, ...runs] };
}
