import { backendReasonText } from '../core/backend-reason.ts';
import { AppError, toAppError } from '../core/errors.ts';
import { adapterName, type AdapterFacts } from '../core/gpu-adapter.ts';
import type { GpuTrouble } from '../core/gpu-trouble.ts';
import type { DetectionFacts } from '../documents/detection-facts.ts';
import type { DetectorChoice } from '../documents/observations.ts';
import { findAdapter } from '../gpu/device.ts';
import type { FaceDetectorId } from '../models/face-detector.ts';
import type { BackendChoice, JobEvent } from '../rpc/job-types.ts';
import { chooseBackend, reasonOf, type Chosen } from './choose-backend.ts';
import { DetectTrial } from './detect-trial.ts';
import { GpuLane } from './gpu-lane.ts';
import { LanePool, type LaneRequest } from './lane-pool.ts';
import { openCpuLanes, type CpuLanes, type OpenableLane } from './lane-set.ts';

/** What a job wants to be detected, and where. */
export interface DetectionWanted {
  readonly detector: DetectorChoice;
  readonly backend: BackendChoice;
  readonly frames: number;
  /** What will be asked about every picture. */
  readonly request: LaneRequest;
}

/** What detectors are opened with. */
export interface DetectionMeans {
  readonly modelsUrl: string;
  readonly makeLane: () => OpenableLane;
  /** `navigator.gpu`. */
  readonly gpu: GPU | undefined;
}

/** One detector, open, on what it runs best. `close` ends it. */
export interface LaneSet {
  readonly detector: FaceDetectorId;
  /** SHA-256 by id. */
  readonly models: Readonly<Record<string, string>>;
  readonly pool: LanePool;
  /** What it ran on so far, and why. */
  facts(): DetectionFacts;
  close(): void;
}

type Send = (event: JobEvent) => void;

/** A trial of a GPU loads and compiles for some seconds, in which the processor looks at about so many frames. */
const framesWorthATrial = 100;

/**
 * Opens the wanted detector; `auto` takes YuNet where its weights are, else the embedded ones. On a GPU where `chooseBackend` says so; one that
 * answers wrong, asked for or not, is passed over for the processor, with a notice. Throws `model/missing`, `model/hash-mismatch`,
 * `model/wrong-answer` (on the processor), and `gpu/unavailable` where a GPU was asked for and there is none.
 */
export async function openDetection(wanted: DetectionWanted, means: DetectionMeans, send: Send): Promise<LaneSet> {
  if (wanted.detector !== 'auto') return openOne(wanted.detector, wanted, means, send);
  try {
    return await openOne('yunet', wanted, means, send);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'model/missing') throw error;
    send({ kind: 'notice', code: 'embedded-detector', details: {} });
    return await openOne('embedded', wanted, means, send);
  }
}

async function openOne(id: FaceDetectorId, { backend, frames, request }: DetectionWanted, { modelsUrl, makeLane, gpu }: DetectionMeans, send: Send): Promise<LaneSet> {
  const onProgress = progressTo(send);
  const openCpu = (): Promise<CpuLanes> => openCpuLanes(id, modelsUrl, makeLane, frames, onProgress);
  const tooFew = backend === 'auto' && frames < framesWorthATrial;
  const found = backend === 'cpu' || tooFew ? null : await findAdapter(gpu).then(({ facts }) => facts, (error: unknown) => toAppError(error, 'gpu/unavailable'));
  const adapter = found instanceof AppError ? null : found;
  using trial = new DetectTrial({ id, modelsUrl, gpu, request, onProgress, openCpu });
  const chosen: Chosen = tooFew ? { kind: 'cpu', reason: { code: 'few-frames', details: { frames } } } : await choose(backend, found ?? new AppError('gpu/unavailable'), trial);
  const why = { why: chosen.reason, reason: backendReasonText(chosen.reason), adapter };
  if (chosen.kind === 'gpu') return onGpu(id, trial, why, openCpu, send);
  const lanes = await trial.takeCpu();
  const { code, details } = chosen.reason;
  if (code === 'self-test-failed') send({ kind: 'notice', code: 'gpu-gave-up', details: { reason: String(details['reason']) } });
  return onCpu(id, lanes, why);
}

/** A GPU that was asked for, is there and answers wrong is no error here, unlike for composing: the processor finds the same faces. */
async function choose(backend: BackendChoice, found: AdapterFacts | AppError, trial: DetectTrial): Promise<Chosen> {
  try {
    return await chooseBackend(backend, found, trial);
  } catch (error) {
    const { code } = toAppError(error);
    if (found instanceof AppError || code === 'model/missing' || code === 'model/hash-mismatch') throw error;
    return { kind: 'cpu', reason: { code: 'self-test-failed', details: { adapter: adapterName(found), reason: reasonOf(error) } } };
  }
}

type Why = Pick<DetectionFacts, 'why' | 'reason' | 'adapter'>;

function onCpu(detector: FaceDetectorId, { models, pool, close }: CpuLanes, why: Why): LaneSet {
  return { detector, models, pool, close, facts: () => ({ ...why, backend: 'cpu', models: ranBy(models, 'wasm'), troubles: [] }) };
}

function onGpu(detector: FaceDetectorId, trial: DetectTrial, why: Why, openCpu: () => Promise<CpuLanes>, send: Send): LaneSet {
  const { source, opened } = trial.takeGpu();
  const models = Object.fromEntries(source.loaded.models.map(({ entry }) => [entry.id, entry.sha256]));
  const troubles: GpuTrouble[] = [];
  let cpu: CpuLanes | undefined;
  let closed = false;
  const lane = new GpuLane(
    {
      open: (batchBytesMax) => source.open(batchBytesMax),
      fallBack: async () => {
        cpu = await openCpu();
        if (closed) cpu.close();
        return cpu.pool;
      },
      onTrouble: (trouble) => {
        troubles.push(trouble);
        send({ kind: 'notice', code: trouble.kind, details: { reason: trouble.reason } });
      },
    },
    opened,
    trial.budget,
  );
  if (why.adapter?.software === true) send({ kind: 'notice', code: 'gpu-software', details: {} });
  return {
    detector,
    models,
    pool: new LanePool([lane]),
    facts: () => ({ ...why, backend: lane.backend, models: ranBy(models, lane.backend === 'gpu' ? 'webgpu' : 'webgpu, wasm'), troubles: [...troubles] }),
    close: () => {
      closed = true;
      lane.close();
      cpu?.close();
    },
  };
}

function ranBy(models: Readonly<Record<string, string>>, provider: string): Record<string, string> {
  return Object.fromEntries(Object.keys(models).map((id) => [id, provider]));
}

function progressTo(send: Send): (done: number, total: number) => void {
  const startedMs = performance.now();
  return (done, total) => {
    const perSecond = (done * 1000) / Math.max(1, performance.now() - startedMs);
    send({ kind: 'progress', stage: 'prepare', done, total, perSecond, secondsLeft: perSecond > 0 ? (total - done) / perSecond : null });
  };
}
