import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FrameBox } from '../../src/core/boxes.ts';
import type { Analysis, Track } from '../../src/documents/analysis.ts';
import { bodyPoints, poseStride } from '../../src/documents/bodies.ts';
import { FramePlanner } from '../../src/plan/frame-plan.ts';
import { plan } from '../../src/plan/plan.ts';
import type { BodiesSeen } from '../browser/in-page/bodies.ts';
import { addCounts, countBodies, noBodyCount } from '../support/body-count.ts';
import { defaultOptions, JobRunner } from '../support/jobs.ts';
import { requireShared } from '../support/shared.ts';
import { openSite } from '../support/site.ts';
import { readTruth } from '../support/truth.ts';

const headPoints = ['nose', 'left-eye', 'right-eye', 'left-ear', 'right-ear'] as const;
/** Points that the network is less sure of are as often guesses. */
const pointScoreMin = 0.5;
/** Several people each, walking, sitting and crossing. */
const crowds = ['crossing_three', 'intel_classroom', 'intel_face-demographics-walking', 'intel_face-demographics-walking-and-pause', 'split_two_speakers'];
/** Of faces half behind somebody else a body tells less. */
const coveredMin = 0.95;

let runner: JobRunner;
beforeAll(async () => {
  runner = await JobRunner.open();
});
afterAll(() => runner.close());

function personsOf({ tracks }: Analysis): Track[] {
  return tracks.filter(({ kind }) => kind === 'person');
}

/** Points of heads in a frame, as smoothed poses say. */
function headsIn(tracks: readonly Track[], frame: number): [number, number][] {
  return tracks.flatMap(({ frames, poses }) => {
    const sample = frame - (frames[0] ?? 0);
    if (poses === undefined || sample < 0 || sample >= frames.length) return [];
    return headPoints.flatMap((point): [number, number][] => {
      const at = poseStride * sample + 3 * bodyPoints.indexOf(point);
      return (poses[at + 2] as number) >= pointScoreMin ? [[poses[at] as number, poses[at + 1] as number]] : [];
    });
  });
}

function isInEllipse({ x, y, width, height }: FrameBox, [px, py]: readonly [number, number]): boolean {
  return ((px - x - width / 2) / (width / 2)) ** 2 + ((py - y - height / 2) / (height / 2)) ** 2 <= 1;
}

describe('heads are covered by their bodies where no face is seen', () => {
  it.for(['asl_again', 'asl_milk', 'asl_no', 'asl_school', 'asl_thanks', 'asl_walk'])('%s: in every frame, hands before the face or not', async (clip, context) => {
    const analysis = await runner.analyze(requireShared(context, `media/faces/${clip}.mkv`), { bodies: true });
    const planner = new FramePlanner(plan(analysis, { hide: defaultOptions.hide }));
    const persons = personsOf(analysis);
    const faces = analysis.tracks.filter(({ kind }) => kind === 'face');
    let [points, open, bare] = [0, 0, 0];
    for (let frame = 0; frame < planner.outputFrames; frame += 1) {
      const masks = planner.at(frame).masks.map(({ box }) => box);
      const heads = headsIn(persons, frame);
      points += heads.length;
      open += heads.filter((point) => !masks.some((box) => isInEllipse(box, point))).length;
      if (masks.length === 0) bare += 1;
    }
    console.log(`${clip}: ${planner.outputFrames} frames, ${persons.length} bodies, ${faces.length} faces, ${points} points of heads, ${open} not covered; ${bare} frames without a mask`);
    expect([bare, open]).toEqual([0, 0]);
    expect(points).toBeGreaterThan(2 * planner.outputFrames);
    expect(persons.every(({ faces: own }) => own !== undefined)).toBe(true);
  });

  it('bodies alone cover the faces that are known, which nobody looks for here', async (context) => {
    const task = { networks: ['centernet'], everyFrames: 20, framesMax: 10 };
    const site = await openSite();
    let total = noBodyCount;
    try {
      for (const clip of crowds) {
        const { video, faces } = readTruth(clip);
        for (const seen of await site.call<BodiesSeen[]>('bodies', 'bodies', task, [requireShared(context, `media/faces/${video}`)])) total = addCounts(total, countBodies(seen, faces));
      }
    } finally {
      await site.close();
    }
    console.log(`${total.covered} of ${total.faces} faces under the head of a body`);
    expect(total.faces).toBeGreaterThan(50);
    expect(total.covered / total.faces).toBeGreaterThanOrEqual(coveredMin);
  });

  it('people from behind, who have no face: each is found, followed and covered, and nobody before', async (context) => {
    const analysis = await runner.analyze(requireShared(context, 'media/negatives/one-by-one-person-detection.mp4'), { bodies: true, startS: 3, endS: 11 });
    const persons = personsOf(analysis);
    const heads = analysis.tracks.filter(({ kind }) => kind === 'head');
    console.log(`one-by-one, 3 to 11 s: ${persons.map(({ frames }) => `${frames[0]}-${frames.at(-1)}`).join(', ')}; heads ${heads.map(({ frames }) => `${frames[0]}-${frames.at(-1)}`).join(', ')}`);
    expect(persons).toHaveLength(1);
    expect(persons[0]?.frames[0]).toBeGreaterThan(50); // nobody is there in the first five seconds
    expect(persons[0]?.frames[0]).toBeLessThan(62);
    expect(heads.map(({ frames }) => [frames[0], frames.at(-1)])).toEqual([[persons[0]?.frames[0], persons[0]?.frames.at(-1)]]);
    expect(analysis.identities).toMatchObject([{ sure: false, tracks: [persons[0]?.id, heads[0]?.id] }]);
  });
});
