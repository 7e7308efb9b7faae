import type { Composer } from '../compose/composer.ts';
import { CpuComposer } from '../compose/cpu/composer.ts';
import { GpuComposer } from '../compose/gpu/composer.ts';
import { selfTestComposer } from '../compose/gpu/self-test.ts';
import { AppError, toAppError } from '../core/errors.ts';
import type { FrameGeometry } from '../core/geometry.ts';
import type { AdapterFacts } from '../core/gpu-adapter.ts';
import { Owned } from '../core/owned.ts';
import type { FillChoice } from '../documents/intent.ts';
import { findAdapter } from '../gpu/device.ts';
import { openGpuTools, type GpuTools } from '../gpu/gpu-tools.ts';
import type { BackendChoice } from '../rpc/job-types.ts';
import { chooseBackend, type Chosen, type Measured } from './choose-backend.ts';
import { measureComposers } from './measure-composers.ts';

/** What a job's frames are composed on, and why; the report says both. */
export interface Backend extends Chosen {
  /** The adapter that was there, whether it was taken or not; null where there is none or none was asked for. */
  readonly adapter: AdapterFacts | null;
  /** A composer for one pass over a video; close it before the backend. */
  openComposer(): Promise<Owned<Composer>>;
}

export interface BackendRequest {
  readonly choice: BackendChoice;
  /** `navigator.gpu`. */
  readonly gpu: GPU | undefined;
  readonly geometry: FrameGeometry;
  /** What the job hides with: ways are measured by it. */
  readonly fill: FillChoice;
}

/**
 * What composes the frames of a job; close it after the job. Throws `gpu/unavailable` when the GPU was asked for and there is none, or one
 * that composes wrong. How `auto` decides: `chooseBackend`.
 */
export async function openBackend(request: BackendRequest): Promise<Owned<Backend>> {
  const { choice, gpu, geometry } = request;
  const found = choice === 'cpu' ? null : await findAdapter(gpu).then(({ facts }) => facts, (error: unknown) => toAppError(error, 'gpu/unavailable'));
  using trial = new ComposeTrial(request);
  const chosen = await chooseBackend(choice, found ?? new AppError('gpu/unavailable'), trial);
  const adapter = found instanceof AppError ? null : found;
  if (chosen.kind === 'cpu') {
    const openComposer = async (): Promise<Owned<Composer>> => new Owned<Composer>(new CpuComposer(geometry), () => undefined);
    return new Owned<Backend>({ ...chosen, adapter, openComposer }, () => undefined);
  }
  const tools = trial.takeTools();
  const openComposer = async (): Promise<Owned<Composer>> => {
    const composer = await GpuComposer.open(geometry, tools.value);
    return new Owned<Composer>(composer, () => composer.close());
  };
  return new Owned<Backend>({ ...chosen, adapter, openComposer }, () => tools.close());
}

/** Tries a GPU on what it would have to do; opens it when the trial begins. */
class ComposeTrial {
  readonly #request: BackendRequest;
  #tools: Owned<GpuTools> | undefined;

  constructor(request: BackendRequest) {
    this.#request = request;
  }

  readonly selfTest = async (): Promise<void> => {
    this.#tools = await openGpuTools(this.#request.gpu);
    await selfTestComposer(this.#tools.value);
  };

  readonly measure = async (): Promise<Measured> => {
    const { geometry, fill } = this.#request;
    using composer = await GpuComposer.open(geometry, this.#opened.value);
    return await measureComposers(composer, new CpuComposer(geometry), geometry, fill);
  };

  /** Hands the GPU on, with its kernels compiled. */
  takeTools(): Owned<GpuTools> {
    return this.#opened.take();
  }

  get #opened(): Owned<GpuTools> {
    if (this.#tools === undefined) throw new AppError('internal/bug', { reason: 'the self-test comes first' });
    return this.#tools;
  }

  [Symbol.dispose](): void {
    this.#tools?.close();
  }
}
