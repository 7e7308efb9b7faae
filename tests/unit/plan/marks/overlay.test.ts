import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/core/errors.ts';
import type { Action, Analysis, Track } from '../../../../src/documents/analysis.ts';
import type { Edit } from '../../../../src/documents/edit.ts';
import type { Intent } from '../../../../src/documents/intent.ts';
import type { DrawText, PlannedMark } from '../../../../src/documents/marks.ts';
import type { OverlayMarks } from '../../../../src/documents/marks-intent.ts';
import { FramePlanner } from '../../../../src/plan/frame-plan.ts';
import { plan } from '../../../../src/plan/plan.ts';
import { blockText, bodiesOf, bodyTrack, personOf, pointOf } from './made-bodies.ts';

const hide = { kind: 'everyone', shape: 'ellipse', scale: 1, fill: { kind: 'erase' } } as const;
const all: OverlayMarks = { kind: 'overlay', people: [], style: 'publication', skeletons: true, boxes: true, ids: true, actions: true, actionWords: {} };
const none = { skeletons: false, boxes: false, ids: false, actions: false } as const;

/** What is drawn on a frame, and which texts were asked for. */
function drawn(analysis: Analysis, marks: Partial<OverlayMarks>, frame: number, more: Partial<Intent> = {}): { marks: readonly PlannedMark[]; texts: string[]; edit: Edit } {
  const texts: string[] = [];
  const drawText: DrawText = (text, heightPx) => {
    texts.push(text);
    return blockText(text, heightPx);
  };
  const edit = plan(analysis, { hide, marks: { ...all, ...marks }, ...more });
  const frames = new FramePlanner(edit, drawText).at(frame);
  return { marks: frames.canvas?.marks ?? frames.marks ?? [], texts, edit };
}
const ofKind = <K extends PlannedMark['kind']>(marks: readonly PlannedMark[], kind: K): Extract<PlannedMark, { kind: K }>[] => marks.filter((mark): mark is Extract<PlannedMark, { kind: K }> => mark.kind === kind);
const outlines = (marks: readonly PlannedMark[]): number[] => ofKind(marks, 'box').filter(({ thicknessPx }) => thicknessPx !== 'filled').map(({ box }) => box.x);
const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return error instanceof AppError ? `${error.code} ${String(error.details['field'] ?? error.details['who'] ?? '')}`.trim() : String(error);
  }
  return 'none';
};

const body = bodyTrack(5, 0, 60, 100, 80);
const one = bodiesOf(60, [body], [personOf(5)]);

describe('a skeleton', () => {
  it('follows the points of the pose, frame by frame, in the colour of its person', () => {
    for (const frame of [0, 1, 59]) {
      const lines = ofKind(drawn(one, { ...none, skeletons: true }, frame).marks, 'line').filter(({ color }) => color === '#e69f00');
      const upperArm = lines.find(({ from }) => from.x === pointOf(body, frame, 'left-shoulder').x && from.y === pointOf(body, frame, 'left-shoulder').y);
      expect(upperArm, `frame ${frame}`).toBeDefined();
      expect(lines.some(({ from, to }) => from.y === pointOf(body, frame, 'left-knee').y && to.y === pointOf(body, frame, 'left-ankle').y)).toBe(true);
      expect(lines).toHaveLength(13);
    }
  });

  it.each<[string, Partial<OverlayMarks>, number, number, number]>([
    ['publication draws bones with an edge each, no points', { style: 'publication' }, 0.9, 26, 0],
    ['review draws bones and the face likewise, and a square at each point', { style: 'review' }, 0.9, 32, 17],
    ['publication leaves out what is unsure', { style: 'publication' }, 0.2, 0, 0],
    ['review shows it faintly', { style: 'review' }, 0.2, 32, 17],
    ['nothing of what may be anywhere', { style: 'review' }, 0.05, 0, 0],
  ])('%s', (_, style, pointScore, lines, points) => {
    const { marks } = drawn(bodiesOf(9, [bodyTrack(5, 0, 9, 100, 80, { pointScore })], []), { ...none, skeletons: true, ...style }, 4);
    expect([ofKind(marks, 'line').length, ofKind(marks, 'box').length]).toEqual([lines, points]);
    if (pointScore === 0.2) expect(marks.filter(({ color }) => color !== '#000000').every(({ opacity }) => opacity < 0.5)).toBe(true);
  });

  it('has no bone to a point that nobody estimated, and none at all where nobody looked', () => {
    const { poses } = body;
    const holed: Track = { ...body, poses: (poses as Float32Array).map((value, at) => (Math.floor(at / 3) % 17 === 9 || at >= 51 * 30 ? NaN : value)) };
    const count = (frame: number): number => ofKind(drawn(bodiesOf(60, [holed], []), { ...none, skeletons: true, style: 'review' }, frame).marks, 'line').length;
    expect([count(3), count(40)]).toEqual([30, 0]);
  });
});

