import { describe, expect, it } from 'vitest';
import { frameBox, iou } from '../../../src/core/boxes.ts';
import type { FrameBox } from '../../../src/core/boxes.ts';
import type { FrameGeometry } from '../../../src/core/geometry.ts';
import type { I420Image } from '../../../src/core/i420.ts';
import { followMask } from '../../../src/acts/follow-mask.ts';
import type { FollowSource } from '../../../src/acts/follow-mask.ts';
import type { FollowMask } from '../../../src/documents/corrections.ts';
import { pattern, sceneOf } from '../tracking/follow/made-scene.ts';

const upright: FrameGeometry = { storedWidthPx: 240, storedHeightPx: 160, rotation: 0, mirrored: false, widthPx: 240, heightPx: 160 };
const wall = pattern(1, 60);
const otherWall = pattern(2, 40);
const plate = pattern(3, 12);
const frames = 20;

/** A video in which the plate is in `way(frame)`; made as it is asked for. */
function videoOf(way: (frame: number) => FrameBox, more: Partial<{ geometry: FrameGeometry; picture: (frame: number, box: FrameBox) => I420Image | null }> = {}): FollowSource & { asked: number[] } {
  const { geometry = upright, picture = (_, box) => sceneOf(geometry, wall, [{ box, look: plate }]) } = more;
  const asked: number[] = [];
  const ticks = Float64Array.from({ length: frames }, (_, frame) => frame);
  return {
    asked,
    video: { geometry, ticks, timescale: 30 },
    at: (frame) => {
      asked.push(frame);
      return Promise.resolve(picture(frame, way(frame)));
    },
  };
}

async function follow(source: FollowSource, way: (frame: number) => FrameBox, frame = 5, signal = new AbortController().signal, onProgress: () => void = () => undefined): Promise<FollowMask> {
  return followMask(source, { mask: 1, frame, box: way(frame), shape: 'box', firstFrame: 0, lastFrame: frames - 1 }, signal, onProgress);
}
const boxAt = ({ firstFrame, boxes }: FollowMask, frame: number): FrameBox => {
  const [x = NaN, y = NaN, width = NaN, height = NaN] = boxes.slice(4 * (frame - firstFrame), 4 * (frame - firstFrame) + 4);
  return frameBox(x, y, width, height);
};
const lastOf = ({ firstFrame, boxes }: FollowMask): number => firstFrame + boxes.length / 4 - 1;
const moving = (frame: number): FrameBox => frameBox(40 + 6 * frame, 50 + 2 * frame, 48, 32);

