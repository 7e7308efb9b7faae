import { Owned } from '../core/owned.ts';
import type { FrameGeometry } from '../core/geometry.ts';
import type { Composer } from '../compose/composer.ts';
import { CpuComposer } from '../compose/cpu/composer.ts';
import { GpuComposer } from '../compose/gpu/composer.ts';
import { selfTestComposer } from '../compose/gpu/self-test.ts';
import { openGpuTools } from '../gpu/gpu-tools.ts';
import type { BackendChoice } from '../rpc/job-types.ts';

/** What a job's frames are composed on, and why; the report says both. */
export interface Backend {
  readonly kind: 'cpu' | 'gpu';
  readonly reason: string;
  /** A composer for one pass over a video; close it before the backend. */
  openComposer(geometry: FrameGeometry): Promise<Owned<Composer>>;
}

/**
 * The backend for a choice; close it after the job. Throws `gpu/unavailable` when the GPU was asked for and there is none, or one that
 * composes wrong. `auto` stays on the processor: detecting does not run on the GPU yet, and composing there was measured on no real one.
 */
export async function openBackend(choice: BackendChoice, gpu: GPU | undefined): Promise<Owned<Backend>> {
  if (choice === 'gpu') return openOnGpu(gpu);
  const reason = choice === 'cpu' ? 'asked for' : 'the default: only composing can run on the GPU so far, and its speed is unmeasured';
  const openComposer = async (geometry: FrameGeometry): Promise<Owned<Composer>> => new Owned<Composer>(new CpuComposer(geometry), () => undefined);
  return new Owned<Backend>({ kind: 'cpu', reason, openComposer }, () => undefined);
}

async function openOnGpu(gpu: GPU | undefined): Promise<Owned<Backend>> {
  using opened = await openGpuTools(gpu);
  await selfTestComposer(opened.value);
  const tools = opened.take();
  const { vendor, architecture, description, software } = tools.value.gpu.adapter;
  const adapter = [vendor, architecture, description].filter((word) => word !== '').join(' ');
  return new Owned<Backend>(
    {
      kind: 'gpu',
      reason: `asked for; composing on ${adapter}${software ? ' (carried out by the processor)' : ''}`,
      openComposer: async (geometry) => {
        const composer = await GpuComposer.open(geometry, tools.value);
        return new Owned<Composer>(composer, () => composer.close());
      },
    },
    () => tools.close(),
  );
}
