import { canvasOfAspect } from '../../core/canvas-size.ts';
import { AppError } from '../../core/errors.ts';
import { toWire } from '../../rpc/error-transfer.ts';
import type { JobEvent, JobOptions } from '../../rpc/job-types.ts';
import type { RenderedFile } from '../../rpc/worker-apis.ts';
import type { Job } from '../jobs/job-client.ts';
import { openJob } from '../jobs/open-job.ts';
import { decodeFillImage } from './fill-image.ts';
import type { HeadlessOutcome, HeadlessTask } from './headless-protocol.ts';
import { withSavedWork } from './saved-work.ts';
import { sendToSink } from './send-to-sink.ts';

/** A person reads no faster; every event costs a trip through the browser's debugging pipe. */
const progressEveryMs = 250;

function chosenFiles(id: string): readonly File[] {
  const files = [...((document.getElementById(id) as HTMLInputElement | null)?.files ?? [])];
  if (files.length === 0) throw new AppError('internal/bug', { reason: `no file in #${id}` });
  return files;
}

function chosenFile(id: string): File {
  return chosenFiles(id)[0] as File;
}

function eventForwarder(): (event: JobEvent) => void {
  let lastStage = '';
  let lastMs = 0;
  return (event) => {
    if (event.kind === 'preview') return event.picture.close();
    if (event.kind === 'progress') {
      const nowMs = performance.now();
      if (event.stage === lastStage && event.done < event.total && nowMs - lastMs < progressEveryMs) return;
      [lastStage, lastMs] = [event.stage, nowMs];
    }
    void window.veilEvent(event);
  };
}

/** The command line's own disk is asked too: the result ends there. */
async function requireRoom(neededBytes: number): Promise<void> {
  const freeBytes = await window.veilFreeBytes(neededBytes);
  if (freeBytes < neededBytes) throw new AppError('storage/quota', { neededBytes, freeBytes });
}

/** The task's options with what only the page can read: the picture of a fill, reference photos, a network of the user's own, the video's size. */
async function withFiles({ options, ownPoseModel = false, references = [], aspect }: HeadlessTask, job: Job): Promise<JobOptions> {
  const { fill } = options.hide;
  const hide = fill.kind === 'image' ? { ...options.hide, fill: { ...fill, image: await decodeFillImage(chosenFile('fill-image')) } } : options.hide;
  const sized = aspect === undefined || options.layout === undefined ? options : { ...options, layout: { ...options.layout, canvas: canvasOfAspect(aspect, await job.inspect()) } };
  const all = { ...sized, hide, ...(ownPoseModel ? { poseModel: chosenFile('pose-model') } : {}) };
  if (references.length === 0) return all;
  const files = chosenFiles('references');
  return { ...all, references: references.map((role, index) => ({ role, file: files[index] as File })) };
}

async function work(task: HeadlessTask, signal: AbortSignal): Promise<HeadlessOutcome> {
  const onEvent = eventForwarder();
  const job = await openJob(chosenFile('video'));
  job.begin();
  try {
    const given = await withFiles(task, job);
    const options = task.saved === undefined ? given : await withSavedWork(given, task.saved, job);
    if (task.kind === 'anonymize') await requireRoom((task.each ?? 1) * (await job.checkOutput(options, { kind: 'opfs' }, onEvent)));
    await job.analyze(options, onEvent, signal);
    if (task.kind === 'analyze') {
      const analysis = await job.exportAnalysis(options, task.format ?? 'json');
      await sendToSink(analysis, task.sinkUrl, signal);
      return { ok: true, results: [{ bytes: analysis.size, report: null }] };
    }
    const made = await render(job, options, task.each ?? 1, onEvent, signal);
    for (const [index, { file }] of made.entries()) await sendToSink(file, index === 0 ? task.sinkUrl : await window.veilNextSink(), signal);
    const beside: Blob[] = [];
    for (const format of task.beside ?? []) {
      const text = await job.exportAnalysis(options, format);
      await sendToSink(text, await window.veilNextSink(), signal);
      beside.push(text);
    }
    return { ok: true, results: [...made.map(({ file, report }) => ({ bytes: file.size, report })), ...beside.map(({ size }) => ({ bytes: size, report: null }))] };
  } finally {
    await job.dispose();
  }
}

/** The files of a job, or those of one for each of its subjects, all of which must be made. */
async function render(job: Job, options: JobOptions, each: number, onEvent: (event: JobEvent) => void, signal: AbortSignal): Promise<readonly RenderedFile[]> {
  if (each === 1) return job.render(options, { kind: 'opfs' }, onEvent, signal);
  const made = await job.renderAll(Array.from({ length: each }, (_, about) => ({ options: { ...options, about } })), onEvent, signal);
  return made.flatMap((outcome) => {
    if (!outcome.ok) throw new AppError(outcome.error.code, outcome.error.details, outcome.error.causes.join('\n'));
    return outcome.files;
  });
}

const cancellation = new AbortController();

window.veil = {
  run: (task) => work(task, cancellation.signal).catch((thrown: unknown) => ({ ok: false, error: toWire(thrown) })),
  cancel: () => cancellation.abort(),
};
