import { describe, expect, it } from 'vitest';
import { BatchBudget } from '../../../src/acts/batch-budget.ts';
import { GpuLane } from '../../../src/acts/gpu-lane.ts';
import type { OpenGpuDetector } from '../../../src/acts/gpu-detector-host.ts';
import { LanePool, type LaneRequest } from '../../../src/acts/lane-pool.ts';
import { AppError, type ErrorCode } from '../../../src/core/errors.ts';
import type { GpuTrouble } from '../../../src/core/gpu-trouble.ts';
import type { I420Image } from '../../../src/core/i420.ts';
import { openCount, Owned } from '../../../src/core/owned.ts';
import type { Detections } from '../../../src/documents/observations.ts';
import { noDetections } from '../../../src/documents/observations.ts';

const request: LaneRequest = {
  geometry: { storedWidthPx: 2, storedHeightPx: 2, rotation: 0, mirrored: false, widthPx: 2, heightPx: 2 }, quality: 'balanced', sensitivity: 0.5,
};
const picture = (n: number): I420Image => ({ widthPx: 2, heightPx: 2, data: new Uint8Array(6).fill(n), color: { matrix: 'bt709', fullRange: false } });
const found = (by: number, n: number): Detections => ({ ...noDetections, scores: Float32Array.of(by, n) });

interface Story {
  /** By device (0 is the first): what its n-th picture fails with; `open` is what opening it fails with. */
  readonly fails: readonly { readonly open?: ErrorCode; readonly at?: Readonly<Record<number, ErrorCode>>; readonly all?: ErrorCode }[];
  readonly fallBack?: ErrorCode;
}

/** A lane over made-up devices that answer with their own number and the picture's. */
function laneOf({ fails, fallBack }: Story): { lane: GpuLane; troubles: GpuTrouble[]; opened: () => number; budget: BatchBudget } {
  const troubles: GpuTrouble[] = [];
  const budget = new BatchBudget();
  let devices = 0;
  const openOne = (): Owned<OpenGpuDetector> => {
    const device = devices++;
    const { open, at = {}, all } = fails[device] ?? {};
    if (open !== undefined) throw new AppError(open, { reason: `device ${device}` });
    let seen = 0;
    let broken: AppError | undefined;
    const detector = {
      id: 'yunet' as const,
      detect: async (image: I420Image) => {
        const code = at[seen++] ?? all;
        await Promise.resolve();
        if (code !== undefined) broken ??= new AppError(code, { reason: `device ${device}` });
        if (broken !== undefined) throw broken; // a device that failed fails for every picture
        return found(device, image.data[0] as number);
      },
      close: () => undefined,
    };
    return new Owned<OpenGpuDetector>({ detector, adapter: { vendor: '', architecture: '', device: '', description: '', software: true } }, () => undefined);
  };
  const lane = new GpuLane(
    {
      open: async () => openOne(),
      fallBack: async () => {
        if (fallBack !== undefined) throw new AppError(fallBack);
        return new LanePool([0, 1].map(() => ({ detect: async (image) => ({ detections: found(99, image.data[0] as number), data: image.data }) })));
      },
      onTrouble: (trouble) => troubles.push(trouble),
    },
    openOne(),
    budget,
  );
  return { lane, troubles, opened: () => devices, budget };
}

const answers = async (lane: GpuLane, pictures: number): Promise<number[][]> => {
  const pool = new LanePool([lane]);
  return Promise.all(Array.from({ length: pictures }, (_, n) => pool.detect(picture(n), request).then(({ detections: { scores } }) => [...scores])));
};