describe('who is drawn', () => {
  const face = bodyTrack(1, 10, 40, 120, 80, { kind: 'face' });
  const early = bodyTrack(6, 0, 30, 100, 80, { faces: [1] });
  const other = bodyTrack(7, 0, 60, 400, 80);
  const analysis = bodiesOf(60, [face, early, other, bodyTrack(8, 0, 60, 10, 10, { kind: 'head' }), { ...bodyTrack(9, 0, 60, 20, 20, { kind: 'manual' }), drawn: { mask: 1, shape: 'box', points: new Float32Array(0), label: '' } }], [personOf(1)]);

  it('bodies are the people whose faces they have: one number and one colour each, and a label on the face only where no body is seen', () => {
    expect(drawn(analysis, {}, 5).texts).toEqual(['1', '7']);
    expect(drawn(analysis, {}, 20).texts).toEqual(['1', '7']);
    expect(drawn(analysis, {}, 40).texts).toEqual(['1', '7']);
    const { paths } = drawn(analysis, {}, 0).edit.marks as NonNullable<Edit['marks']>;
    expect(paths.map(({ track, color }) => [track, color])).toEqual([[1, '#e69f00'], [6, '#e69f00'], [7, '#56b4e9']]);
  });

  it.each<[string, Partial<OverlayMarks>, number, number[]]>([
    ['for publication the box of a body stands for its face', { style: 'publication' }, 20, [160, 460]],
    ['for review both are shown', { style: 'review' }, 20, [150, 160, 460]],
    ['a face without a body is shown', { style: 'publication' }, 40, [210, 520]],
  ])('%s', (_, style, frame, wanted) => expect(outlines(drawn(analysis, { ...none, boxes: true, ...style }, frame).marks).sort((a, b) => a - b)).toEqual(wanted));

  it('only those who are named, by any track, in the colours that they have among all', () => {
    expect(drawn(analysis, { people: [7] }, 20).texts).toEqual(['7']);
    expect(drawn(analysis, { people: [7] }, 20).edit.marks?.paths.map(({ color }) => color)).toEqual(['#56b4e9']);
    expect(drawn(analysis, { people: [6] }, 20).texts).toEqual(['1']);
    expect(codeOf(() => drawn(analysis, { people: [33] }, 0))).toBe('people/no-match person 33');
    expect(codeOf(() => drawn(analysis, { people: [9] }, 0))).toBe('people/no-match person 9');
  });

  it.each(['extended', 'manual'] as const)('what is only guessed to hide more (%s) is not drawn', (origin) => {
    expect(drawn(bodiesOf(9, [bodyTrack(1, 0, 9, 100, 80, { origin })], []), { style: 'review' }, 4).marks).toEqual([]);
  });

  it('nobody at all is an error, not an empty overlay', () => expect(codeOf(() => drawn(bodiesOf(9, [], []), {}, 0))).toBe('marks/nobody'));
});

