import { describe, expect, it } from 'vitest';
import { frameBox } from '../../../src/core/boxes.ts';
import { Owned } from '../../../src/core/owned.ts';
import { bodyPoints, poseStride } from '../../../src/documents/bodies.ts';
import type { Feeds, FloatTensors, Session } from '../../../src/inference/session.ts';
import { Candidates, type ToFrame } from '../../../src/models/candidates.ts';
import { createCenternet, decodeCenternet } from '../../../src/models/centernet.ts';
import { createMovenet, cropAround, decodeMovenet, movenetTensors } from '../../../src/models/movenet.ts';
import { decodeRtmo } from '../../../src/models/rtmo.ts';
import { createTopDownBodies } from '../../../src/models/top-down-bodies.ts';
import { decodeYolox, yoloxRowLength, yoloxRows } from '../../../src/models/yolox.ts';
import { i420Layout, type I420Image } from '../../../src/core/i420.ts';

const twice: ToFrame = { scale: 2, offsetX: 10, offsetY: 20 };
const tensor = (data: Float32Array, dims: readonly number[]): FloatTensors[string] => ({ data, dims });
const color = { matrix: 'bt709', fullRange: false } as const;
const sessionOf = (answer: (feeds: Feeds) => FloatTensors): Owned<Session> =>
  new Owned<Session>({ inputNames: ['input'], outputNames: [], inputDims: () => undefined, run: (feeds) => Promise.resolve(answer(feeds)) }, () => undefined);
const failed = expect.objectContaining({ code: 'model/run-failed' }) as Error;
const rounded = (values: Iterable<number>): number[] => Array.from(values, (value) => Math.round(1000 * value) / 1000);

function boxesOf({ count, boxes, scores }: Candidates): number[][] {
  return Array.from({ length: count }, (_, i) => rounded([...boxes.subarray(4 * i, 4 * i + 4), scores[i] as number]));
}

describe('CenterNet', () => {
  /** A heat map of 8 × 4 cells (32 × 16 px) with the given logits, and sides of 1, 2, 3 and 4 px everywhere. */
  function found(logits: Readonly<Record<number, number>>, side = 1): number[][] {
    const map = Float32Array.from({ length: 32 }, (_, cell) => logits[cell] ?? -9);
    const sides = Float32Array.from({ length: 128 }, (_, at) => (Math.floor(at / 32) + 1) * side);
    const candidates = new Candidates();
    decodeCenternet({ logits: tensor(map, [1, 1, 4, 8]), sides: tensor(sides, [1, 4, 4, 8]) }, 32, 16, twice, candidates);
    return boxesOf(candidates);
  }

  it('puts a person where the heat map has a peak', () => {
    expect(found({ 10: 0 })).toEqual([[2 * (8 - 1) + 10, 2 * (4 - 2) + 20, 8, 12, 0.643]]);
  });

  it.each([
    ['one of two neighbours', { 10: 1, 19: 2 }, 1],
    ['two that are apart', { 9: 1, 11: 1 }, 2],
    ['the ends of two rows, which are no neighbours', { 7: 1, 8: 2 }, 2],
    ['corners', { 0: 1, 31: 1 }, 2],
    ['nobody where all is unlikely', { 10: -4 }, 0],
  ])('finds %s', (_, logits, count) => expect(found(logits)).toHaveLength(count));

  it.each([['a score', () => found({ 10: NaN })], ['a side', () => found({ 10: 1 }, NaN)]])('fails where %s is no number', (_, run) => expect(run).toThrow(failed));

  it.each([[1, 512, 288], [0.8, 416, 256], [0.6, 320, 192]] as const)('looks at a picture of 16:9 at %s of its input', async (scale, widthPx, heightPx) => {
    let seen: readonly number[] = [];
    const session = sessionOf(({ input }) => {
      seen = (input as FloatTensors[string]).dims;
      const cells = (widthPx * heightPx) / 16;
      return { logits: tensor(new Float32Array(cells).fill(-9), [1, 1, heightPx / 4, widthPx / 4]), sides: tensor(new Float32Array(4 * cells), [1, 4, heightPx / 4, widthPx / 4]) };
    });
    const data = new Uint8Array(i420Layout(1280, 720).byteLength);
    const detector = createCenternet(session);
    expect((await detector.detect({ widthPx: 1280, heightPx: 720, data, color }, { storedWidthPx: 1280, storedHeightPx: 720, rotation: 0, mirrored: false, widthPx: 1280, heightPx: 720 }, scale)).count).toBe(0);
    expect(seen).toEqual([1, 3, heightPx, widthPx]);
    detector.close();
  });

  it('fails for outputs of another size', () => {
    expect(() => decodeCenternet({ logits: tensor(new Float32Array(31), [1, 1, 4, 8]) }, 32, 16, twice, new Candidates())).toThrow(failed);
  });
});

