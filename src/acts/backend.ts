import type { Composer, DeviceComposer } from '../compose/composer.ts';
import { CpuComposer } from '../compose/cpu/composer.ts';
import { EnduringComposer } from '../compose/enduring-composer.ts';
import { GpuComposer } from '../compose/gpu/composer.ts';
import { AppError, toAppError } from '../core/errors.ts';
import type { FrameGeometry } from '../core/geometry.ts';
import type { AdapterFacts } from '../core/gpu-adapter.ts';
import type { GpuTrouble } from '../core/gpu-trouble.ts';
import { Owned } from '../core/owned.ts';
import type { RanOn } from '../documents/detection-facts.ts';
import type { FillChoice } from '../documents/intent.ts';
import type { GpuTools } from '../gpu/gpu-tools.ts';
import { findAdapter } from '../gpu/device.ts';
import type { BackendChoice } from '../rpc/job-types.ts';
import { chooseBackend, type Chosen, type GpuTrial } from './choose-backend.ts';
import { measureComposers } from './measure-composers.ts';
import { TestedGpu } from './tested-gpu.ts';

/** What a job's frames are composed on, and why; the report says both. */
export interface Backend extends Chosen {
  /** The adapter that was there, whether it was taken or not; null where there is none or none was asked for. */
  readonly adapter: AdapterFacts | null;
  /** What the GPU made trouble with so far. */
  readonly troubles: readonly GpuTrouble[];
  /** What composed so far: the processor may have taken over. */
  readonly ran: RanOn;
  /** A composer for one pass over a video; close it before the backend. */
  openComposer(): Promise<Owned<Composer>>;
}

export interface BackendRequest {
  readonly choice: BackendChoice;
  /** `navigator.gpu`. */
  readonly gpu: GPU | undefined;
  readonly geometry: FrameGeometry;
  /** What the job hides with: the ways are measured by it. */
  readonly fill: FillChoice;
  readonly signal: AbortSignal;
  /** Hears of trouble as it comes. */
  readonly onTrouble: (trouble: GpuTrouble) => void;
}

/**
 * What composes the frames of a job; close it after the job. Throws `gpu/unavailable` when the GPU was asked for and there is none, or one
 * that composes wrong. How `auto` decides: `chooseBackend`.
 */
export async function openBackend(request: BackendRequest): Promise<Owned<Backend>> {
  const { choice, gpu, geometry } = request;
  const found = choice === 'cpu' ? null : await findAdapter(gpu).then(({ facts }) => facts, (error: unknown) => toAppError(error, 'gpu/unavailable'));
  const tested = new TestedGpu(gpu);
  try {
    const chosen = await chooseBackend(choice, found ?? new AppError('gpu/unavailable'), composeTrial(request, tested));
    const adapter = found instanceof AppError ? null : found;
    if (chosen.kind === 'gpu') return onGpu(request, chosen, adapter, tested);
    tested.close();
    return new Owned<Backend>({ ...chosen, adapter, troubles: [], ran: 'cpu', openComposer: async () => onProcessor(geometry) }, () => undefined);
  } catch (error) {
    tested.close();
    throw error;
  }
}

function onGpu({ geometry, signal, onTrouble }: BackendRequest, chosen: Chosen, adapter: AdapterFacts | null, tested: TestedGpu): Owned<Backend> {
  const troubles: GpuTrouble[] = [];
  const openComposer = async (): Promise<Owned<Composer>> => {
    if (troubles.some(({ kind }) => kind === 'gpu-gave-up')) return onProcessor(geometry);
    let tools: GpuTools | undefined;
    const enduring = await EnduringComposer.open({
      open: async (cells, again) => {
        tools = again ? await tested.reopen(tools) : await tested.tools();
        const composer = await GpuComposer.open(geometry, tools, cells);
        return new Owned<DeviceComposer>(composer, () => composer.close());
      },
      fallback: (cells) => new CpuComposer(geometry, cells),
      onTrouble: (trouble) => {
        troubles.push(trouble);
        onTrouble(trouble);
      },
      signal,
    });
    return new Owned<Composer>(enduring, () => enduring.close());
  };
  const backend: Backend = {
    ...chosen,
    adapter,
    troubles,
    get ran() {
      return troubles.some(({ kind }) => kind === 'gpu-gave-up') ? 'gpu, cpu' : 'gpu';
    },
    openComposer,
  };
  return new Owned(backend, () => tested.close());
}

function onProcessor(geometry: FrameGeometry): Owned<Composer> {
  return new Owned<Composer>(new CpuComposer(geometry), () => undefined);
}

function composeTrial({ geometry, fill }: BackendRequest, tested: TestedGpu): GpuTrial {
  return {
    selfTest: async () => {
      await tested.tools();
    },
    measure: async () => {
      using composer = await GpuComposer.open(geometry, await tested.tools());
      return await measureComposers(composer, new CpuComposer(geometry), geometry, fill);
    },
  };
}