describe('labels', () => {
  const action = (track: number, fromS: number, toS: number, label: string, score = 0.8): Action => ({ track, startUs: fromS * 1e6, endUs: toS * 1e6, label, score });
  const acting = bodiesOf(60, [body], [personOf(5)], [action(5, 0.5, 1, 'wave'), action(5, 0.8, 1.5, 'walk', 0.9), action(5, 1.5, 2, 'none'), action(77, 0, 2, 'run')]);

  it.each<[string, number, Partial<OverlayMarks>, string[]]>([
    ['the number alone', 3, {}, ['5']],
    ['with what they do', 15, {}, ['5', 'wave']],
    ['of two things the surer', 25, {}, ['5', 'walk']],
    ['none is not told', 50, {}, ['5']],
    ['in the words that were given', 15, { actionWords: { wave: '손 흔들기' } }, ['5', '손 흔들기']],
    ['actions alone', 15, { ids: false }, ['wave']],
    ['how sure both are, for review', 15, { style: 'review' }, ['5', 'wave', '80%', '80%']],
    ['nothing was asked for', 15, { ids: false, actions: false, style: 'review' }, []],
  ])('%s', (_, frame, marks, wanted) => expect(drawn(acting, marks, frame).texts).toEqual(wanted));

  it('say so where a place was only filled in', () => {
    const bridged = { ...bodyTrack(5, 0, 9, 100, 80, { origin: 'bridged' }), scores: new Float32Array(9) };
    expect(drawn(bodiesOf(9, [bridged], []), { style: 'review' }, 4).texts).toEqual(['5', '?']);
  });

  it('stand on a plate above the box, or within it at the edge of the picture, and never leave it', () => {
    const plate = (x: number, y: number): readonly number[] => {
      const track = bodyTrack(5, 0, 2, x, y);
      const { box } = ofKind(drawn(bodiesOf(2, [track], []), { ...none, ids: true }, 0).marks, 'box')[0] as { box: { x: number; y: number; width: number; height: number } };
      return [box.x, box.y, box.x + box.width, box.y + box.height];
    };
    expect(plate(100, 80).slice(0, 2)).toEqual([100, 64]);
    expect(plate(100, 5).slice(0, 2)).toEqual([100, 5]);
    expect(plate(-60, -150).slice(0, 2)).toEqual([0, 0]);
    expect(plate(635, 100)[2]).toBe(640);
  });
});

describe('where nothing may be told', () => {
  it('a frame hidden whole has no marks', () => {
    const unknown = { ...one, unknown: [{ firstFrame: 3, lastFrame: 4 }] };
    expect([2, 3, 4, 5].map((frame) => drawn(unknown, {}, frame).marks.length > 0)).toEqual([true, false, false, true]);
    expect(drawn(unknown, {}, 3, { layout: { kind: 'follow', person: 5, canvas: { widthPx: 202, heightPx: 360 }, whenGone: 'wide' } }).marks).toEqual([]);
  });

  it('masks are the same with and without marks', () => {
    const [with_, without] = [plan(one, { hide, marks: all }), plan(one, { hide })];
    expect(with_.masks).toEqual(without.masks);
    expect('marks' in without).toBe(false);
  });

  it('planning a frame with marks and without fonts is a bug, not a frame without labels', () => expect(codeOf(() => new FramePlanner(plan(one, { hide, marks: all })))).toBe('internal/bug'));
});

describe('marks from outside are checked', () => {
  it.each<[string, unknown, string]>([
    ['an unknown kind', { ...all, kind: 'glow' }, 'document/invalid marks.kind'],
    ['an unknown style', { ...all, style: 'neon' }, 'document/invalid marks.style'],
    ['people that are no list', { ...all, people: 'everyone' }, 'document/invalid marks.people'],
    ['no word on skeletons', { ...all, skeletons: undefined }, 'document/invalid marks.skeletons'],
    ['a text that would cover the picture', { ...all, actionWords: { walk: 'x'.repeat(41) } }, 'document/invalid marks.actionWords.walk'],
    ['an empty word', { ...all, actionWords: { walk: ' ' } }, 'document/invalid marks.actionWords.walk'],
  ])('%s', (_, marks, wanted) => expect(codeOf(() => plan(one, { hide, marks: marks as OverlayMarks }))).toBe(wanted));
});
