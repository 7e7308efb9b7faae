/**
 * What a job on the GPU met on its way: a device that was lost or refused its work, and a new one; too little memory, so that fewer
 * frames are under way at once; the processor taking over for the rest. Each is a notice, too.
 */
export interface GpuTrouble {
  readonly kind: 'gpu-reopened' | 'gpu-memory' | 'gpu-gave-up';
  readonly reason: string;
}
