import type { FrameRange } from '../../documents/analysis.ts';
import type { Sightings } from './people-seen.ts';
import { isSeen } from './people-seen.ts';

/** Somebody who is not seen for less was only turned away or behind something: the path goes on over it. */
const bridgedS = 2;
/** Somebody who goes is still looked for where they were. */
const lingerS = 0.5;
/** For less than this nobody's view is opened and closed again. */
const stayMinS = 0.5;

/** Stretches of a shot in which a person is there: where they are seen, with the moments between, a little after the last, and before the first where the shot has just begun. */
export function presenceIn(sightings: Sightings, shot: FrameRange, timeS: (frame: number) => number, opens: boolean): FrameRange[] {
  const stays: { firstFrame: number; lastFrame: number }[] = [];
  for (let frame = shot.firstFrame; frame <= shot.lastFrame; frame++) {
    if (!isSeen(sightings, frame - sightings.firstFrame)) continue;
    const stay = stays[stays.length - 1];
    if (stay === undefined || timeS(frame) - timeS(stay.lastFrame) > bridgedS) stays.push({ firstFrame: frame, lastFrame: frame });
    else stay.lastFrame = frame;
  }
  const kept = opens ? stays.filter(({ firstFrame, lastFrame }) => timeS(lastFrame + 1) - timeS(firstFrame) >= stayMinS) : stays;
  return kept.map(({ firstFrame: seenFirst, lastFrame }, index) => {
    const firstFrame = index === 0 && timeS(seenFirst) - timeS(shot.firstFrame) <= bridgedS ? shot.firstFrame : seenFirst;
    const limit = (kept[index + 1]?.firstFrame ?? shot.lastFrame + 1) - 1;
    let end = lastFrame;
    while (end < limit && timeS(end + 1) - timeS(lastFrame) <= lingerS) end += 1;
    return { firstFrame, lastFrame: end };
  });
}
