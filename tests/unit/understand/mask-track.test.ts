import { describe, expect, it } from 'vitest';
import type { Track } from '../../../src/documents/analysis.ts';
import { sampleOrigins } from '../../../src/documents/analysis.ts';
import { trackOfMask } from '../../../src/documents/corrections.ts';
import type { Corrections, DrawMask, FollowMask } from '../../../src/documents/corrections.ts';
import { replay } from '../../../src/understand/replay.ts';

const source = {
  name: '', widthPx: 640, heightPx: 480, timescale: 30, ticks: Float64Array.from({ length: 50 }, (_, index) => index), lastDurationTicks: 1, fingerprint: 'f',
};
const box = (x: number, y: number, width: number, height: number): { x: number; y: number; width: number; height: number } => ({ x, y, width, height });
const draw = (firstFrame: number, lastFrame: number, ...keys: [number, number, number, number, number][]): DrawMask => ({
  kind: 'draw', mask: 3, shape: 'ellipse', firstFrame, lastFrame, keyframes: keys.map(([frame, x, y, width, height]) => ({ frame, box: box(x, y, width, height) })),
});
const follow = (firstFrame: number, ...boxes: [number, number, number, number][]): FollowMask => ({ kind: 'follow', mask: 3, firstFrame, boxes: boxes.flat(), lost: 'nowhere' });

function maskOf(corrections: Corrections): Track {
  const { tracks } = replay({ source, tracks: [], identities: [] }, corrections);
  expect(tracks).toHaveLength(1);
  return tracks[0] as Track;
}

/** The boxes by frame, to a tenth of a pixel. */
function boxesOf({ frames, boxes }: Track): Record<number, number[]> {
  return Object.fromEntries([...frames].map((frame, sample) => [frame, [...boxes.slice(4 * sample, 4 * sample + 4)].map((value) => 0 + Math.round(10 * value) / 10)]));
}

describe('a mask drawn by hand', () => {
  it('rests where it was drawn, on its range within the video', () => {
    const track = maskOf([draw(48, 90, [48, 10, 20, 30, 40])]);
    expect(boxesOf(track)).toEqual({ 48: [10, 20, 30, 40], 49: [10, 20, 30, 40] });
    expect(track).toMatchObject({ id: trackOfMask(3), kind: 'manual', drawn: { mask: 3, shape: 'ellipse', label: '' } });
    expect([...track.origins].map((origin) => sampleOrigins[origin])).toEqual(['manual', 'manual']);
  });

  it.each<[string, number, number[]]>([
    ['before the first keyframe as there', 0, [0, 0, 10, 10]],
    ['on a keyframe as drawn', 4, [100, 40, 40, 10]],
    ['half-way: the middle of the centres, the geometric mean of the sides', 3, [52.5, 20, 20, 10]],
    ['after the last keyframe as there', 9, [100, 40, 40, 10]],
  ])('is interpolated: %s', (_, frame, expected) => {
    const boxes = boxesOf(maskOf([draw(0, 9, [2, 0, 0, 10, 10], [4, 100, 40, 40, 10])]));
    expect(boxes[frame]).toEqual(expected);
  });

  it('is replaced by drawing it again, and gone when deleted', () => {
    const again = boxesOf(maskOf([draw(0, 9, [0, 0, 0, 10, 10]), draw(7, 7, [7, 5, 5, 10, 10])]));
    expect(again).toEqual({ 7: [5, 5, 10, 10] });
    expect(replay({ source, tracks: [], identities: [] }, [draw(0, 9, [0, 0, 0, 10, 10]), { kind: 'delete-mask', mask: 3 }]).tracks).toEqual([]);
  });

  it('keeps a fill and a label of its own', () => {
    const { drawn } = maskOf([{ ...draw(0, 1, [0, 0, 0, 10, 10]), fill: { kind: 'solid', color: '#ff0000' }, label: 'plate' }]);
    expect(drawn).toMatchObject({ fill: { kind: 'solid', color: '#ff0000' }, label: 'plate' });
  });

  it('of a polygon moves its corners with its box, and turns one shape into the other', () => {
    const keyframes = [{ frame: 0, points: [0, 0, 10, 0, 0, 10] }, { frame: 2, points: [100, 0, 100, 40, 60, 40] }];
    const { drawn, boxes } = maskOf([{ kind: 'draw', mask: 3, shape: 'polygon', firstFrame: 0, lastFrame: 3, keyframes }]);
    const corners = Array.from({ length: 4 }, (_, sample) => [...(drawn?.points ?? [])].slice(6 * sample, 6 * sample + 6).map((value) => 0 + Math.round(value)));
    expect(corners[0]).toEqual(keyframes[0]?.points);
    expect(corners[2]).toEqual(keyframes[1]?.points);
    expect(corners[3]).toEqual(keyframes[1]?.points);
    expect([...boxes.slice(4, 8)].map(Math.round)).toEqual([33, 3, 20, 20]); // centres (5, 5) and (80, 20), sides 10 and 40
    expect(corners[1]).toEqual([43, 3, 53, 13, 33, 23]); // half-way between the two shapes within that box
  });
});

