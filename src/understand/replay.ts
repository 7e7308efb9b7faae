import type { FrameRange, Identity, IneffectiveCorrection, Track } from '../documents/analysis.ts';
import type { Correction, Corrections } from '../documents/corrections.ts';
import type { SourceInfo } from '../documents/source.ts';
import { maskTrack } from './mask-track.ts';
import { deleteMask, drawMask, followMask } from './replay-masks.ts';
import { decide, merge, name, peopleOf, split } from './replay-people.ts';
import { treatSound, treatVoice } from './replay-sound.ts';
import type { Reason, ReplayState } from './replay-state.ts';
import { deleteTrack, hideFramesWhole, shortenTrack } from './replay-tracks.ts';

/** What was found and recognised, before the user's corrections. */
export interface Found {
  readonly source: SourceInfo;
  readonly tracks: readonly Track[];
  readonly identities: readonly Identity[];
}

export interface Replayed {
  /** Found tracks by id, then one track per drawn mask. */
  readonly tracks: readonly Track[];
  /** People of found tracks, by id; a drawn mask is nobody. */
  readonly identities: readonly Identity[];
  readonly hiddenWhole: readonly FrameRange[];
  readonly ineffective: readonly IneffectiveCorrection[];
}

/** How each kind of correction changes the state; the reason when it could not. */
const replayers: { readonly [K in Correction['kind']]: (state: ReplayState, correction: Extract<Correction, { kind: K }>) => Reason | undefined } = {
  'hide-frames-whole': hideFramesWhole,
  decide,
  name,
  merge,
  split,
  draw: drawMask,
  follow: followMask,
  'delete-mask': deleteMask,
  'delete-track': deleteTrack,
  'shorten-track': shortenTrack,
  voice: treatVoice,
  'treat-sound': treatSound,
  review: () => undefined, // answers the queue of src/understand/risks.ts
};

/** Does the user's corrections again, in order; pure. What has no effect is told, and never stops the others. */
export function replay({ source, tracks, identities }: Found, corrections: Corrections): Replayed {
  const state: ReplayState = {
    source,
    tracks: new Map(tracks.map((track) => [track.id, track])),
    people: identities,
    masks: new Map(),
    hiddenWhole: [],
  };
  const ineffective = corrections.flatMap((correction, index): IneffectiveCorrection[] => {
    const replayer = replayers[correction.kind] as (state: ReplayState, correction: Correction) => Reason | undefined;
    const reason = replayer(state, correction);
    return reason === undefined ? [] : [{ index, reason }];
  });
  const drawn = [...state.masks.values()].sort((a, b) => a.draw.mask - b.draw.mask).map((mask) => maskTrack(mask, source.ticks.length));
  return {
    tracks: [...state.tracks.values(), ...drawn],
    identities: peopleOf(state),
    hiddenWhole: state.hiddenWhole,
    ineffective,
  };
}
