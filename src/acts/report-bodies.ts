import type { Analysis, FrameRange } from '../documents/analysis.ts';
import type { Observations } from '../documents/observations.ts';
import type { ReportBodies } from '../documents/report-bodies.ts';

/** What a report says of bodies within a range of frames; undefined where nobody looked for any. */
export function reportBodies({ settings, bodies }: Observations, { tracks }: Analysis, { firstFrame, lastFrame }: FrameRange): ReportBodies | undefined {
  if (settings.bodies === undefined || bodies === undefined) return undefined;
  const isWithin = (frame: number): boolean => frame >= firstFrame && frame <= lastFrame;
  const framesLooked = bodies.looked.reduce((sum, looked, index) => sum + (looked === 1 && isWithin(settings.firstFrame + index) ? 1 : 0), 0);
  const followed = tracks.filter(({ kind, frames }) => kind === 'person' && frames.some(isWithin));
  const withHeads = new Set(tracks.flatMap(({ kind, frames }) => (kind === 'head' ? [...frames].filter(isWithin) : [])));
  return {
    ...settings.bodies,
    framesLooked,
    frames: lastFrame - firstFrame + 1,
    followed: followed.length,
    faceless: followed.filter(({ faces }) => faces === undefined).length,
    framesWithHeads: withHeads.size,
  };
}

/** Tracks that are no faces: whoever counts hidden faces leaves them out. */
export function bodyTracks({ tracks }: Analysis): ReadonlySet<number> {
  return new Set(tracks.flatMap(({ id, kind }) => (kind === 'person' || kind === 'head' ? [id] : [])));
}