describe('YOLOX', () => {
  function found(row: number, numbers: readonly number[]): number[][] {
    const rows = new Float32Array(yoloxRows * yoloxRowLength);
    rows.set(numbers, row * yoloxRowLength);
    const candidates = new Candidates();
    decodeYolox({ output: tensor(rows, [1, yoloxRows, yoloxRowLength]) }, 416, 416, twice, candidates);
    return boxesOf(candidates);
  }

  it.each([
    ['the finest grid', 52 + 1, 8, 1, 1],
    ['the middle grid', 52 * 52 + 26 + 2, 16, 2, 1],
    ['the coarsest grid', 52 * 52 + 26 * 26 + 13 * 3 + 4, 32, 4, 3],
  ])('reads a row of %s', (_, row, stride, column, line) => {
    const [width, height] = [Math.exp(1) * stride, Math.exp(2) * stride];
    const [x, y] = [(column + 0.5) * stride - width / 2, (line + 0.25) * stride - height / 2];
    expect(found(row, [0.5, 0.25, 1, 2, 0.8, 0.9])).toEqual([rounded([2 * x + 10, 2 * y + 20, 2 * width, 2 * height, 0.8])]);
  });

  it('finds persons alone: what is surely a car is none', () => expect(found(0, [0, 0, 1, 1, 1, 0.01, 0, 1])).toEqual([]));
  it.each([['score', [0, 0, 1, 1, NaN, 1]], ['place', [NaN, 0, 1, 1, 1, 1]], ['size', [0, 0, 1000, 1, 1, 1]]])('fails where a %s is no number', (_, numbers) => {
    expect(() => found(0, numbers)).toThrow(failed);
  });
});

describe('MoveNet', () => {
  const cells = 48 * 48;
  /** Outputs with one centre, regressions of (−4, 6) from there, and heat maps with the given cells set. */
  function outputs(heat: readonly (readonly [point: number, row: number, column: number, value: number])[], centre: readonly [number, number] = [20, 24]): FloatTensors {
    const made = Object.fromEntries(movenetTensors.outputs.map(([name, planes]) => [name, tensor(new Float32Array(planes * cells), [1, planes, 48, 48])])) as Record<string, { data: Float32Array }>;
    (made['centres'] as { data: Float32Array }).data[48 * centre[0] + centre[1]] = 0.9;
    for (let point = 0; point < bodyPoints.length; point++) {
      (made['regressions'] as { data: Float32Array }).data.fill(-4, 2 * point * cells, (2 * point + 1) * cells).fill(6, (2 * point + 1) * cells, (2 * point + 2) * cells);
      (made['offsets'] as { data: Float32Array }).data.fill(0.25, 2 * point * cells, (2 * point + 1) * cells).fill(0.5, (2 * point + 1) * cells, (2 * point + 2) * cells);
    }
    for (const [point, row, column, value] of heat) (made['heatmaps'] as { data: Float32Array }).data[point * cells + 48 * row + column] = value;
    return made as unknown as FloatTensors;
  }
  const crop = frameBox(100, 200, 96, 96);
  const nose = (heat: Parameters<typeof outputs>[0], centre?: readonly [number, number]): number[] => rounded(decodeMovenet(outputs(heat, centre), crop).subarray(0, 3));

  it('takes the best cell, moved by its offset, as x, y and score', () => expect(nose([[0, 16, 30, 0.5]])).toEqual([161, 232.5, 0.5]));
  it('prefers a weaker cell near the place that the body points to', () => expect(nose([[0, 16, 30, 0.5], [0, 40, 5, 0.8]])).toEqual([161, 232.5, 0.5]));
  it('takes a far one that is so much better', () => expect(nose([[0, 16, 30, 0.02], [0, 20, 30, 0.8]])).toEqual([161, 240.5, 0.8]));
  it('gives every point its own planes', () => {
    const pose = decodeMovenet(outputs([[16, 10, 31, 0.7]]), crop);
    expect(pose).toHaveLength(poseStride);
    expect(rounded(pose.subarray(48))).toEqual([163, 220.5, 0.7]);
  });
  it.each(['centres', 'regressions', 'heatmaps', 'offsets'])('fails where %s hold no numbers, or are missing', (name) => {
    const broken = outputs([[0, 16, 30, 0.5]]);
    broken[name]?.data.fill(NaN);
    expect(() => decodeMovenet(broken, crop)).toThrow(failed);
    expect(() => decodeMovenet(Object.fromEntries(Object.entries(broken).filter(([each]) => each !== name)), crop)).toThrow(failed);
  });

  it('looks at a square around the box, wider than its longer side', () => expect(cropAround(frameBox(40, 100, 40, 80))).toEqual(frameBox(10, 90, 100, 100)));

  it.each([0, 90] as const)('sees the person of a picture turned by %s° upright, and black where the picture ends', async (rotation) => {
    let seen = new Float32Array(0);
    const session = sessionOf(({ input }) => {
      seen = Float32Array.from((input as FloatTensors[string]).data);
      return outputs([]);
    });
    // 64 × 64, its stored left half bright: upright, turned clockwise, that is the upper half.
    const data = new Uint8Array(i420Layout(64, 64).byteLength).fill(128);
    for (let y = 0; y < 64; y++) data.fill(235, 64 * y, 64 * y + 32).fill(16, 64 * y + 32, 64 * y + 64);
    const image: I420Image = { widthPx: 64, heightPx: 64, data, color };
    const network = createMovenet(session);
    await network.estimate(image, { storedWidthPx: 64, storedHeightPx: 64, rotation, mirrored: false, widthPx: 64, heightPx: 64 }, frameBox(32, 0, 64, 64));
    network.close();
    const at = (x: number, y: number): number => seen[192 * y + x] as number;
    // The crop is 80 px wide from (24, −8) on; a pixel of the picture is 2.4 of the crop's.
    const [upperLeft, upperRight, lowerLeft, outside] = [at(5, 40), at(90, 40), at(5, 150), at(150, 96)];
    expect([upperLeft, upperRight, lowerLeft].map((value) => value > 128)).toEqual(rotation === 0 ? [true, false, true] : [true, true, false]);
    expect(outside).toBe(0);
  });
});

