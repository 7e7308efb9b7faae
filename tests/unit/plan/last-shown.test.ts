import { expect, test } from 'vitest';
import { tileStates } from '../../../src/documents/edit.ts';
import type { TilePath } from '../../../src/documents/edit.ts';
import { FramePlanner } from '../../../src/plan/frame-plan.ts';
import { lastShown } from '../../../src/plan/last-shown.ts';

/** Frames 2 … of a place: shown, held, absent. */
const tile = (states: string): TilePath => ({
  place: { x: 0, y: 0, width: 2, height: 2 }, fit: 'cover', firstFrame: 2, views: new Float32Array(4 * states.length),
  states: Uint8Array.from(states, (state) => (state === 's' ? tileStates.shown : state === 'h' ? tileStates.held : tileStates.absent)),
});
const cuts = [{ firstFrame: 0, lastFrame: 5 }, { firstFrame: 8, lastFrame: 12 }];

test.each([
  ['the frame before', 'shhh', 3, [], 2],
  ['some frames before', 'shhh', 5, [], 2],
  ['the newest', 'shsh', 5, [], 4],
  ['absent in between', 's-hh', 5, [], null],
  ['from its beginning', 'hhh', 3, [], null],
  ['not over a cut', 'shhhhhhh', 8, [], null],
  ['outside of all cuts: whatever lies before', 'shhhhhhh', 7, [], 2],
  ['hidden whole in between', 'shhh', 5, [{ firstFrame: 3, lastFrame: 3 }], null],
  ['hidden whole where it was shown', 'shhh', 5, [{ firstFrame: 1, lastFrame: 2 }], null],
  ['hidden whole before', 'shhh', 5, [{ firstFrame: 0, lastFrame: 1 }], 2],
] as const)('what a held place shows: %s', (_, states, frame, hiddenWhole, wanted) => {
  expect(lastShown({ cuts, hiddenWhole }, tile(states), frame)).toBe(wanted);
});

test('the next frame holds where it follows in the source and says so', () => {
  const planner = new FramePlanner({ widthPx: 4, heightPx: 4, cuts, masks: [], hiddenWhole: [], audio: { treatments: [] }, canvas: { widthPx: 2, heightPx: 2, background: '#000000', tiles: [tile('shhhhhhhhs')] } });
  expect(Array.from({ length: planner.outputFrames }, (__, frame) => planner.nextHolds(frame))).toEqual([false, false, true, true, true, false, true, true, false, false, false]);
});
