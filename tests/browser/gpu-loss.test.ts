import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gpuProcessKiller } from '../support/gpu-process.ts';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';
import type { ClipSpec } from './in-page/clip.ts';
import type { LossResult, LossRun } from './in-page/gpu-loss.ts';

/** Small enough for Chromium's H.264 encoder to work in one thread: with more, two undisturbed runs differ in bytes. */
const spec: ClipSpec = {
  codec: 'avc1.42001e', container: 'mp4', widthPx: 400, heightPx: 300, frames: 40, format: 'I420', columns: 9,
  patches: Array.from({ length: 63 }, (_, i) => [40 + ((i * 53) % 170), 90 + ((i * 29) % 80), 90 + ((i * 41) % 80)] as const),
  color: { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false }, containerColor: null,
};

let site: Site;
let folder: string;
let input: string;
let undisturbed: LossResult;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'veil-loss-'));
  site = await openSite('enabled');
  await site.context.exposeFunction('veilLoseGpu', await gpuProcessKiller(site.context));
  input = join(folder, 'clip.mp4');
  await writeFile(input, Buffer.from(await site.call<string>('clip', 'makeClip', spec), 'base64'));
  undisturbed = await run({ backend: 'cpu', loseAt: [] });
});
afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (job: LossRun): Promise<LossResult> => site.call<LossResult>('gpu-loss', 'renderWithLoss', job, [input]);

test('undisturbed, the GPU makes the file that the processor makes', async () => {
  expect(await run({ backend: 'gpu', loseAt: [] })).toEqual({ ...undisturbed, backend: 'gpu' });
  expect(undisturbed).toMatchObject({ backend: 'cpu', frames: spec.frames, troubles: [], notices: [], lost: 0 });
});

test('the GPU process is killed in mid-job: a new device makes the same file, byte for byte, and it is told', async () => {
  const told = ['gpu-reopened'];
  expect(await run({ backend: 'gpu', loseAt: [6] })).toEqual({ ...undisturbed, backend: 'gpu', troubles: told, notices: told, lost: 1 });
});

/** Chromium counts what kills its GPU process, and after the third time offers no adapter for a while. */
test('it is killed again and again: a new device or, where there is none, the processor makes the same file', async () => {
  const { troubles, notices, ...made } = await run({ backend: 'gpu', loseAt: [4, 16] });
  const { troubles: _, notices: __, ...wanted } = undisturbed;
  expect(made).toEqual({ ...wanted, backend: troubles.includes('gpu-gave-up') ? 'gpu, cpu' : 'gpu', lost: 2 });
  expect(notices).toEqual(troubles);
  expect(['gpu-reopened,gpu-reopened', 'gpu-reopened,gpu-gave-up']).toContain(troubles.join());
});
