import type { DetectorTime, FloorApi, FloorTime } from '../../../bench/browser/floor.ts';
import type { StepsTask, StepsTime } from '../../../bench/browser/steps.ts';
import type { StudioKind, StudioTime } from '../../../bench/browser/studio.ts';
import type { AdapterFacts } from '../../../src/core/gpu-adapter.ts';
import { findAdapter } from '../../../src/gpu/device.ts';
import { makeSampleClip } from '../../../src/app/sample/sample-clip.ts';
import type { Quality } from '../../../src/documents/observations.ts';
import { WorkerLink } from '../../../src/rpc/worker-link.ts';
import { toBase64 } from './base64.ts';

async function inWorker<Result>(run: (link: WorkerLink<FloorApi>) => Promise<Result>): Promise<Result> {
  const link = new WorkerLink<FloorApi>(new Worker(new URL('../../../bench/browser/floor.worker.ts', import.meta.url), { type: 'module' }), 'floor');
  try {
    return await run(link);
  } finally {
    link.close();
  }
}

/** The browser's adapter; null where there is none. */
export function adapter(): Promise<AdapterFacts | null> {
  return findAdapter(navigator.gpu).then(({ facts }) => facts, () => null);
}

/** Decode and encode of the first file, nothing else, in a worker of its own. */
export function floor(_: unknown, [file]: [File]): Promise<FloorTime> {
  return inWorker((link) => link.call((api) => api.measureFloor(file)));
}

/** Making some outputs of the first file from one run of the decoder, in a worker of its own. */
export function studio(kinds: readonly StudioKind[], [file]: [File]): Promise<StudioTime> {
  return inWorker((link) => link.call((api) => api.measureStudio(file, kinds)));
}

/** The pace of a render of the first file after steps down, in a worker of its own. */
export function steps(task: StepsTask, [file]: [File]): Promise<StepsTime> {
  return inWorker((link) => link.call((api) => api.measureSteps(file, task)));
}

/** What one look of the detector costs on the first file. */
export function detector({ quality, looks }: { quality: Quality; looks: number }, [file]: [File]): Promise<DetectorTime> {
  const modelsUrl = new URL('/models/', location.href).href;
  return inWorker((link) => link.call((api) => api.measureDetector(file, modelsUrl, quality, looks)));
}

/** The same on this browser's GPU. */
export function gpuDetector({ quality, looks }: { quality: Quality; looks: number }, [file]: [File]): Promise<DetectorTime> {
  const modelsUrl = new URL('/models/', location.href).href;
  return inWorker((link) => link.call((api) => api.measureGpuDetector(file, modelsUrl, quality, looks)));
}

/** The first file encoded anew, without B-frames and sound, in base64. */
export function reencoded(_: unknown, [file]: [File]): Promise<string> {
  return inWorker(async (link) => toBase64(await link.call((api) => api.reencode(file))));
}

/** The sample clip of the page, in base64. */
export async function sample(): Promise<string> {
  return toBase64(new Uint8Array(await (await makeSampleClip()).arrayBuffer()));
}

export { bodies } from './bodies.ts';
export { rateQuality } from '../../../bench/browser/rate-quality.ts';
export { recognitionTime as recognition } from './recognize.ts';
export { sampling } from './sampling.ts';
export { speakersTime as speakers } from './speakers.ts';
export { listening } from './listen.ts';
