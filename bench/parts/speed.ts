import { cpus } from 'node:os';
import type { Quality } from '../../src/documents/observations.ts';
import type { Folders } from './folders.ts';
import { inPage } from './in-page.ts';
import { timeJob } from './job.ts';
import type { JobTime } from './job.ts';
import { median } from './median.ts';

/** Issue 2: frames per second of a whole job (observe and render) as a part of the floor's. */
const goals: Readonly<Record<'balanced' | 'fast', number>> = { balanced: 0.3, fast: 0.45 };
/** A second of video and more: the median of a look settles well before. */
const detectorLooks = 40;
/** As many lanes as src/acts/lane-set.ts opens. */
const lanesMax = 4;

export interface QualityResult {
  readonly quality: Quality;
  readonly fps: number;
  readonly ratio: number;
  readonly goal: number;
  readonly passed: boolean;
  readonly times: Pick<JobTime, 'observeMs' | 'renderMs' | 'auditMs' | 'wallMs'>;
  /** One look of one lane alone, and the least that looking at every frame takes all lanes together. */
  readonly lookMs: number;
  readonly everyFrameLookMs: number;
  /** The stage that takes longest. */
  readonly bound: 'observe' | 'render';
}

export interface SpeedResult {
  readonly runs: number;
  readonly frames: number;
  readonly floor: { readonly fps: number; readonly ms: number; readonly codec: string };
  readonly qualities: readonly QualityResult[];
}

/** Floor and Veil in turns, so that a busy machine slows both; medians over `runs`. */
export async function measureSpeed(folders: Folders, clip: string, outputFolder: string, runs: number, say: (line: string) => void): Promise<SpeedResult> {
  const floors: number[] = [];
  const jobs: Record<keyof typeof goals, JobTime[]> = { balanced: [], fast: [] };
  let frames = 0;
  let codec = '';
  for (let run = 1; run <= runs; run += 1) {
    const floor = await inPage(folders, 'floor', null, clip);
    ({ frames, codec } = floor);
    floors.push(floor.ms);
    say(`run ${run} of ${runs}: floor ${(1000 * frames / floor.ms).toFixed(0)} frames/s`);
    for (const quality of ['balanced', 'fast'] as const) {
      const job = await timeJob(folders.page, clip, outputFolder, quality);
      if (job.codec !== codec || job.frames !== frames) throw new Error(`floor and Veil differ: ${codec}, ${frames} frames; ${job.codec}, ${job.frames} frames`);
      jobs[quality].push(job);
      say(`run ${run} of ${runs}: ${quality} observe ${job.observeMs.toFixed(0)} ms, render ${job.renderMs.toFixed(0)} ms, audit ${job.auditMs.toFixed(0)} ms${job.auditPassed ? '' : ' FAILED'}`);
    }
  }
  const floorMs = median(floors);
  const qualities: QualityResult[] = [];
  for (const quality of ['balanced', 'fast'] as const) {
    const { lookMs } = await inPage(folders, 'detector', { quality, looks: detectorLooks }, clip);
    qualities.push(summarize(quality, jobs[quality], floorMs, lookMs));
  }
  return { runs, frames, floor: { fps: (1000 * frames) / floorMs, ms: floorMs, codec }, qualities };
}

function summarize(quality: keyof typeof goals, jobs: readonly JobTime[], floorMs: number, lookMs: number): QualityResult {
  const of = (value: (job: JobTime) => number): number => median(jobs.map(value));
  const frames = of((job) => job.frames);
  const bothMs = of((job) => job.observeMs + job.renderMs);
  const times = { observeMs: of((job) => job.observeMs), renderMs: of((job) => job.renderMs), auditMs: of((job) => job.auditMs), wallMs: of((job) => job.wallMs) };
  const ratio = floorMs / bothMs;
  return {
    quality,
    fps: (1000 * frames) / bothMs,
    ratio,
    goal: goals[quality],
    passed: ratio >= goals[quality],
    times,
    lookMs,
    everyFrameLookMs: (frames * lookMs) / Math.min(lanesMax, cpus().length),
    bound: times.observeMs > times.renderMs ? 'observe' : 'render',
  };
}
