import { RenderJob } from '../../../src/acts/render-job.ts';
import type { GpuTrouble } from '../../../src/core/gpu-trouble.ts';
import type { Edit, MaskPath } from '../../../src/documents/edit.ts';
import type { FillChoice } from '../../../src/documents/intent.ts';
import { openMovie } from '../../../src/media/open-movie.ts';
import type { JobEvent, JobOptions } from '../../../src/rpc/job-types.ts';
import type { RenderedFile } from '../../../src/rpc/worker-apis.ts';
import { nothingDetected, nothingReviewed } from './detection-facts.ts';
import { nobodyFound } from './nobody.ts';

/** The test's way to end the browser's GPU process. */
declare function veilLoseGpu(): Promise<void>;

const options: Omit<JobOptions, 'backend'> = {
  quality: 'balanced',
  codec: 'auto',
  sound: 'keep',
  detector: 'yunet',
  sensitivity: 0.5,
  corrections: [],
  livePreview: false,
  hide: { kind: 'everyone', shape: 'ellipse', scale: 1, fill: { kind: 'erase' } },
};
const fills: readonly FillChoice[] = [{ kind: 'erase' }, { kind: 'mosaic', cellsAcross: 6 }, { kind: 'solid', color: '#3a7f10' }, { kind: 'blur' }];

export interface LossRun {
  readonly backend: JobOptions['backend'];
  /** The GPU process ends when so many frames are written. */
  readonly loseAt: readonly number[];
}

export interface LossResult {
  readonly sha256: string;
  readonly backend: string;
  readonly frames: number;
  readonly troubles: readonly GpuTrouble['kind'][];
  readonly notices: readonly string[];
  /** Times that the GPU was lost while the job went on. */
  readonly lost: number;
}

/** Renders the first file with masks that move and grow, and takes the GPU away on the way. */
export async function renderWithLoss({ backend, loseAt }: LossRun, [file]: [File]): Promise<LossResult> {
  const { video, fingerprint } = await openMovie(file, file.name);
  const { widthPx, heightPx } = video.geometry;
  const frames = video.ticks.length;
  const edit: Edit = { widthPx, heightPx, canvas: null, cuts: [{ firstFrame: 0, lastFrame: frames - 1 }], masks: fills.map((fill, track) => path(fill, track, frames)), hiddenWhole: [], audio: { treatments: [] } };
  const facts = { fingerprint, sourceFrames: frames, detector: 'yunet', framesUnknown: 0, runs: [], ...nobodyFound, detection: nothingDetected, review: nothingReviewed };
  const notices: string[] = [];
  const left = [...loseAt];
  let lost = 0;
  const job = new RenderJob();
  const lose = async (): Promise<void> => {
    job.pause(); // else the job might be done before the process is
    await veilLoseGpu();
    lost += 1;
    job.resume();
  };
  const hear = (event: JobEvent): void => {
    if (event.kind === 'notice') notices.push(event.code);
    if (event.kind === 'progress' && event.stage === 'render' && event.done >= (left[0] ?? Infinity)) {
      left.shift();
      void lose();
    }
  };
  // Pages may not open private storage as workers do: as if the user had picked a file.
  const handle = await (await navigator.storage.getDirectory()).getFileHandle(`${crypto.randomUUID()}.mp4`, { create: true });
  const [{ report }] = (await job.render({ file, options: { ...options, backend }, plan: () => Promise.resolve({ edit, facts }), handle }, hear)) as [RenderedFile];
  return { sha256: report.output.sha256, backend: report.backend, frames: report.output.frames, troubles: report.gpuTroubles.map(({ kind }) => kind), notices, lost };
}

function path(fill: FillChoice, track: number, frames: number): MaskPath {
  const boxes = Float32Array.from({ length: 4 * frames }, (_, i) => {
    const frame = i >> 2;
    return [20 + 85 * track + frame, 40 + 40 * track - frame / 2, 70 + frame / 2, 80 + frame][i & 3] as number;
  });
  return { track, firstFrame: 0, boxes, shape: track % 2 === 0 ? 'ellipse' : 'rounded-box', fill };
}
