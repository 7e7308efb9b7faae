import type { TreatSound, TreatVoice } from '../documents/corrections.ts';
import { changePerson } from './replay-people.ts';
import type { Reason, ReplayState } from './replay-state.ts';

/** Says what becomes of a person's voice, or takes the word back. */
export function treatVoice(state: ReplayState, { track, treatment }: TreatVoice): Reason | undefined {
  return changePerson(state, track, ({ voice: _, ...person }) => (treatment === 'none' ? person : { ...person, voice: treatment }));
}

/** What is treated by hand is read from the corrections themselves (`documents/sound-by-hand.ts`); here it is only held against the video's length. */
export function treatSound({ source: { ticks, timescale, lastDurationTicks } }: ReplayState, { startUs }: TreatSound): Reason | undefined {
  const endTicks = (ticks[ticks.length - 1] ?? 0) + lastDurationTicks - (ticks[0] ?? 0);
  return startUs >= (endTicks / timescale) * 1e6 ? 'outside-video' : undefined;
}
