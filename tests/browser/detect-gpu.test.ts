import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BothWays, LossAnswer, Trouble } from './in-page/detect-gpu.ts';
import { gpuProcessKiller } from '../support/gpu-process.ts';
import { requireShared } from '../support/shared.ts';
import { openSite, type Site } from '../support/site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite('enabled');
  await site.context.exposeFunction('veilLoseGpu', await gpuProcessKiller(site.context));
});
afterAll(() => site.close());

/** Steps of the grid that answers lie on: networks compute in another order on every backend, and a value may round to the other side. */
const boxTolerancePx = 1 / 64;
const scoreTolerance = 1 / 4096;

it.for([
  ['yunet', { widthPx: 160, photos: ['detection1.jpg', 'detection4.jpg'] }],
  ['embedded', { widthPx: 96, photos: ['detection1.jpg'] }],
] as const)('%s finds on the GPU the faces that it finds on the processor, and leaves nothing open', async ([id, { widthPx, photos }], context) => {
  const files = photos.map((name) => requireShared(context, `media/photos/${name}`));
  const { software, onCpu, onGpu, leftOpen } = await site.call<BothWays>('detect-gpu', 'bothWays', { id, widthPx }, files);
  expect(software).toBe(true);
  expect(leftOpen).toBe(0);
  onCpu.forEach(({ count, boxes, scores }, picture) => {
    expect(count).toBeGreaterThan(0);
    expect(onGpu[picture]?.count).toBe(count);
    boxes.forEach((value, i) => expect(Math.abs(value - (onGpu[picture]?.boxes[i] ?? NaN))).toBeLessThanOrEqual(boxTolerancePx));
    scores.forEach((value, i) => expect(Math.abs(value - (onGpu[picture]?.scores[i] ?? NaN))).toBeLessThanOrEqual(scoreTolerance));
  });
});

const asked = { widthPx: 96, times: 6 } as const;
const inTrouble = (trouble: Trouble, photo: string): Promise<LossAnswer> => site.call<LossAnswer>('detect-gpu', 'inTrouble', { ...asked, ...trouble }, [photo]);

it('the GPU process is killed while pictures are under way: every one is answered all the same, on a new device or by the processor, and it is told', { timeout: 400_000 }, async (context) => {
  const { answers, facts, notices, leftOpen } = await inTrouble({ loseAt: 2, wrongShaders: false }, requireShared(context, 'media/photos/detection1.jpg'));
  expect(answers).toHaveLength(asked.times);
  expect(answers[0]?.count).toBe(1);
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(facts.troubles.length).toBeGreaterThan(0);
  expect(facts.troubles[0]?.kind).toBe('gpu-reopened');
  expect(notices).toEqual(['gpu-software', ...facts.troubles.map(({ kind }) => kind)]);
  expect(leftOpen).toBe(0);
});

it('a GPU whose shaders are wrong detects nothing: the processor does, with a notice and the reason', { timeout: 400_000 }, async (context) => {
  const { answers, facts, notices, leftOpen } = await inTrouble({ loseAt: null, wrongShaders: true }, requireShared(context, 'media/photos/detection1.jpg'));
  expect(answers.map(({ count }) => count)).toEqual(answers.map(() => 1));
  expect(facts).toMatchObject({ backend: 'cpu', why: { code: 'self-test-failed' }, models: { yunet: 'wasm' }, adapter: { software: true } });
  expect(facts.reason).toMatch(/did not pass its test: A model does not answer as it should/);
  expect(notices).toEqual(['gpu-gave-up']);
  expect(leftOpen).toBe(0);
});
