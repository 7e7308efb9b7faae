import { i420Layout, type I420Image } from '../../src/core/i420.ts';
import type { FrameGeometry } from '../../src/core/geometry.ts';
import type { KernelTimer } from '../../src/gpu/timing.ts';
import { median } from './median.ts';

/** One thing timed: GPU time by kernel from timestamps, and the wall time of the whole call, upload and readback included. */
export interface GpuRow {
  readonly what: string;
  readonly kernelsMs: Readonly<Record<string, number>>;
  readonly wallMs: number;
  /** The same on the processor. */
  readonly cpuMs: number;
  /** Of the picture, each way; tables are small beside it. */
  readonly bytesUp: number;
  readonly bytesDown: number;
}

const framesTimed = 12;
const framesWarm = 3;

/** Medians over the frames after the first few. */
export async function timedKernels(timer: KernelTimer, frame: () => Promise<void>): Promise<Pick<GpuRow, 'kernelsMs' | 'wallMs'>> {
  const kernels = new Map<string, number[]>();
  const walls: number[] = [];
  for (let i = 0; i < framesWarm + framesTimed; i++) {
    const startedMs = performance.now();
    await frame();
    const wallMs = performance.now() - startedMs;
    const times = await timer.takeMs();
    if (i < framesWarm) continue;
    walls.push(wallMs);
    for (const [name, ms] of times) kernels.set(name, [...(kernels.get(name) ?? []), ms]);
  }
  return { kernelsMs: Object.fromEntries([...kernels].map(([name, each]) => [name, median(each)])), wallMs: median(walls) };
}

/** Milliseconds of the processor's way, in the same manner. */
export async function medianOf(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < framesWarm + framesTimed; i++) {
    const startedMs = performance.now();
    await run();
    if (i >= framesWarm) times.push(performance.now() - startedMs);
  }
  return median(times);
}

/** A slope with some structure, so that no path is spared. */
export function picture({ storedWidthPx, storedHeightPx }: FrameGeometry): I420Image {
  const data = new Uint8Array(i420Layout(storedWidthPx, storedHeightPx).byteLength).map((_, i) => (i ^ (i >> 9)) & 255);
  return { widthPx: storedWidthPx, heightPx: storedHeightPx, data, color: { matrix: 'bt709', fullRange: false } };
}
