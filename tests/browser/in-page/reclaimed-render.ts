import { RenderJob } from '../../../src/acts/render-job.ts';
import type { Edit } from '../../../src/documents/edit.ts';
import type { ReportEncoding } from '../../../src/documents/report-encoding.ts';
import type { Report } from '../../../src/documents/report.ts';
import { openMovie } from '../../../src/media/open-movie.ts';
import type { JobEvent, JobOptions } from '../../../src/rpc/job-types.ts';
import type { RenderedFile } from '../../../src/rpc/worker-apis.ts';
import { reclaimEncoders } from './watch-decoders.ts';
import { nothingDetected, nothingReviewed } from './detection-facts.ts';
import { nobodyFound } from './nobody.ts';

/** What a render asks for where a test does not care. */
export const renderOptions: JobOptions = {
  quality: 'balanced',
  codec: 'auto',
  sound: 'keep',
  detector: 'yunet',
  backend: 'auto',
  sensitivity: 0.5,
  corrections: [],
  livePreview: false,
  hide: { kind: 'everyone', shape: 'ellipse', scale: 1, fill: { kind: 'erase' } },
};

export interface ReclaimedRender {
  readonly sha256: string | null;
  readonly notices: readonly string[];
  readonly error: { readonly code: string; readonly details: unknown } | null;
  /** Bytes of what stands under the output's name afterwards. */
  readonly bytes: number;
}

/** Renders the first file, nobody hidden, into a picked file; the encoder is taken away at these pictures (counted over all encoders). */
export function reclaimedRender(reclaimAt: readonly number[], [file]: [File]): Promise<ReclaimedRender> {
  reclaimEncoders(reclaimAt);
  return renderPicked(file, () => undefined);
}

/** The same, undisturbed, but cancelled when the written file begins to be checked. */
export function cancelledAudit(_: unknown, [file]: [File]): Promise<ReclaimedRender> {
  return renderPicked(file, (job, event) => {
    if (event.kind === 'progress' && event.stage === 'audit') job.cancel();
  });
}

async function renderPicked(file: File, hear: (job: RenderJob, event: JobEvent) => void): Promise<ReclaimedRender> {
  const { encoding: _, file: __, report: ___, ...rendered } = await renderWith(file, {}, hear);
  return rendered;
}

/** A render with what it made, and how. */
export interface PickedRender extends ReclaimedRender {
  readonly encoding: ReportEncoding | null;
  /** Null where it failed. */
  readonly report: Report | null;
  readonly file: File;
}

/** Renders a file, nobody hidden, into a picked file; `workedMs` of work on it before count. */
export async function renderWith(file: File, more: Partial<JobOptions>, hear: (job: RenderJob, event: JobEvent) => void = () => undefined, workedMs = 0): Promise<PickedRender> {
  const { video, fingerprint } = await openMovie(file, file.name);
  const { widthPx, heightPx } = video.geometry;
  const edit: Edit = { widthPx, heightPx, canvas: null, cuts: [{ firstFrame: 0, lastFrame: video.ticks.length - 1 }], masks: [], hiddenWhole: [], audio: { treatments: [] } };
  const facts = { fingerprint, sourceFrames: video.ticks.length, detector: 'yunet', framesUnknown: 0, runs: [], ...nobodyFound, detection: nothingDetected, review: nothingReviewed };
  const root = await navigator.storage.getDirectory();
  const handle = await root.getFileHandle(`${crypto.randomUUID()}.mp4`, { create: true });
  const notices: string[] = [];
  const job = new RenderJob();
  try {
    const [{ report }] = (await job.render({ file, options: { ...renderOptions, ...more }, plan: () => Promise.resolve({ edit, facts }), handle, workedMs }, (event) => {
      if (event.kind === 'notice') notices.push(event.code);
      hear(job, event);
    })) as [RenderedFile];
    const made = await handle.getFile();
    return { sha256: report.output.sha256, notices, error: null, bytes: made.size, encoding: report.encoding, report, file: made };
  } catch (thrown) {
    const { code, details } = thrown as { code: string; details: unknown };
    const left = await handle.getFile();
    return { sha256: null, notices, error: { code, details }, bytes: left.size, encoding: null, report: null, file: left };
  }
}
