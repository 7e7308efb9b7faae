import { AppError } from '../core/errors.ts';
import type { Gate } from '../core/gate.ts';
import { mimeTypes, outputName, stillResults } from '../core/output-name.ts';
import { composeStill } from '../compose/cpu/compose-still.ts';
import { emptyFile, fileSink } from '../media/byte-sink.ts';
import { encodeStill } from '../media/stills/encode-still.ts';
import type { EncodedStill } from '../media/stills/encode-still.ts';
import { readStill } from '../media/stills/read-still.ts';
import type { Still } from '../media/stills/still.ts';
import { FramePlanner } from '../plan/frame-plan.ts';
import type { JobEvent } from '../rpc/job-types.ts';
import type { RenderedFile } from '../rpc/worker-apis.ts';
import { auditStill } from './audit-still.ts';
import { StageProgress } from './progress.ts';
import type { PlannedRender } from './output-job.ts';
import { reportOf } from './report.ts';
import { noSound } from './report-sound.ts';
import { sha256OfFile } from './sha256.ts';

export interface RenderStillDeps {
  readonly still: Still;
  readonly planned: PlannedRender;
  /** A file the user picked; without it the result stays in memory: it is a picture. */
  readonly handle: FileSystemFileHandle | undefined;
  readonly gate: Gate;
  readonly signal: AbortSignal;
  readonly send: (event: JobEvent) => void;
}

/** Act four for a picture: hides what the edit hides, encodes afresh, proves the result, and only then hands it out or writes it. */
export async function renderStill({ still, planned, handle, gate, signal, send }: RenderStillDeps): Promise<RenderedFile> {
  const startedMs = performance.now();
  const progress = new StageProgress('render', 1, send);
  progress.report(0);
  await gate.passed(signal);
  const picture = await readStill(still, signal);
  const plan = new FramePlanner(planned.edit).at(0);
  composeStill(picture, plan);
  const encoded = await encodeStill(picture, stillResults[still.format], signal);
  const run = { stage: 'render', backend: 'cpu', frames: 1, ms: performance.now() - startedMs, detail: encoded.type };
  progress.report(1);

  const auditProgress = new StageProgress('audit', 1, send);
  auditProgress.report(0);
  await gate.passed(signal);
  const auditedMs = performance.now();
  const checks = await auditStill(encoded, picture, plan, signal);
  const auditRun = { stage: 'audit', backend: 'cpu', frames: 1, ms: performance.now() - auditedMs, detail: `${checks.length} checks` };
  const proven = new File([encoded.bytes], outputName(still.name, encoded.type), { type: mimeTypes[encoded.type] });
  const sha256 = await sha256OfFile(proven, signal);
  const file = handle === undefined ? proven : await writeOut(encoded, sha256, handle);
  auditProgress.report(1);

  const framesHiddenWhole = plan.hideWhole ? 1 : 0;
  if (plan.hideWhole) send({ kind: 'notice', code: 'picture-hidden-whole', details: {} });
  if (isOtherFormat(still, encoded)) send({ kind: 'notice', code: 'picture-format-changed', details: { from: still.format, to: encoded.type } });
  const backend = { backend: 'cpu', backendWhy: { code: 'single-picture', details: {} }, adapter: null, gpuTroubles: [] } as const;
  const made = { ...backend, kind: 'still', name: proven.name, codec: encoded.type, bytes: encoded.bytes.length, frames: 1, framesHiddenWhole, missing: { frames: 0, policy: 'hide', madeUp: 0 }, run, sound: noSound, encoding: null, qualitySteps: [], timeBudget: null, notes: [] } as const;
  return { file, report: reportOf(still, planned, made, { checks, framesCompared: 1 }, auditRun, sha256) };
}

function isOtherFormat({ format }: Still, { type }: EncodedStill): boolean {
  return format === 'AVIF' || stillResults[format] !== type;
}

/** Writes what was proven, and reads it back: a file that is not the same is emptied. */
async function writeOut({ bytes }: EncodedStill, sha256: string, handle: FileSystemFileHandle): Promise<File> {
  const sink = await fileSink(handle);
  try {
    await sink.write(bytes, 0);
    await sink.close();
  } catch (error) {
    await sink.abort().catch(() => undefined); // what went wrong first is what is told
    throw error;
  }
  const written = await handle.getFile();
  if ((await sha256OfFile(written)) === sha256) return written;
  await emptyFile(handle);
  throw new AppError('media/audit-failed', { check: 'written', detail: 'the file is not what was written' });
}