describe('GpuLane', () => {
  it.each([
    { name: 'nothing goes wrong', fails: [], by: [0, 0, 0], troubles: [] },
    { name: 'the device is lost at the second picture', fails: [{ at: { 1: 'gpu/device-lost' } }], by: [0, 1, 1], troubles: ['gpu-reopened'] },
    { name: 'work is refused', fails: [{ at: { 0: 'gpu/refused' } }], by: [1, 1, 1], troubles: ['gpu-reopened'] },
    { name: 'a run fails, for the GPU may be why', fails: [{ at: { 0: 'model/run-failed' } }], by: [1, 1, 1], troubles: ['gpu-reopened'] },
    { name: 'the next device does not open, or answers wrong', fails: [{ at: { 0: 'gpu/device-lost' } }, { open: 'gpu/unavailable' }, { open: 'model/wrong-answer' }], by: [3, 3, 3], troubles: ['gpu-reopened', 'gpu-reopened', 'gpu-reopened'] },
    { name: 'every device is lost: the processor does all', fails: Array.from({ length: 9 }, () => ({ all: 'gpu/device-lost' as const })), by: [99, 99, 99], troubles: ['gpu-reopened', 'gpu-reopened', 'gpu-reopened', 'gpu-gave-up'] },
    { name: 'memory runs out twice', fails: [{ at: { 0: 'gpu/out-of-memory' } }, { at: { 0: 'gpu/out-of-memory' } }], by: [2, 2, 2], troubles: ['gpu-memory', 'gpu-memory'] },
  ] as const)('every picture is answered, once, by what did not fail: $name', async ({ fails, by, troubles }) => {
    const openBefore = openCount.count;
    const told = laneOf({ fails });
    expect(await answers(told.lane, 3)).toEqual(by.map((device, n) => [device, n]));
    expect(told.troubles.map(({ kind }) => kind)).toEqual(troubles);
    expect(told.lane.backend).toBe(by[2] === 99 ? 'gpu, cpu' : 'gpu');
    if (troubles.length > 0) expect(told.troubles[0]?.reason).toBe('device 0');
    told.lane.close();
    await new Promise((resolve) => setTimeout(resolve));
    expect(openCount.count).toBe(openBefore);
  });

  it('memory that always runs out ends on the processor, after halving as far as that can help', async () => {
    const told = laneOf({ fails: Array.from({ length: 40 }, () => ({ all: 'gpu/out-of-memory' as const })) });
    expect(await answers(told.lane, 2)).toEqual([[99, 0], [99, 1]]);
    expect(told.troubles.filter(({ kind }) => kind === 'gpu-memory')).toHaveLength(8);
    expect(told.troubles.at(-1)?.kind).toBe('gpu-gave-up');
  });

  it('after giving up it takes as many pictures as the lanes that do the work', async () => {
    const { lane } = laneOf({ fails: Array.from({ length: 9 }, () => ({ all: 'gpu/device-lost' as const })) });
    expect(lane.capacity).toBe(3);
    await answers(lane, 1);
    expect(lane.capacity).toBe(4);
  });

  it('fails when the processor cannot take over, and never answers "no face"', async () => {
    const { lane } = laneOf({ fails: Array.from({ length: 9 }, () => ({ all: 'gpu/device-lost' as const })), fallBack: 'model/wrong-answer' });
    await expect(answers(lane, 1)).rejects.toMatchObject({ code: 'model/wrong-answer' });
  });

  it('closed in the middle, it ends what waits', async () => {
    const { lane } = laneOf({ fails: [{ all: 'gpu/device-lost' }] });
    const waiting = answers(lane, 1);
    lane.close();
    await expect(waiting).rejects.toMatchObject({ code: 'job/cancelled' });
  });
});

describe('BatchBudget', () => {
  it('halves down to a floor and grows back to where it began', () => {
    const budget = new BatchBudget();
    const first = budget.bytes;
    expect(budget.halve()).toBe(true);
    expect(budget.bytes).toBe(first / 2);
    for (let i = 0; i < 199; i++) budget.went();
    expect(budget.bytes).toBe(first / 2);
    budget.went();
    expect(budget.bytes).toBe(first);
    for (let i = 0; i < 500; i++) budget.went();
    expect(budget.bytes).toBe(first);
    while (budget.halve());
    expect(budget.bytes).toBe(2 ** 20);
  });
});