describe('following what was drawn, forwards and backwards', () => {
  it.each<[string, (frame: number) => FrameBox, Partial<FrameGeometry>]>([
    ['what rests', () => frameBox(90, 60, 48, 32), {}],
    ['what moves', moving, {}],
    ['what comes nearer', (frame) => frameBox(100 - 1.5 * frame, 70 - frame, 40 * 1.03 ** frame, 26 * 1.03 ** frame), {}],
    ['what moves in a turned, mirrored video', moving, { storedWidthPx: 160, storedHeightPx: 240, rotation: 90, mirrored: true }],
  ])('%s', async (_, way, change) => {
    const result = await follow(videoOf(way, { geometry: { ...upright, ...change } }), way);
    expect([result.firstFrame, lastOf(result), result.lost]).toEqual([0, frames - 1, 'nowhere']);
    for (let frame = 0; frame < frames; frame++) expect(iou(boxAt(result, frame), way(frame)), `frame ${frame}`).toBeGreaterThan(0.8);
    expect(boxAt(result, 5)).toEqual(way(5));
  });

  it('stops at a cut, even where the same thing is in the next scene', async () => {
    const source = videoOf(moving, { picture: (frame, box) => sceneOf(upright, frame < 12 ? wall : otherWall, [{ box: frame < 12 ? box : frameBox(20, 10, 90, 60), look: plate }]) });
    const result = await follow(source, moving);
    expect([lastOf(result), result.lost]).toEqual([11, 'after']);
    expect(Math.max(...source.asked)).toBe(12);
  });

  it('stops when it is gone, and keeps no guesses', async () => {
    const source = videoOf(moving, { picture: (frame, box) => sceneOf(upright, wall, frame < 10 ? [{ box, look: plate }] : []) });
    const result = await follow(source, moving);
    expect([lastOf(result), result.lost]).toEqual([9, 'after']);
  });

  it('goes on when it is hidden for a moment', async () => {
    const source = videoOf(moving, { picture: (frame, box) => sceneOf(upright, wall, frame === 10 || frame === 11 ? [] : [{ box, look: plate }]) });
    const result = await follow(source, moving);
    expect([lastOf(result), result.lost]).toEqual([19, 'nowhere']);
    expect(iou(boxAt(result, 10), moving(10))).toBeGreaterThan(0.6);
    expect(iou(boxAt(result, 19), moving(19))).toBeGreaterThan(0.8);
  });

  it('goes on over a frame that cannot be decoded', async () => {
    const source = videoOf(moving, { picture: (frame, box) => (frame === 10 ? null : sceneOf(upright, wall, [{ box, look: plate }])) });
    const result = await follow(source, moving);
    expect([lastOf(result), result.lost]).toEqual([19, 'nowhere']);
    expect(iou(boxAt(result, 10), moving(10))).toBeGreaterThan(0.6);
  });

  it('masks what leaves the picture until it is out, and says that it is lost', async () => {
    const leaving = (frame: number): FrameBox => frameBox(130 + 9 * (frame - 5), 60, 48, 32);
    const result = await follow(videoOf(leaving), leaving);
    expect(result.lost).toBe('after');
    expect(lastOf(result)).toBeGreaterThanOrEqual(15);
    for (let frame = 5; frame <= 16; frame++) {
      const visible = Math.max(0, 240 - leaving(frame).x);
      expect(240 - boxAt(result, frame).x, `frame ${frame}: ${visible} px still in the picture`).toBeGreaterThan(visible - 12);
    }
  });

  it('loses at once what looks like nothing', async () => {
    const flat = videoOf(moving, { picture: (_, box) => sceneOf(upright, wall, [{ box: frameBox(box.x - 9, box.y - 9, box.width + 18, box.height + 18), look: () => 200 }]) });
    const result = await follow(flat, moving);
    expect(result).toEqual({ kind: 'follow', mask: 1, firstFrame: 5, boxes: Object.values(moving(5)), lost: 'both' });
  });

  it('keeps to the range', async () => {
    const result = await followMask(videoOf(moving), { mask: 7, frame: 5, box: moving(5), shape: 'ellipse', firstFrame: 4, lastFrame: 8 }, new AbortController().signal, () => undefined);
    expect([result.mask, result.firstFrame, lastOf(result), result.lost]).toEqual([7, 4, 8, 'nowhere']);
  });

  it('stops when told to, with what was measured until then', async () => {
    const stop = new AbortController();
    let told = 0;
    const result = await follow(videoOf(moving), moving, 5, stop.signal, () => ((told += 1) === 4 ? stop.abort() : undefined));
    expect([result.firstFrame, lastOf(result), result.lost]).toEqual([5, 9, 'nowhere']);
  });

  it('tells how far it is', async () => {
    const told: string[] = [];
    await followMask(videoOf(moving), { mask: 1, frame: 17, box: moving(17), shape: 'box', firstFrame: 15, lastFrame: 19 }, new AbortController().signal, ({ frame, done, total }) => told.push(`${frame}: ${done}/${total}`));
    expect(told).toEqual(['18: 1/4', '19: 2/4', '16: 3/4', '15: 4/4']);
  });

  it('cannot begin on a frame that cannot be decoded', async () => {
    await expect(follow(videoOf(moving, { picture: () => null }), moving)).rejects.toMatchObject({ code: 'media/decode-failed' });
  });
});
