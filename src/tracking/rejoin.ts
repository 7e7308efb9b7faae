import { joinDistance } from './join.ts';
import { endMotion } from './motion.ts';
import type { FrameClock, Tracklet } from './tracklet.ts';

/** Pieces of one person that follow each other within this time become one track, bridged: as for `joinTracklets`. */
const rejoinMaxS = 2;
/** Somebody who was hidden walks on meanwhile: further than a face that was just lost, in face sizes. Looks have told who it is. */
const reachSizes = 2;
const reachSizesPerS = 5;

/** Chains the pieces of one person (by their places in `pieces`) that follow each other in time and are within reach; each piece is in one chain. */
export function rejoinPieces(members: readonly number[], pieces: readonly Tracklet[], clock: FrameClock): number[][] {
  const first = (index: number): number => (pieces[index] as Tracklet).frames[0] as number;
  const chains: number[][] = [];
  for (const index of [...members].sort((a, b) => first(a) - first(b))) {
    const chain = chains.find((each) => follows(pieces[each[each.length - 1] as number] as Tracklet, pieces[index] as Tracklet, clock));
    if (chain === undefined) chains.push([index]);
    else chain.push(index);
  }
  return chains;
}

function follows(before: Tracklet, after: Tracklet, clock: FrameClock): boolean {
  const end = endMotion(before, 'last', clock);
  const start = endMotion(after, 'first', clock);
  const gapS = clock.timeS(start.frame) - clock.timeS(end.frame);
  return start.frame > end.frame && gapS <= rejoinMaxS && joinDistance(end, start, gapS) <= reachSizes + reachSizesPerS * gapS;
}
