import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EmbedAnswer, EmbedTrouble } from './in-page/embed-gpu.ts';
import { gpuProcessKiller } from '../support/gpu-process.ts';
import { requireShared } from '../support/shared.ts';
import { openSite, type Site } from '../support/site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite('enabled');
  await site.context.exposeFunction('veilLoseGpu', await gpuProcessKiller(site.context));
});
afterAll(() => site.close());

/** Euclidean: f32 in another order. `tracking/looks.ts` tells people apart by distances hundreds of times as large. */
const distanceMax = 1e-3;
/** One small face: the adapter here is the processor, and the network on it is hundreds of times slower than by wasm. */
const embed = (trouble: EmbedTrouble, photo: string): Promise<EmbedAnswer> => site.call<EmbedAnswer>('embed-gpu', 'embedInTrouble', { widthPx: 96, times: 2, ...trouble }, [photo]);

function expectSame({ wanted, looks, leftOpen }: EmbedAnswer): void {
  expect(wanted).toHaveLength(128);
  expect(looks).toHaveLength(2);
  for (const look of looks) expect(Math.hypot(...look.map((value, i) => value - (wanted[i] as number)))).toBeLessThan(distanceMax);
  expect(leftOpen).toBe(0);
}

it('the GPU process is killed between two looks: the second is made all the same, on a new device or by the processor, and it is told', { timeout: 400_000 }, async (context) => {
  const answer = await embed({ loseAt: 1, wrongShaders: false }, requireShared(context, 'media/photos/detection1.jpg'));
  expectSame(answer);
  const { facts, notices } = answer;
  expect(facts.troubles[0]).toMatchObject({ kind: 'gpu-reopened' });
  expect(facts.troubles[0]?.reason).toMatch(/^telling faces apart: /);
  expect(facts.models['face-recognition']).toBe(facts.troubles.at(-1)?.kind === 'gpu-gave-up' ? 'webgpu, wasm' : 'webgpu');
  expect(notices).toEqual(facts.troubles.map(({ kind }) => kind));
});

it('a GPU whose shaders are wrong tells nobody apart: the processor does, with a notice and the reason', { timeout: 400_000 }, async (context) => {
  const answer = await embed({ loseAt: null, wrongShaders: true }, requireShared(context, 'media/photos/detection1.jpg'));
  expectSame(answer);
  expect(answer.facts.models).toEqual({ 'face-recognition': 'wasm' });
  expect(answer.facts.troubles.at(-1)?.kind).toBe('gpu-gave-up');
  expect(answer.facts.troubles.at(-1)?.reason).toMatch(/A model does not answer as it should/);
  expect(answer.notices).toEqual(answer.facts.troubles.map(({ kind }) => kind));
});
