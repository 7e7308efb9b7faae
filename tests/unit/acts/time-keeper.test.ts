import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FindingTime } from '../../../src/acts/finding-time.ts';
import { TimeKeeper } from '../../../src/acts/time-keeper.ts';
import { Gate } from '../../../src/core/gate.ts';
import { WorkClock } from '../../../src/core/work-clock.ts';
import type { JobEvent } from '../../../src/rpc/job-types.ts';

let nowMs = 0;
beforeEach(() => {
  nowMs = 5000;
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
});
afterEach(() => void vi.restoreAllMocks());

describe('the clock of a job', () => {
  it('counts what came before, and not what it rested for', () => {
    const gate = new Gate();
    gate.pause();
    nowMs += 700;
    const clock = new WorkClock(gate, 2000);
    nowMs += 300;
    expect(clock.ms).toBe(2000); // it still rests
    gate.resume();
    nowMs += 50;
    gate.pause();
    nowMs += 5000;
    gate.pause();
    gate.resume();
    gate.resume();
    nowMs += 50;
    expect(clock.ms).toBe(2100);
  });
});

interface Run {
  readonly steps: number[];
  readonly notices: unknown[];
}

/** A render of so many frames, each of which takes what `secondsOf` says, with the steps that were taken by then. `steps`: the frames after which one was. */
function run({ budgetS, frames, steps: most, secondsOf, restsAt, earlierMs = 0 }: { budgetS: number; frames: number; steps: number; secondsOf: (frame: number, steps: number) => number; restsAt?: number; earlierMs?: number }): Run {
  const [steps, notices]: [number[], unknown[]] = [[], []];
  const gate = new Gate();
  let done = 0;
  const encoder = {
    get stepsLeft(): number {
      return most - steps.length;
    },
    stepping: 'done' as const,
    stepDown: (): void => void steps.push(done),
  };
  const keeper = new TimeKeeper({ budgetS, clock: new WorkClock(gate, earlierMs), unfinished: () => [encoder], send: (event: JobEvent) => event.kind === 'notice' && notices.push({ [event.code]: event.details }) });
  keeper.begins(frames, 0);
  while (done < frames) {
    nowMs += 1000 * secondsOf(done, steps.length);
    if (done === restsAt) {
      gate.pause();
      nowMs += 3_600_000;
      gate.resume();
    }
    keeper.made(frames, ++done);
  }
  return { steps, notices };
}

describe('a render that was given a time', () => {
  it('in which it will be done keeps its quality', () => {
    expect(run({ budgetS: 110, frames: 100, steps: 4, secondsOf: () => 1 })).toEqual({ steps: [], notices: [] });
  });

  it('that is too short steps down once the pace is known, and no more than it takes', () => {
    const { steps, notices } = run({ budgetS: 60, frames: 100, steps: 4, secondsOf: (_, taken) => (taken === 0 ? 1 : 0.5) });
    expect(steps).toEqual([5]); // behind the first frame, a second to know the pace and three in which it stays
    expect(notices).toEqual([]);
  });

  it('steps down again when that was not enough, each time after a while, and says when nothing is left', () => {
    const { steps, notices } = run({ budgetS: 50, frames: 100, steps: 3, secondsOf: () => 1 });
    expect(steps).toEqual([5, 10, 15]); // one frame to take the step, and the same again
    expect(notices).toEqual([{ 'time-too-short': { budgetS: 50 } }]);
  });

  it('is not disturbed by first frames that wait for codecs, nor by a hard stretch', () => {
    const hard = (frame: number): number => (frame === 0 ? 6 : frame >= 300 && frame < 320 ? 0.12 : 0.01);
    expect(run({ budgetS: 25, frames: 1000, steps: 4, secondsOf: hard })).toEqual({ steps: [], notices: [] });
  });

  it('is not disturbed by a rest', () => {
    expect(run({ budgetS: 110, frames: 100, steps: 4, secondsOf: () => 1, restsAt: 50 })).toEqual({ steps: [], notices: [] });
  });

  it('that the analysis used up takes all its steps before the first frame, and says so after it', () => {
    const { steps, notices } = run({ budgetS: 2, earlierMs: 2500, frames: 3, steps: 2, secondsOf: () => 0.1 });
    expect(steps).toEqual([0, 0]);
    expect(notices).toEqual([{ 'time-too-short': { budgetS: 2 } }]);
  });

  it('that is used up on the way takes a step a frame', () => {
    expect(run({ budgetS: 0.25, frames: 6, steps: 2, secondsOf: () => 0.1 }).steps).toEqual([3, 4]);
  });

  it('nothing is said of a last frame that comes too late', () => {
    expect(run({ budgetS: 2, frames: 1, steps: 0, secondsOf: () => 3 }).notices).toEqual([]);
  });

  it('tells each step once, however many videos take it', () => {
    const notices: JobEvent[] = [];
    const keeper = new TimeKeeper({ budgetS: 10, clock: new WorkClock(new Gate()), unfinished: () => [], send: (event) => notices.push(event) });
    for (const fromFrame of [7, 8]) keeper.stepped({ fromFrame, why: 'time', what: 'profile', from: 'balanced', to: 'streaming' });
    expect(notices).toEqual([{ kind: 'notice', code: 'quality-stepped', details: { from: 'balanced', to: 'streaming' } }]);
  });
});

