import type { BackendReason } from '../core/backend-reason.ts';
import type { AdapterFacts } from '../core/gpu-adapter.ts';
import type { GpuTrouble } from '../core/gpu-trouble.ts';

/**
 * What the detectors of a job ran on, and why. What tells the faces apart begins on the same, and stands among the models once it looked at
 * one. All weights and arithmetic are f32: no model comes in half precision.
 */
export interface DetectionFacts {
  /** `gpu, cpu` where the processor took over on the way. */
  readonly backend: RanOn;
  readonly why: BackendReason;
  /** The same in English. */
  readonly reason: string;
  /** The adapter that WebGPU offered, taken or not; null where there is none, or none was asked for. */
  readonly adapter: AdapterFacts | null;
  /** By model id, the provider that ran it (`webgpu, wasm` where the second took over). */
  readonly models: Readonly<Record<string, string>>;
  /** What the GPU made trouble with, in order, and what became of it. */
  readonly troubles: readonly GpuTrouble[];
}

/** What some work ran on; both where the processor took over on the way. */
export type RanOn = 'cpu' | 'gpu' | 'gpu, cpu';
