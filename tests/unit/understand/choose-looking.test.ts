import { describe, expect, it } from 'vitest';
import { chooseLooking } from '../../../src/understand/choose-looking.ts';
import type { LookingTrial } from '../../../src/understand/choose-looking.ts';
import { addDistances, bodiesInFrame, noDistance, poseDistance } from '../../../src/understand/pose-distance.ts';
import { understand } from '../../../src/understand/understand.ts';
import { bodiesOf, bodyObservations } from '../tracking/made-up-bodies.ts';
import type { Person } from '../tracking/made-up-bodies.ts';

const trial = (sampling: LookingTrial['sampling'], scale: LookingTrial['scale'], work: number, heads: number, lost = 0): LookingTrial => ({ sampling, scale, work, heads, lost });
const full = trial('all', 1, 60, 0);

describe('of all ways to look that are about as good the cheapest', () => {
  it.each<[string, readonly LookingTrial[], string]>([
    ['nothing but the full run', [full], 'all 1'],
    ['a cheaper one that is near enough', [full, trial('every-2', 1, 30, 0.1)], 'every-2 1'],
    ['not one whose points lie too far away', [full, trial('every-2', 1, 30, 0.1), trial('every-4', 1, 15, 0.4)], 'every-2 1'],
    ['not one that loses bodies', [full, trial('all', 0.6, 25, 0.1, 0.2), trial('all', 0.8, 40, 0.05)], 'all 0.8'],
    ['the nearer of two that cost the same', [full, trial('motion', 1, 30, 0.15), trial('every-2', 1, 30, 0.1)], 'every-2 1'],
    ['where nobody is there all are as good', [full, trial('scenes', 0.6, 1, 0), trial('every-4', 1, 15, 0)], 'scenes 0.6'],
    ['the full run where none is good, itself not tried', [trial('every-2', 1, 30, 0.5)], 'all 1'],
  ])('%s', (_, trials, expected) => {
    const { sampling, scale } = chooseLooking(trials);
    expect(`${sampling} ${scale}`).toBe(expected);
  });
});

describe('how far bodies lie from those of a full run', () => {
  const mina: Person = { x: 400, top: 100, height: 500 };
  const jun: Person = { x: 900, top: 100, height: 500 };

  it('points of the body that overlaps most, in heads and pixels', () => {
    const distance = poseDistance(bodiesOf([mina]), bodiesOf([jun, { ...mina, x: 413 }]));
    expect(distance).toMatchObject({ points: 17, bodies: 1, lost: 0 });
    expect(distance.px / distance.points).toBeCloseTo(13, 4);
    expect(distance.heads / distance.points).toBeCloseTo(13 / (0.13 * 500), 4);
  });

  it('leaves out points of which one is not sure, and counts bodies that are not there', () => {
    expect(poseDistance(bodiesOf([mina]), bodiesOf([{ ...mina, weak: ['nose', 'left-hip'] }])).points).toBe(15);
    expect(poseDistance(bodiesOf([mina, jun]), bodiesOf([mina]))).toMatchObject({ bodies: 2, lost: 1 });
    expect(addDistances(noDistance, poseDistance(bodiesOf([]), bodiesOf([mina])))).toEqual(noDistance);
  });

  it('of tracks, frame by frame', () => {
    const { tracks } = understand(bodyObservations(Array.from({ length: 10 }, () => ({ bodies: [mina, jun] }))), []);
    expect(poseDistance(bodiesOf([mina, jun]), bodiesInFrame(tracks, 5))).toMatchObject({ points: 34, lost: 0 });
    expect(bodiesInFrame(tracks, 5000).count).toBe(0);
  });
});
