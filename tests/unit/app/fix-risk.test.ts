import { expect, it } from 'vitest';
import { fixOf } from '../../../src/app/state/fix-risk.ts';
import type { FixFrame } from '../../../src/app/state/fix-risk.ts';
import type { RiskItem, RiskItemKind } from '../../../src/documents/risks.ts';

const video: FixFrame = { firstFrame: 0, lastFrame: 100, frameRate: 20, corrections: [] };
const item = (kind: RiskItemKind, more: Partial<RiskItem> = {}): RiskItem => ({ key: kind, kind, severity: 0.5, firstFrame: 40, lastFrame: 44, frame: 42, box: { x: 100, y: 100, width: 30, height: 40 }, track: 7, ...more });

it.each<[kind: RiskItemKind, first: number, last: number]>([
  ['gap', 40, 44],
  ['low-score', 40, 44],
  ['starts', 20, 44],
  ['ends', 40, 64],
  ['seen-once', 30, 54],
])('%s is mended by a mask over where the face was, on frames %i to %i', (kind, firstFrame, lastFrame) => {
  const fix = fixOf(item(kind), video);
  expect(fix).toMatchObject({ kind: 'draw', mask: 1, shape: 'ellipse', firstFrame, lastFrame });
  const [keyframe] = fix?.kind === 'draw' && fix.shape === 'ellipse' ? fix.keyframes : [];
  expect(keyframe?.frame).toBe(42);
  const { x = 0, y = 0, width = 0, height = 0 } = keyframe?.box ?? {};
  expect(x < 100 && y < 100 && x + width > 130 && y + height > 140).toBe(true);
});

it.each<RiskItemKind>(['swap', 'unsure', 'close-call'])('%s is mended by hiding the person', (kind) => {
  expect(fixOf(item(kind), video)).toEqual({ kind: 'decide', track: 7, decision: 'hide' });
});

it('stays within the frames of the video, and takes a mask that nobody has', () => {
  const corrections = [{ kind: 'draw', mask: 4, shape: 'box', keyframes: [], firstFrame: 0, lastFrame: 1 }] as const;
  expect(fixOf(item('ends', { firstFrame: 95, lastFrame: 95, frame: 95 }), { ...video, corrections })).toMatchObject({ mask: 5, firstFrame: 95, lastFrame: 100 });
  expect(fixOf(item('starts', { firstFrame: 3, lastFrame: 3, frame: 3 }), { ...video, firstFrame: 2 })).toMatchObject({ firstFrame: 2, lastFrame: 3 });
});

it('frames that could not be judged are hidden whole already: there is nothing to mend', () => {
  const { track: _, box: __, ...unknown } = item('unknown');
  expect(fixOf(unknown, video)).toBeUndefined();
});