describe('looking for faces in a job that was given a time', () => {
  /** What is told, and after which frame. */
  function looks(budgetS: number, frames: number, seconds: number, { firstS = seconds, known = 0 } = {}): [number, unknown][] {
    const told: [number, unknown][] = [];
    let done = 0;
    const time = new FindingTime(budgetS, new WorkClock(new Gate()), (event) => event.kind === 'notice' && told.push([done, { [event.code]: event.details }]));
    time.begins(frames, known);
    while (done < frames) {
      nowMs += 1000 * (done < known ? 0 : done === known ? firstS : seconds);
      time.looked(++done);
    }
    return told;
  }

  it.each<[string, number, number, number, [number, unknown][]]>([
    ['is not told of when there is time', 200, 100, 1, []],
    ['is told of once, as soon as it is known, with what it takes', 60, 100, 1, [[5, { 'finding-too-long': { seconds: 100, budgetS: 60 } }]]],
    ['is told of when it is known what it takes, where time is used up before', 0.5, 100, 1, [[4, { 'finding-too-long': { seconds: 100, budgetS: 0.5 } }]]],
    ['is told of at the end at the latest', 0.001, 5, 0.1, [[5, { 'finding-too-long': { seconds: 1, budgetS: 0.001 } }]]],
  ])('%s', (_, budgetS, frames, seconds, expected) => {
    expect(looks(budgetS, frames, seconds)).toEqual(expected);
  });

  it('is not judged by the first frame, which waits for models, nor by frames that are known from before', () => {
    expect(looks(60, 1000, 0.02, { firstS: 20 })).toEqual([]);
    expect(looks(60, 1000, 0.1, { firstS: 20, known: 700 })).toEqual([]);
    expect(looks(60, 1000, 0.1, { firstS: 20, known: 100 })).toHaveLength(1);
  });
});

describe('several videos that are made together', () => {
  it('are asked again once one of them has taken its step: another may be at its last picture already', () => {
    let asked = 0;
    const [short, long] = [{ stepping: 'done' as 'waiting' | 'asked' | 'done' }, { stepping: 'done' as 'waiting' | 'asked' | 'done' }];
    const stepDown = (): void => {
      asked += 1;
      short.stepping = long.stepping = 'asked';
    };
    const unfinished = [{ stepsLeft: 4, get stepping() { return short.stepping; }, stepDown }, { stepsLeft: 4, get stepping() { return long.stepping; }, stepDown: () => undefined }, { stepsLeft: 4, stepping: 'waiting' as const, stepDown: () => undefined }];
    const keeper = new TimeKeeper({ budgetS: 1, clock: new WorkClock(new Gate()), unfinished: () => unfinished, send: () => undefined });
    keeper.begins(100, 0);
    const frame = (done: number): number => {
      nowMs += 2000;
      keeper.made(100, done);
      return asked;
    };
    expect([frame(1), frame(2), frame(3)]).toEqual([1, 1, 1]);
    long.stepping = 'done';
    expect([frame(4), frame(5)]).toEqual([2, 2]);
  });
});
