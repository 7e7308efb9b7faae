import { describe, expect, it } from 'vitest';
import { layMarks } from '../../../../src/compose/cpu/mark-layout.ts';
import { canvasGeometry } from '../../../../src/compose/cpu/canvas.ts';
import type { FrameBox } from '../../../../src/core/boxes.ts';
import type { PlannedMark } from '../../../../src/documents/marks.ts';
import type { Layout } from '../../../../src/documents/layout.ts';
import type { OverlayMarks } from '../../../../src/documents/marks-intent.ts';
import { FramePlanner } from '../../../../src/plan/frame-plan.ts';
import { clipLine } from '../../../../src/plan/marks/clip-line.ts';
import { tileView } from '../../../../src/plan/marks/mark-view.ts';
import { plan } from '../../../../src/plan/plan.ts';
import { blockText, bodiesOf, bodyTrack, personOf, pointOf } from './made-bodies.ts';

const hide = { kind: 'everyone', shape: 'ellipse', scale: 1, fill: { kind: 'erase' } } as const;
const marks: OverlayMarks = { kind: 'overlay', people: [], style: 'review', skeletons: true, boxes: true, ids: true, actions: false, actionWords: {} };
const [left, right] = [bodyTrack(3, 0, 30, 60, 80, { faces: [1] }), bodyTrack(4, 0, 30, 400, 90, { faces: [2] })];
const two = bodiesOf(30, [bodyTrack(1, 0, 30, 60, 80, { kind: 'face' }), bodyTrack(2, 0, 30, 400, 90, { kind: 'face' }), left, right], [personOf(1), personOf(2)]);
const split: Layout = { kind: 'split', people: [1, 2], places: 2, arrangement: 'side-by-side', canvas: { widthPx: 640, heightPx: 360 }, fit: 'cover', whenGone: 'hold', highlightSpeaker: false };

const within = (mark: PlannedMark, { x, y, width, height }: FrameBox): boolean => mark.clip !== undefined && mark.clip.x >= x && mark.clip.y >= y && mark.clip.x + mark.clip.width <= x + width && mark.clip.y + mark.clip.height <= y + height;

describe('marks on a canvas', () => {
  const frame = new FramePlanner(plan(two, { hide, marks, layout: split }), blockText).at(12);
  const { tiles, marks: drawn } = frame.canvas as NonNullable<typeof frame.canvas>;

  it('lie where the views show the points, and stay within the places of their views', () => {
    expect(frame.marks).toBeUndefined();
    expect(tiles).toHaveLength(2);
    for (const [tile, track] of [[tiles[0], left], [tiles[1], right]] as const) {
      const { view, place } = tile as NonNullable<typeof tile>;
      const nose = pointOf(track, 12, 'nose');
      const wanted = { x: place.x + ((nose.x - view.x) * place.width) / view.width, y: place.y + ((nose.y - view.y) * place.height) / view.height };
      const found = drawn.filter((mark) => mark.kind === 'line' && within(mark, place) && Math.hypot(mark.from.x - wanted.x, mark.from.y - wanted.y) < 0.01);
      expect(found.length).toBeGreaterThan(0);
    }
    expect(drawn.every((mark) => tiles.some(({ place }) => within(mark, place)))).toBe(true);
  });

  it('can all be laid out, however much a view enlarges', () => {
    const near = tileView({ view: { x: 100, y: 90, width: 8, height: 8 }, place: { x: 0, y: 0, width: 1080, height: 1080 }, fit: 'cover' });
    expect(near.scale.x).toBe(135);
    const edit = plan(two, { hide, marks, layout: split });
    const zoomed = { ...edit, canvas: { widthPx: 1080, heightPx: 1080, background: '#000000', tiles: [{ place: { x: 0, y: 0, width: 1080, height: 1080 }, fit: 'cover' as const, firstFrame: 0, states: new Uint8Array(30).fill(1), views: Float32Array.from({ length: 120 }, (_, at) => [100, 90, 8, 8][at % 4] as number) }] } };
    const canvas = new FramePlanner(zoomed, blockText).at(12).canvas as NonNullable<typeof frame.canvas>;
    expect(canvas.marks.length).toBeGreaterThan(0);
    expect(() => layMarks(canvas.marks, canvasGeometry(canvas), { matrix: 'bt709', fullRange: false })).not.toThrow();
  });
});

describe('the part of a line within a box', () => {
  const box = { x: 0, y: 0, width: 10, height: 10 };
  it.each([
    ['inside', [1, 1, 9, 8], 0, [1, 1, 9, 8]],
    ['through', [-10, 5, 20, 5], 0, [0, 5, 10, 5]],
    ['with a margin', [-10, 5, 20, 5], 2, [-2, 5, 12, 5]],
    ['over a corner', [-5, 5, 5, -5], 0, [0, 0, 0, 0]],
    ['beside', [-5, 12, 20, 12], 0, undefined],
    ['before', [-9, 5, -1, 5], 0, undefined],
    ['a point', [3, 3, 3, 3], 0, [3, 3, 3, 3]],
    ['a point beside', [13, 3, 13, 3], 0, undefined],
    ['no numbers', [NaN, 3, 4, 5], 0, undefined],
  ] as const)('%s', (_, [x0, y0, x1, y1], margin, wanted) => {
    const found = clipLine({ x: x0, y: y0 }, { x: x1, y: y1 }, box, margin);
    const numbers = found && [found.from.x, found.from.y, found.to.x, found.to.y];
    expect(numbers?.map((value) => Math.round(value * 1e9) / 1e9 + 0)).toEqual(wanted);
  });
});
