import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frameBox, iou } from '../../src/core/boxes.ts';
import type { FrameBox } from '../../src/core/boxes.ts';
import type { FollowMask } from '../../src/documents/corrections.ts';
import { requireShared } from '../support/shared.ts';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';
import { readTruth } from '../support/truth.ts';
import type { Followed } from './in-page/follow.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

function boxOn({ firstFrame, boxes }: FollowMask, frame: number): FrameBox | undefined {
  const at = 4 * (frame - firstFrame);
  return at < 0 || at >= boxes.length ? undefined : frameBox(boxes[at] as number, boxes[at + 1] as number, boxes[at + 2] as number, boxes[at + 3] as number);
}

describe('a face drawn around by hand is followed through real footage', () => {
  it.for([
    ['cap13_edit2', 'mp4', 60, 0, 140],
    ['asl_walk', 'mkv', 40, 0, 88],
    ['split_two_speakers', 'mp4', 30, 0, 90],
  ] as const)('%s', async ([clip, ending, frame, firstFrame, lastFrame], context) => {
    const path = requireShared(context, `media/faces/${clip}.${ending}`);
    const truth = readTruth(clip);
    const face = truth.faces[frame]?.[0];
    if (face === undefined) throw new Error('no face to begin with');
    const request = { mask: 1, frame, box: face.box, shape: 'ellipse', firstFrame, lastFrame };
    const { result } = await site.call<Followed>('follow', 'follow', { request, stopAfter: 0 }, [path]);
    expect(result.lost).toBe('nowhere');
    const overlaps = truth.faces.slice(firstFrame, lastFrame + 1).flatMap((faces, at) => {
      const known = faces.find(({ track }) => track === face.track);
      const found = boxOn(result, firstFrame + at);
      return known === undefined || found === undefined ? [] : [iou(known.box, found)];
    });
    const mean = overlaps.reduce((sum, value) => sum + value, 0) / overlaps.length;
    console.log(`${clip}: IoU ${mean.toFixed(2)} on average, ${Math.min(...overlaps).toFixed(2)} at worst, over ${overlaps.length} frames`);
    expect(overlaps.length).toBeGreaterThan(50);
    expect(mean).toBeGreaterThan(0.75);
    expect(Math.min(...overlaps)).toBeGreaterThan(0.4);
  });
});

it('who walks out of sight is lost, and it is said', async (context) => {
  const path = requireShared(context, 'media/faces/crossing_three.mp4');
  const truth = readTruth('crossing_three');
  const face = truth.faces[240]?.[0];
  if (face === undefined) throw new Error('no face to begin with');
  const request = { mask: 1, frame: 240, box: face.box, shape: 'ellipse', firstFrame: 230, lastFrame: 299 };
  const { result } = await site.call<Followed>('follow', 'follow', { request, stopAfter: 0 }, [path]);
  expect(result.lost).toBe('after');
  expect(result.firstFrame).toBe(230);
  expect(result.boxes.length / 4).toBeLessThan(60);
});

it('told to stop it keeps what was measured', async (context) => {
  const path = requireShared(context, 'media/faces/cap13_edit2.mp4');
  const face = readTruth('cap13_edit2').faces[60]?.[0];
  if (face === undefined) throw new Error('no face to begin with');
  const request = { mask: 1, frame: 60, box: face.box, shape: 'ellipse', firstFrame: 0, lastFrame: 700 };
  const { result, progress } = await site.call<Followed>('follow', 'follow', { request, stopAfter: 10 }, [path]);
  expect(progress).toBe(10);
  expect([result.firstFrame, result.boxes.length / 4, result.lost]).toEqual([60, 11, 'nowhere']);
});
