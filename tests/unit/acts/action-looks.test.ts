import { describe, expect, it } from 'vitest';
import { lookAtActions } from '../../../src/acts/action-looks.ts';
import type { ActionLane } from '../../../src/acts/action-looks.ts';
import { AppError } from '../../../src/core/errors.ts';
import type { Track, TrackKind } from '../../../src/documents/analysis.ts';
import type { Observations } from '../../../src/documents/observations.ts';
import { windowStride } from '../../../src/models/action-window.ts';
import { posesOf, standing } from '../../support/made-poses.ts';
import type { MadePose } from '../../support/made-poses.ts';
import { observationsOf } from '../tracking/observations.ts';

const labels = ['walk', 'wave'];

type Answer = (count: number, frames: number) => Float32Array<ArrayBuffer>;

interface MadeLane {
  readonly make: () => ActionLane;
  readonly asked: readonly { readonly count: number; readonly frames: number; readonly values: number }[];
  readonly state: { made: number; closed: number };
}

/** Says of each window how many frames it has, in hundredths; counts what it is asked. */
function lane(answer: Answer = (count, frames) => Float32Array.from({ length: 2 * count }, (_, at) => (at % 2 === 0 ? frames / 100 : 0))): MadeLane {
  const asked: { count: number; frames: number; values: number }[] = [];
  const state = { made: 0, closed: 0 };
  const make = (): ActionLane => {
    state.made += 1;
    return {
      open: () => Promise.resolve(labels),
      probabilities: ({ count, frames, values }) => {
        asked.push({ count, frames, values: values.length });
        return Promise.resolve(answer(count, frames));
      },
      close: () => (state.closed += 1),
    };
  };
  return { make, asked, state };
}

function body(id: number, kind: TrackKind, first: number, poses: readonly MadePose[]): Track {
  const count = poses.length;
  return { id, kind, frames: Int32Array.from({ length: count }, (_, index) => first + index), boxes: new Float32Array(4 * count), scores: new Float32Array(count), origins: new Uint8Array(count), poses: posesOf(poses) };
}

const stands = (count: number): MadePose[] => Array.from({ length: count }, () => standing(100));
const runs = (count: number): MadePose[] => Array.from({ length: count }, (_, frame) => standing(100 + 8 * frame));

/** 30 frames a second. */
function video(frameCount: number): Observations {
  return observationsOf(Array.from({ length: frameCount }, () => []));
}

describe('looking at what people do', () => {
  it('asks of all bodies, windows of one length together, and sorts the answers by track and time', async () => {
    const { make, asked, state } = lane();
    const seen = await lookAtActions(video(200), [body(2, 'person', 30, runs(40)), body(1, 'person', 0, stands(50))], make, new AbortController().signal);
    expect(asked).toEqual([{ count: 2, frames: 20, values: 2 * 20 * windowStride }, { count: 3, frames: 30, values: 3 * 30 * windowStride }]);
    const { tracks, startsUs, endsUs, probabilities, liveliest } = seen.actions ?? { tracks: [], startsUs: [], endsUs: [], probabilities: [], liveliest: [] };
    expect([...tracks]).toEqual([1, 1, 1, 2, 2]);
    expect([...startsUs]).toEqual([0, 333_333, 666_667, 1_166_667, 1_500_000]);
    expect([...endsUs].map((end, row) => end - (startsUs[row] as number))).toEqual([1e6, 1e6, 1e6, 666_667, 666_667]);
    expect([...probabilities].map((value) => Math.round(100 * value))).toEqual([30, 0, 30, 0, 30, 0, 20, 0, 20, 0]);
    expect([...liveliest].map((speed) => speed > 1)).toEqual([false, false, false, true, true]);
    expect(seen.runs.at(-1)).toMatchObject({ stage: 'actions', frames: 70, detail: '5 windows' });
    expect(state).toEqual({ made: 1, closed: 1 });
  });

  it('asks of crowds in several runs', async () => {
    const { make, asked } = lane();
    await lookAtActions(video(40), Array.from({ length: 70 }, (_, id) => body(id + 1, 'person', 0, stands(30))), make, new AbortController().signal);
    expect(asked.map(({ count }) => count)).toEqual([64, 6]);
  });

  it.each<[name: string, tracks: readonly Track[]]>([
    ['there is nobody', []],
    ['there are only faces and heads', [body(1, 'face', 0, runs(40)), body(2, 'head', 0, runs(40))]],
    ['a body is there for a moment', [body(1, 'person', 0, runs(19))]],
    ['nobody estimated poses', [body(1, 'person', 0, stands(40).map(() => ({})))]],
  ])('loads nothing where %s', async (_, tracks) => {
    const { make, state } = lane();
    const { actions } = await lookAtActions(video(40), tracks, make, new AbortController().signal);
    expect(actions?.tracks).toHaveLength(0);
    expect(state.made).toBe(0);
  });

  it('ends what it opened when it fails, and when it is cancelled', async () => {
    const failing = lane(() => {
      throw new AppError('model/run-failed');
    });
    await expect(lookAtActions(video(40), [body(1, 'person', 0, runs(40))], failing.make, new AbortController().signal)).rejects.toMatchObject({ code: 'model/run-failed' });
    expect(failing.state).toEqual({ made: 1, closed: 1 });
    const cancelling = new AbortController();
    const { make, state, asked } = lane((count) => {
      cancelling.abort(new AppError('job/cancelled'));
      return new Float32Array(2 * count);
    });
    await expect(lookAtActions(video(40), [body(1, 'person', 0, runs(30)), body(2, 'person', 0, stands(30))], make, cancelling.signal)).rejects.toMatchObject({ code: 'job/cancelled' });
    expect([state.closed, asked.length]).toEqual([1, 1]);
  });
});