describe('bodies by persons and poses', () => {
  const image: I420Image = { widthPx: 8, heightPx: 8, data: new Uint8Array(96), color };
  const geometry = { storedWidthPx: 8, storedHeightPx: 8, rotation: 0, mirrored: false, widthPx: 8, heightPx: 8 } as const;

  it('estimates the poses of the twelve largest, and leaves those of the others unknown', async () => {
    const count = 14;
    const boxes = Float32Array.from({ length: 4 * count }, (_, i) => (i % 4 < 2 ? 0 : 1 + Math.floor(i / 4)));
    const closed: string[] = [];
    const network = createTopDownBodies(
      { detect: () => Promise.resolve({ count, boxes, scores: new Float32Array(count).fill(0.6) }), close: () => closed.push('persons') },
      { estimate: (_, __, { width }) => Promise.resolve(new Float32Array(poseStride).fill(width)), close: () => closed.push('poses') },
    );
    const bodies = await network.find(image, geometry, 1);
    network.close();
    expect(bodies.count).toBe(count);
    const first = Array.from({ length: count }, (_, body) => bodies.poses[poseStride * body] as number);
    expect(first).toEqual([NaN, NaN, ...Array.from({ length: 12 }, (_, i) => i + 3)]);
    expect(closed).toEqual(['persons', 'poses']);
  });

  it('a failed pose is a failed look, and harms no later one', async () => {
    let runs = 0;
    const network = createTopDownBodies(
      { detect: () => Promise.resolve({ count: 1, boxes: Float32Array.of(0, 0, 4, 4), scores: Float32Array.of(0.6) }), close: () => undefined },
      { estimate: () => (runs++ === 0 ? Promise.reject(new Error('no')) : Promise.resolve(new Float32Array(poseStride))), close: () => undefined },
    );
    await expect(network.find(image, geometry, 1)).rejects.toThrow('no');
    expect((await network.find(image, geometry, 1)).count).toBe(1);
  });
});

describe('RTMO', () => {
  const row = (left: number, top: number, right: number, bottom: number, score: number): number[] => [left, top, right, bottom, score];
  const outputs = (rows: readonly number[][], point: readonly number[] = [1, 2, 0.5]): FloatTensors => ({
    dets: tensor(Float32Array.from(rows.flat()), [1, rows.length, 5]),
    keypoints: tensor(Float32Array.from(rows.flatMap((_, i) => bodyPoints.flatMap(() => [(point[0] as number) + i, point[1] as number, point[2] as number]))), [1, rows.length, 17, 3]),
  });

  it('gives boxes and poses in pixels of the frame, best first', () => {
    const bodies = decodeRtmo(outputs([row(0, 0, 10, 20, 0.4), row(100, 0, 110, 20, 0.9)]), twice);
    expect(rounded(bodies.boxes)).toEqual([210, 20, 20, 40, 10, 20, 20, 40]);
    expect(rounded(bodies.scores)).toEqual([0.929, 0.571]);
    expect(rounded(bodies.poses.subarray(0, 3))).toEqual([14, 24, 0.5]);
    expect(rounded(bodies.poses.subarray(poseStride, poseStride + 3))).toEqual([12, 24, 0.5]);
  });
  it('drops duplicates and the unlikely', () => expect(decodeRtmo(outputs([row(0, 0, 10, 20, 0.8), row(0, 1, 10, 20, 0.7), row(50, 0, 60, 9, 0.01)]), twice).count).toBe(1));
  it('finds nobody in no rows', () => expect(decodeRtmo(outputs([]), twice).count).toBe(0));
  it.each([['score', outputs([row(0, 0, 1, 1, NaN)])], ['box', outputs([row(NaN, 0, 1, 1, 1)])], ['point', outputs([row(0, 0, 1, 1, 1)], [NaN, 1, 1])], ['number of poses', { ...outputs([row(0, 0, 1, 1, 1)]), keypoints: tensor(new Float32Array(3), [1, 1, 1, 3]) }]])(
    'fails for a wrong %s', (_, broken) => expect(() => decodeRtmo(broken, twice)).toThrow(failed),
  );
});
