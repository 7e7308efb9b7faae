import { afterAll, beforeAll, expect, it } from 'vitest';
import { JobRunner } from '../support/jobs.ts';
import { requireShared } from '../support/shared.ts';

const clipPath = 'media/faces/intel_head-pose-face-detection-female.mp4';
/** A second of video: the adapter here is the processor. */
const cut = { startS: 1, endS: 2, quality: 'fast' } as const;

let runner: JobRunner;
beforeAll(async () => {
  runner = await JobRunner.open('enabled');
});
afterAll(() => runner.close());

it.for([{ kind: 'erase' }, { kind: 'mosaic', cellsAcross: 8 }] as const)('a job composed on the GPU makes the same file as on the processor, byte for byte ($kind)', async (fill, context) => {
  const source = requireShared(context, clipPath);
  const hide = { kind: 'everyone', shape: 'ellipse', scale: 1, fill } as const;
  const { report: onGpu } = await runner.anonymize(source, { ...cut, hide, backend: 'gpu', detectBackend: 'cpu' });
  const { report: onCpu } = await runner.anonymize(source, { ...cut, hide, backend: 'cpu' });
  expect(onGpu.backend).toBe('gpu');
  expect(onGpu.backendReason).toMatch(/^asked for; on .*swiftshader.*\(carried out by the processor\)/i);
  expect(onGpu.runs.find(({ stage }) => stage === 'render')?.backend).toBe('gpu');
  expect(onCpu).toMatchObject({ backend: 'cpu', backendReason: 'asked for' });
  expect(onGpu.tracks).toBeGreaterThan(0);
  expect(onGpu.audit.passed).toBe(true);
  expect(onGpu.output.sha256).toBe(onCpu.output.sha256);
});

it('without a GPU, asking for one is an error that says so, and auto is not', async (context) => {
  const source = requireShared(context, clipPath);
  const without = await JobRunner.open();
  try {
    await expect(without.anonymize(source, { ...cut, backend: 'gpu' })).rejects.toMatchObject({ code: 'gpu/unavailable' });
    expect((await without.anonymize(source, { ...cut, backend: 'auto' })).report).toMatchObject({ backend: 'cpu' });
  } finally {
    await without.close();
  }
});
