import type { IdentityRisk } from '../documents/analysis.ts';
import type { Crossing } from '../tracking/crossings.ts';
import type { PlacedPiece } from './people.ts';

/** Every crossing and every other cut, with the tracks that there are now; in order of time. */
export function risksOf(placed: readonly PlacedPiece[], crossings: readonly Crossing[]): IdentityRisk[] {
  const bySource = new Map<number, PlacedPiece[]>();
  for (const piece of placed) bySource.set(piece.source, [...(bySource.get(piece.source) ?? []), piece]);
  const risks = crossings.map(({ first, second, firstFrame, lastFrame }): IdentityRisk => {
    const tracks = [first, second].map((source) => pieceAt(bySource.get(source) ?? [], firstFrame)?.track).filter((track) => track !== undefined);
    return { kind: 'crossing', tracks: [...new Set(tracks)], firstFrame, lastFrame };
  });
  placed.forEach((piece, index) => {
    const before = placed[index - 1];
    if (before === undefined || before.source !== piece.source || piece.cutBy === undefined || piece.cutBy === 'crossing') return;
    const { frames } = before.tracklet;
    const tracks = [...new Set([before.track, piece.track])];
    risks.push({ kind: piece.cutBy, tracks, firstFrame: frames[frames.length - 1] as number, lastFrame: piece.tracklet.frames[0] as number });
  });
  return risks.sort((a, b) => a.firstFrame - b.firstFrame);
}

/** The last piece of a tracklet that begins at or before a frame; the first when none does. */
function pieceAt(pieces: readonly PlacedPiece[], frame: number): PlacedPiece | undefined {
  let found = pieces[0];
  for (const piece of pieces) if ((piece.tracklet.frames[0] as number) <= frame) found = piece;
  return found;
}
