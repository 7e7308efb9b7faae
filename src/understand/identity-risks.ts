import type { IdentityRisk, Track } from '../documents/analysis.ts';
import { findCrossings } from '../tracking/crossings.ts';
import type { FrameClock } from '../tracking/tracklet.ts';
import type { PlacedPiece } from './people.ts';

/** Every crossing of the tracks that there are now, and every other reason for which one was cut; in order of time. */
export function risksOf(placed: readonly PlacedPiece[], tracks: readonly Track[], clock: FrameClock): IdentityRisk[] {
  const risks = findCrossings(tracks, clock).map(({ first, second, firstFrame, lastFrame }): IdentityRisk => {
    return { kind: 'crossing', tracks: [first, second].map((index) => (tracks[index] as Track).id), firstFrame, lastFrame };
  });
  placed.forEach((piece, index) => {
    const before = placed[index - 1];
    if (before === undefined || before.source !== piece.source || piece.cutBy === undefined || piece.cutBy === 'crossing') return;
    const { frames } = before.tracklet;
    const concerned = [...new Set([before.track, piece.track])];
    risks.push({ kind: piece.cutBy, tracks: concerned, firstFrame: frames[frames.length - 1] as number, lastFrame: piece.tracklet.frames[0] as number });
  });
  return risks.sort((a, b) => a.firstFrame - b.firstFrame);
}
