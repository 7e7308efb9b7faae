import type { SpeechRange, Track } from '../documents/analysis.ts';
import type { FrameClock } from '../tracking/tracklet.ts';

/** Of stretches in which somebody's track did something, what is left after the user deleted or shortened tracks: whoever is not there does nothing there. */
export function withinTracks<T extends SpeechRange & { readonly track: number }>(ranges: readonly T[], tracks: readonly Track[], clock: FrameClock): T[] {
  const byId = new Map(tracks.map((track) => [track.id, track]));
  return ranges.flatMap((range) => {
    const { frames } = byId.get(range.track) ?? { frames: [] };
    const [first, last] = [frames[0], frames[frames.length - 1]];
    if (first === undefined || last === undefined) return [];
    const startUs = Math.max(range.startUs, Math.round(clock.timeS(first) * 1e6));
    const endUs = Math.min(range.endUs, last + 1 < clock.frameCount ? Math.round(clock.timeS(last + 1) * 1e6) : Infinity);
    return startUs < endUs ? [{ ...range, startUs, endUs }] : [];
  });
}
