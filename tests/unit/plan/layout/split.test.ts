import { describe, expect, it } from 'vitest';
import { frameBox } from '../../../../src/core/boxes.ts';
import type { FrameBox } from '../../../../src/core/boxes.ts';
import { boxOf } from '../../../../src/documents/box-columns.ts';
import { tileStates } from '../../../../src/documents/edit.ts';
import type { CanvasEdit, TilePath } from '../../../../src/documents/edit.ts';
import type { Analysis } from '../../../../src/documents/analysis.ts';
import type { SplitLayout } from '../../../../src/documents/layout.ts';
import { placesOf } from '../../../../src/plan/layout/places.ts';
import { plan } from '../../../../src/plan/plan.ts';
import { peopleOf } from './made-people.ts';
import type { Way } from './made-people.ts';

const hide = { kind: 'everyone', shape: 'ellipse', scale: 1, fill: { kind: 'erase' } } as const;
const two: SplitLayout = {
  kind: 'split', people: [], places: 2, arrangement: 'side-by-side', canvas: { widthPx: 1920, heightPx: 1080 }, fit: 'cover', whenGone: 'hold', highlightSpeaker: false,
};
const face = (x: number, y = 300, height = 60): FrameBox => frameBox(x - 0.375 * height, y - height / 2, 0.75 * height, height);

function split(analysis: Analysis, change: Partial<SplitLayout> = {}): CanvasEdit {
  return plan(analysis, { hide, layout: { ...two, ...change } }).canvas as CanvasEdit;
}
const peopleIn = ({ tiles }: CanvasEdit): (number | undefined)[] => tiles.map(({ person }) => person);
const viewOf = (tile: TilePath | undefined, frame: number): FrameBox => boxOf((tile as TilePath).views, frame);

describe('the places of a canvas', () => {
  it.each<[string, [number, number], SplitLayout['arrangement'], number, [number, number, number, number][]]>([
    ['two side by side', [1920, 1080], 'side-by-side', 2, [[0, 0, 960, 1080], [960, 0, 960, 1080]]],
    ['two stacked', [1080, 1920], 'stacked', 2, [[0, 0, 1080, 960], [0, 960, 1080, 960]]],
    ['a grid of four', [1920, 1080], 'grid', 4, [[0, 0, 960, 540], [960, 0, 960, 540], [0, 540, 960, 540], [960, 540, 960, 540]]],
    ['a grid of three, the last row in the middle', [1080, 1080], 'grid', 3, [[0, 0, 540, 540], [540, 0, 540, 540], [270, 540, 540, 540]]],
    ['one, wherever it may be', [640, 360], 'grid', 1, [[0, 0, 640, 360]]],
    ['thirds of a width that is no multiple of three', [1000, 500], 'side-by-side', 3, [[0, 0, 334, 500], [334, 0, 332, 500], [666, 0, 334, 500]]],
  ])('%s', (_, [widthPx, heightPx], arrangement, count, expected) => {
    expect(placesOf({ widthPx, heightPx }, arrangement, count).map(({ x, y, width, height }) => [x, y, width, height])).toEqual(expected);
  });

  it.each([2, 5, 6, 7, 8, 9])('a grid of %d: whole even pixels within the canvas, none over another', (count) => {
    for (const [widthPx, heightPx] of [[1920, 1080], [1080, 1920], [130, 66]] as const) {
      const places = placesOf({ widthPx, heightPx }, 'grid', count);
      expect(places).toHaveLength(count);
      places.forEach(({ x, y, width, height }, index) => {
        expect([x % 2, y % 2, width % 2, height % 2]).toEqual([0, 0, 0, 0]);
        expect(Math.min(x, y, width - 2, height - 2, widthPx - x - width, heightPx - y - height)).toBeGreaterThanOrEqual(0);
        for (const other of places.slice(index + 1)) expect(x + width <= other.x || other.x + other.width <= x || y + height <= other.y || other.y + other.height <= y).toBe(true);
      });
    }
  });
});

