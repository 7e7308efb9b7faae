import type { Track } from '../documents/analysis.ts';
import { poseStride } from '../documents/bodies.ts';
import type { DeleteTrack, HideFramesWhole, ShortenTrack } from '../documents/corrections.ts';
import { forgetTrack } from './replay-people.ts';
import { strangerOf } from './stranger.ts';
import type { Reason, ReplayState } from './replay-state.ts';
import { rangeIfAny } from './unknown.ts';

/** Hides frames whole, as far as they are in the video. */
export function hideFramesWhole(state: ReplayState, { firstFrame, lastFrame }: HideFramesWhole): Reason | undefined {
  const ranges = rangeIfAny(firstFrame, Math.min(lastFrame, state.source.ticks.length - 1));
  state.hiddenWhole.push(...ranges);
  return ranges.length === 0 ? 'outside-video' : undefined;
}

/** Drops a track that was none. A body that had no other face is from then on somebody of whom nobody knows who it is. */
export function deleteTrack(state: ReplayState, { track }: DeleteTrack): Reason | undefined {
  if (!state.tracks.delete(track)) return 'no-such-track';
  forgetTrack(state, track);
  const faceless: number[] = [];
  for (const [id, { faces, ...body }] of state.tracks) {
    if (faces?.includes(track) !== true) continue;
    const others = faces.filter((face) => face !== track);
    if (others.length === 0) faceless.push(id);
    state.tracks.set(id, others.length === 0 ? body : { ...body, faces: others });
  }
  if (faceless.length > 0) state.people = [...state.people, strangerOf(faceless)];
  return undefined;
}

/** Keeps the samples of a range; where none would be left it stays as it is: to drop it all there is `delete-track`. */
export function shortenTrack(state: ReplayState, { track, firstFrame, lastFrame }: ShortenTrack): Reason | undefined {
  const whole = state.tracks.get(track);
  if (whole === undefined) return 'no-such-track';
  const first = whole.frames[0] ?? 0;
  const from = Math.max(0, firstFrame - first);
  const to = Math.min(whole.frames.length, lastFrame - first + 1);
  if (from >= to) return 'nothing-left';
  state.tracks.set(track, samplesOf(whole, from, to));
  return undefined;
}

function samplesOf(track: Track, from: number, to: number): Track {
  return {
    ...track,
    frames: track.frames.slice(from, to),
    boxes: track.boxes.slice(4 * from, 4 * to),
    scores: track.scores.slice(from, to),
    origins: track.origins.slice(from, to),
    ...(track.eyes === undefined ? {} : { eyes: track.eyes.slice(4 * from, 4 * to) }),
    ...(track.poses === undefined ? {} : { poses: track.poses.slice(poseStride * from, poseStride * to) }),
  };
}
