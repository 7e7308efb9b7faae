import { adapterName, type AdapterFacts } from '../../src/core/gpu-adapter.ts';
import type { FloorTime } from '../browser/floor.ts';
import type { Folders } from './folders.ts';
import { inPage } from './in-page.ts';
import { timeJob, type JobTime } from './job.ts';
import { median } from './median.ts';

/** A whole job with `--backend gpu` in the browser beside decoding and encoding alone; medians. */
export interface ChainResult {
  readonly adapter: string;
  readonly size: string;
  readonly runs: number;
  readonly floorMs: number;
  readonly observeMs: number;
  readonly renderMs: number;
  /** YuNet on one picture, from its planes up to its faces back. */
  readonly detectMs: number;
  readonly composedOn: string;
  readonly troubles: number;
}

/** The median settles well before. */
const detectorLooks = 40;

/** Measures the chain where the browser has a real adapter; a string says why it is not measured. */
export async function measureChain(folders: Folders, clip: string, outputFolder: string, runs: number, say: (line: string) => void): Promise<ChainResult | string> {
  const adapter: AdapterFacts | null = await inPage(folders, 'adapter', null, undefined, 'enabled');
  if (adapter === null) return 'unmeasured (the browser offers no adapter)';
  if (adapter.software) return 'unmeasured (software adapter)';
  if (runs === 0) return 'unmeasured (--runs 0)';
  const floors: FloorTime[] = [];
  const jobs: JobTime[] = [];
  for (let run = 1; run <= runs; run += 1) {
    floors.push(await inPage(folders, 'floor', null, clip));
    const job = await timeJob(folders.page, clip, outputFolder, 'balanced', 'gpu');
    jobs.push(job);
    say(`chain, run ${run} of ${runs}: observe ${job.observeMs.toFixed(0)} ms, render ${job.renderMs.toFixed(0)} ms`);
  }
  const { lookMs: detectMs } = await inPage(folders, 'gpuDetector', { quality: 'balanced', looks: detectorLooks }, clip, 'enabled');
  const of = (value: (job: JobTime) => number): number => median(jobs.map(value));
  const [{ composedOn, troubles }] = jobs as [JobTime];
  const [{ size }] = floors as [FloorTime];
  return { adapter: adapterName(adapter), size, runs, floorMs: median(floors.map((floor) => floor.ms)), observeMs: of((job) => job.observeMs), renderMs: of((job) => job.renderMs), detectMs, composedOn, troubles };
}
