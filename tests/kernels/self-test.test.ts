import { afterAll, beforeAll, expect, test } from 'vitest';
import { selfTestComposer } from '../../src/compose/gpu/self-test.ts';
import type { Kernel } from '../../src/gpu/kernel.ts';
import { Batch } from '../../src/gpu/runner.ts';
import type { KernelRunner } from '../../src/gpu/runner.ts';
import { openKernels, requireKernels, type OpenedKernels } from '../support/dawn.ts';

let kernels: OpenedKernels | string;
beforeAll(async () => {
  kernels = await openKernels();
});
afterAll(() => typeof kernels === 'string' || kernels.close());

/** A device that leaves out one kernel without a word, as a broken driver might. */
function without(runner: KernelRunner, name: string): KernelRunner {
  const batch = (): Batch => {
    const made = runner.batch();
    made.run = (kernel, ...rest) => {
      if (kernel.name !== name) Batch.prototype.run.call(made, kernel, ...rest);
    };
    return made;
  };
  return { prepare: (kernels: readonly Kernel[]) => runner.prepare(kernels), batch } as unknown as KernelRunner;
}

test('a device that composes right passes', async (context) => {
  await expect(selfTestComposer(requireKernels(context, kernels))).resolves.toBeUndefined();
});

test.for(['mark-hidden', 'film-collect', 'film-solve', 'mosaic-means', 'box-blur', 'paint', 'place-tiles', 'draw-marks'])('a device that fails at %s is refused', async (name, context) => {
  const tools = requireKernels(context, kernels);
  await expect(selfTestComposer({ ...tools, runner: without(tools.runner, name) })).rejects.toMatchObject({ code: 'gpu/unavailable', details: { reason: 'the GPU does not compose as it should' } });
});
