import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HeadlessEvent } from '../../src/app/headless/headless-protocol.ts';
import { JobRunner } from '../support/jobs.ts';
import { requireShared } from '../support/shared.ts';
import { openSite } from '../support/site.ts';
import type { FaceClipSpec } from './in-page/face-clip.ts';

/** Small and short, with a face just large enough to be told from others: the adapter here is the processor, and networks on it are hundreds of times slower than by wasm. */
const spec: FaceClipSpec = { widthPx: 160, heightPx: 96, frames: 5, photoWidthPx: 220, cutLeftPx: 55 };

/** A browser profile each: what one run observed is in its journal, and another would go on from there. */
let gpuRunner: JobRunner;
let cpuRunner: JobRunner;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'veil-gpu-'));
  gpuRunner = await JobRunner.open('enabled');
  cpuRunner = await JobRunner.open();
});
afterAll(async () => {
  await gpuRunner.close();
  await cpuRunner.close();
  await rm(folder, { recursive: true, force: true });
});

async function clip(photo: string): Promise<string> {
  const site = await openSite();
  try {
    const path = join(folder, 'clip.mp4');
    await writeFile(path, Buffer.from(await site.call<string>('face-clip', 'makeFaceClip', spec, [photo]), 'base64'));
    return path;
  } finally {
    await site.close();
  }
}

it('a job that detects, tells faces apart and composes on the GPU makes the masks and the file that one on the processor makes', { timeout: 400_000 }, async (context) => {
  const source = await clip(requireShared(context, 'media/photos/detection1.jpg'));
  const { report: onCpu } = await cpuRunner.anonymize(source, { backend: 'cpu' });
  expect(onCpu.recognition.facesLookedAt).toBeGreaterThan(0);
  const events: HeadlessEvent[] = [];
  const { report: onGpu } = await gpuRunner.anonymize(source, { backend: 'gpu' }, { onEvent: (event) => events.push(event) });
  expect(onGpu.detection).toMatchObject({ backend: 'gpu', why: { code: 'asked-gpu' }, adapter: { software: true }, models: { yunet: 'webgpu', 'face-recognition': 'webgpu' }, troubles: [] });
  expect(onGpu.recognition).toEqual(onCpu.recognition);
  expect(onGpu.runs.find(({ stage }) => stage === 'observe')?.backend).toBe('gpu');
  expect(onGpu.backend).toBe('gpu');
  expect(JSON.stringify(events)).toContain('gpu-software');
  expect(JSON.stringify(events)).not.toContain('resumed');
  expect(onCpu.detection).toMatchObject({ backend: 'cpu', reason: 'asked for', adapter: null, models: { yunet: 'wasm', 'face-recognition': 'wasm' }, troubles: [] });
  expect(onGpu.tracks).toBe(1);
  expect(onGpu.framesUnknown + onGpu.framesHiddenWhole).toBe(0);
  expect(onGpu.audit.passed).toBe(true);
  // The same bytes: not a mask is another, and not a sample.
  expect(onGpu.output.sha256).toBe(onCpu.output.sha256);
});
