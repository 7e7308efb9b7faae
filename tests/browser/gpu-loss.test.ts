import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { CDPSession } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
let cdp: CDPSession;
let folder: string;
let input: string;
let undisturbed: LossResult;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'veil-loss-'));
  site = await openSite('enabled');
  const browser = site.context.browser();
  if (browser === null) throw new Error('the browser cannot be asked for its processes');
  cdp = await browser.newBrowserCDPSession();
  await site.context.exposeFunction('veilLoseGpu', endGpuProcess);
  input = join(folder, 'clip.mp4');
  await writeFile(input, Buffer.from(await site.call<string>('clip', 'makeClip', spec), 'base64'));
  undisturbed = await run({ backend: 'cpu', loseAt: [] });
});
afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (job: LossRun): Promise<LossResult> => site.call<LossResult>('gpu-loss', 'renderWithLoss', job, [input]);

async function gpuProcess(): Promise<number | undefined> {
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  return processInfo.find(({ type }) => type === 'GPU')?.id;
}

/** Kills it and waits until the browser has seen that. */
async function endGpuProcess(): Promise<void> {
  const id = await gpuProcess();
  if (id === undefined) throw new Error('there is no GPU process');
  process.kill(id, 'SIGKILL');
  while ((await gpuProcess()) === id) await delay(10);
}

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
  expect(made).toEqual({ ...wanted, backend: 'gpu', lost: 2 });
  expect(notices).toEqual(troubles);
  expect(['gpu-reopened,gpu-reopened', 'gpu-reopened,gpu-gave-up']).toContain(troubles.join());
});
