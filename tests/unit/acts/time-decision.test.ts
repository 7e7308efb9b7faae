import { describe, expect, it } from 'vitest';
import { decideOnTime } from '../../../src/acts/time-decision.ts';
import type { TimeDecision, TimeFacts } from '../../../src/acts/time-decision.ts';

/** Late by much for long, with steps left. */
const late: TimeFacts = { leftS: 100, neededS: 200, lateForS: 10, stepsLeft: 3 };

describe('whether quality steps down for want of time', () => {
  it.each<[string, Partial<TimeFacts>, TimeDecision]>([
    ['late for some seconds', {}, 'step'],
    ['late, but only for a moment', { lateForS: 2.9 }, 'keep'],
    ['late for just long enough', { lateForS: 3 }, 'step'],
    ['late, and nothing left to step down', { stepsLeft: 0 }, 'too-late'],
    ['late for a moment, and nothing left', { stepsLeft: 0, lateForS: 1 }, 'keep'],
    ['in time', { neededS: 50, lateForS: 0 }, 'keep'],
    ['in time, and nothing left', { neededS: 50, lateForS: 0, stepsLeft: 0 }, 'keep'],
    ['in time by so little that the check of the file would make it late', { neededS: 96 }, 'step'],
    ['in time by a little more than that', { neededS: 95, lateForS: 0 }, 'keep'],
    ['nobody knows the pace yet', { neededS: null, lateForS: 0 }, 'keep'],
    ['time is used up: nothing is waited for', { leftS: 0, neededS: null, lateForS: 0 }, 'step'],
    ['time is used up, whatever the pace', { leftS: -5, neededS: 1, lateForS: 0 }, 'step'],
    ['time is used up, and nothing left', { leftS: -5, neededS: null, lateForS: 0, stepsLeft: 0 }, 'too-late'],
  ])('%s', (_, facts, expected) => {
    expect(decideOnTime({ ...late, ...facts })).toBe(expected);
  });
});