describe('who is where', () => {
  /** One comes from the left and one from the right; they pass each other again and again. */
  const crossing: Way[] = [(frame) => face(640 + 450 * Math.cos(frame / 60)), (frame) => face(640 - 450 * Math.cos(frame / 60))];

  it('as they stand at first, and so they stay however often they cross', () => {
    const canvas = split(peopleOf(900, crossing));
    expect(peopleIn(canvas)).toEqual([2, 1]);
    for (let frame = 0; frame < 900; frame++) {
      canvas.tiles.forEach((tile) => {
        const seen = crossing[(tile.person as number) - 1]?.(frame) as FrameBox;
        const view = viewOf(tile, frame);
        expect(seen.x > view.x && seen.x + seen.width < view.x + view.width, `person ${tile.person} on frame ${frame}`).toBe(true);
      });
    }
  });

  it('a moment on the other side does not count, nor do those who begin in one place', () => {
    const [left, right]: Way[] = [(frame) => face(frame === 0 ? 1000 : 200 + frame / 10), () => face(640)];
    expect(peopleIn(split(peopleOf(300, [right as Way, left as Way])))).toEqual([2, 1]);
    const apart: Way[] = [(frame) => face(640 + 3 * Math.max(0, frame - 10)), (frame) => face(640 - 3 * Math.max(0, frame - 10))];
    expect(peopleIn(split(peopleOf(150, apart)))).toEqual([2, 1]);
  });

  it('the same in every shot, also in one that shows them the other way round', () => {
    const turned: Way[] = [(frame) => face(frame < 100 ? 300 : 1000), (frame) => face(frame < 100 ? 1000 : 300)];
    const canvas = split(peopleOf(200, turned, { shotStarts: [100] }));
    expect(peopleIn(canvas)).toEqual([1, 2]);
    expect([viewOf(canvas.tiles[0], 99), viewOf(canvas.tiles[0], 100)].map(({ x, width }) => Math.round(x + width / 2))).toEqual([300, 1000]);
  });

  it('people who are never there together: by where each of them was', () => {
    expect(peopleIn(split(peopleOf(200, [(frame) => (frame < 100 ? face(900) : undefined), (frame) => (frame >= 100 ? face(300) : undefined)])))).toEqual([2, 1]);
  });

  const many: Way[] = [() => face(200), (frame) => (frame < 50 ? face(500) : undefined), () => face(800), (frame) => (frame < 80 ? face(1100) : undefined)];
  it.each<[string, Partial<SplitLayout>, number[]]>([
    ['those who are seen longest', {}, [1, 3]],
    ['whom the layout names, in its order', { people: [4, 2] }, [4, 2]],
    ['whom the layout names first, then who is seen longest', { people: [4], places: 3, arrangement: 'grid' }, [4, 1, 3]],
    ['no more than there are places', { people: [4, 3, 2] }, [4, 3]],
    ['everybody once', { people: [2, 2], places: 2 }, [2, 1]],
    ['as many places as there are people', { places: 9, arrangement: 'grid' }, [1, 2, 3, 4]],
  ])('%s', (_, change, expected) => expect(peopleIn(split(peopleOf(100, many), change))).toEqual(expected));

  it('one person alone has the whole canvas', () => {
    expect(split(peopleOf(100, [() => face(640)])).tiles.map(({ place }) => place)).toEqual([{ x: 0, y: 0, width: 1920, height: 1080 }]);
  });
});

describe('what a place shows', () => {
  const someone: Way[] = [() => face(640)];
  it.each<[SplitLayout['fit'], number, number]>([
    ['cover', 960 / 1080, 540],
    ['contain', 4.5 / 5.5, 540],
    ['stretch', 4.5 / 5.5, 540],
    ['crop', 960 / 1080, 1080],
  ])('%s', (fit, aspect, height) => {
    const tile = split(peopleOf(60, [...someone, () => face(900)]), { fit }).tiles[0];
    const view = viewOf(tile, 30);
    expect(tile?.fit).toBe(fit);
    expect(view.width / view.height).toBeCloseTo(aspect, 3);
    expect(Math.abs(view.height - height)).toBeLessThan(1);
  });

  it.each([
    ['hold', tileStates.held],
    ['blank', tileStates.absent],
    ['wide', tileStates.wide],
  ] as const)('%s while somebody is gone; the others go on', (whenGone, state) => {
    const { tiles } = split(peopleOf(400, [(frame) => (frame < 100 ? face(300) : undefined), () => face(900)]), { whenGone });
    expect(tiles.map(({ states }) => [states[50], states[113], states[300]])).toEqual([[tileStates.shown, tileStates.shown, state], [tileStates.shown, tileStates.shown, tileStates.shown]]);
  });

  it('has an outline while its person speaks, over the breath between two words, where that is known', () => {
    const speakers = [{ track: 1, startUs: 1e6, endUs: 2e6, confidence: 1 }, { track: 1, startUs: 2.3e6, endUs: 3e6, confidence: 1 }, { track: 2, startUs: 4e6, endUs: 5e6, confidence: 1 }];
    const analysis = { ...peopleOf(200, [() => face(300), () => face(900)]), speakers };
    const { tiles } = split(analysis, { highlightSpeaker: true });
    const onFrames = tiles.map(({ outline }) => [...(outline?.on ?? [])].flatMap((on, frame) => (on === 1 ? [frame] : [])));
    expect(onFrames.map((frames) => [frames[0], frames.at(-1), frames.length])).toEqual([[30, 89, 60], [120, 149, 30]]);
    expect(split(analysis).tiles.map(({ outline }) => outline)).toEqual([undefined, undefined]);
    expect(split(peopleOf(200, [() => face(300)]), { highlightSpeaker: true }).tiles[0]?.outline).toBe(undefined);
  });
});
