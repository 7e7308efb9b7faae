import { AppError } from '../core/errors.ts';
import { i420Layout, type I420Image } from '../core/i420.ts';
import type { Owned } from '../core/owned.ts';
import type { FaceDetectorId } from '../models/face-detector.ts';
import { BatchBudget } from './batch-budget.ts';
import type { GpuTrial, Measured } from './choose-backend.ts';
import { GpuDetectorSource, type OpenGpuDetector } from './gpu-detector-host.ts';
import type { LaneRequest } from './lane-pool.ts';
import type { CpuLanes } from './lane-set.ts';

export interface DetectTrialDeps {
  readonly id: FaceDetectorId;
  readonly modelsUrl: string;
  /** `navigator.gpu`. */
  readonly gpu: GPU | undefined;
  /** What the job will ask about its pictures. */
  readonly request: LaneRequest;
  readonly onProgress: (done: number, total: number) => void;
  /** Opens the lanes of the processor; asked once at most. */
  readonly openCpu: () => Promise<CpuLanes>;
}

/** Compiling shaders takes about as long as fetching so much does; only for the progress shown. */
const warmUpBytes = 8e6;
/** Pictures timed each way at least; they are under way together. */
const picturesTimed = 4;

/** Tries a detector on a GPU: loads, opens, tests and warms it up, and times it against the lanes of the processor. Close it. */
export class DetectTrial implements GpuTrial {
  readonly budget = new BatchBudget();
  readonly #deps: DetectTrialDeps;
  #source: GpuDetectorSource | undefined;
  #opened: Owned<OpenGpuDetector> | undefined;
  #cpu: CpuLanes | undefined;

  constructor(deps: DetectTrialDeps) {
    this.#deps = deps;
  }

  /** The first picture of the job's size compiles what the models' self-tests did not. */
  readonly selfTest = async (): Promise<void> => {
    const { id, modelsUrl, gpu, request, onProgress } = this.#deps;
    let bytes = 0;
    this.#source = await GpuDetectorSource.load(id, modelsUrl, gpu, (done, total) => {
      bytes = total;
      onProgress(done, total + warmUpBytes);
    });
    const steps = this.#source.loaded.models.length + 1;
    const stepped = (step: number): void => onProgress(bytes + (warmUpBytes * step) / steps, bytes + warmUpBytes);
    this.#opened = await this.#source.open(() => this.budget.bytes, stepped);
    await this.#opened.value.detector.detect(greyPicture(request), request);
    stepped(steps);
  };

  readonly measure = async (): Promise<Measured> => {
    const { request, openCpu } = this.#deps;
    const { pool } = (this.#cpu = await openCpu());
    const { detector } = this.#detector.value;
    const gpuMs = await pictureMs(picturesTimed, () => detector.detect(greyPicture(request), request));
    const cpuMs = await pictureMs(Math.max(picturesTimed, pool.capacity), () => pool.detectAndReturn(greyPicture(request), request));
    return { gpuMs, cpuMs };
  };

  /** Hands the opened detector on, with what opens it again. */
  takeGpu(): { readonly source: GpuDetectorSource; readonly opened: Owned<OpenGpuDetector> } {
    return { source: this.#source as GpuDetectorSource, opened: this.#detector.take() };
  }

  /** The processor's lanes: those that were timed, or new ones. */
  async takeCpu(): Promise<CpuLanes> {
    const timed = this.#cpu;
    this.#cpu = undefined;
    return timed ?? this.#deps.openCpu();
  }

  close(): void {
    this.#opened?.close();
    this.#cpu?.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  get #detector(): Owned<OpenGpuDetector> {
    if (this.#opened === undefined) throw new AppError('internal/bug', { reason: 'the self-test comes first' });
    return this.#opened;
  }
}

/** Milliseconds a picture when `count` are asked for at once, after one that warms up. */
async function pictureMs(count: number, detect: () => Promise<unknown>): Promise<number> {
  await detect();
  const startedMs = performance.now();
  await Promise.all(Array.from({ length: count }, detect));
  return (performance.now() - startedMs) / count;
}

function greyPicture({ geometry: { storedWidthPx: widthPx, storedHeightPx: heightPx } }: LaneRequest): I420Image {
  return { widthPx, heightPx, data: new Uint8Array(i420Layout(widthPx, heightPx).byteLength).fill(128), color: { matrix: 'bt709', fullRange: false } };
}