describe('a mask that was followed', () => {
  it('goes the way that was measured, and its range grows by it', () => {
    const boxes = boxesOf(maskOf([draw(5, 5, [5, 10, 10, 20, 20]), follow(4, [0, 0, 20, 20], [10, 10, 20, 20], [30, 30, 20, 20])]));
    expect(boxes).toEqual({ 4: [0, 0, 20, 20], 5: [10, 10, 20, 20], 6: [30, 30, 20, 20] });
  });

  it('rests where it was lost, for as long as it was drawn', () => {
    expect(boxesOf(maskOf([draw(5, 8, [5, 10, 10, 20, 20]), follow(5, [10, 10, 20, 20], [30, 30, 20, 20])]))[8]).toEqual([30, 30, 20, 20]);
  });

  it('goes straight from where it was lost to the next keyframe', () => {
    expect(boxesOf(maskOf([draw(5, 9, [5, 10, 10, 20, 20], [8, 50, 10, 20, 20]), follow(5, [10, 10, 20, 20], [30, 10, 20, 20])]))[7]).toEqual([40, 10, 20, 20]);
  });

  it('stays exact on keyframes within, and spreads what they differ by', () => {
    const way = [0, 1, 2, 3, 4, 5, 6].map((step): [number, number, number, number] => [10 * step, 0, 20, 20]);
    const boxes = boxesOf(maskOf([draw(0, 6, [0, 0, 0, 20, 20], [4, 40, 8, 40, 20]), follow(0, ...way)]));
    expect([boxes[0], boxes[2], boxes[4], boxes[6]]).toEqual([[0, 0, 20, 20], [20.9, 4, 28.3, 20], [40, 8, 40, 20], [60, 8, 40, 20]]);
  });

  it('forgets an older look at the same frame', () => {
    expect(boxesOf(maskOf([draw(5, 6, [5, 10, 10, 20, 20]), follow(6, [1, 1, 20, 20]), follow(6, [2, 2, 20, 20])]))[6]).toEqual([2, 2, 20, 20]);
  });

  it('keeps what was followed when it is drawn again, and forgets it when deleted and drawn', () => {
    const first = draw(5, 5, [5, 10, 10, 20, 20]);
    const followed = follow(5, [10, 10, 20, 20], [30, 30, 20, 20]);
    expect(boxesOf(maskOf([first, followed, draw(5, 6, [5, 10, 10, 20, 20])]))[6]).toEqual([30, 30, 20, 20]);
    expect(boxesOf(maskOf([first, followed, { kind: 'delete-mask', mask: 3 }, draw(5, 6, [5, 10, 10, 20, 20])]))[6]).toEqual([10, 10, 20, 20]);
  });
});
