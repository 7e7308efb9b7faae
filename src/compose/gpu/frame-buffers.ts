import type { Owned } from '../../core/owned.ts';
import type { BufferPool } from '../../gpu/buffer-pool.ts';

/** Bytes of each buffer that a frame needs. */
export interface FrameSizes {
  readonly picture: number;
  readonly coverage: number;
  readonly work: number;
  readonly numbers: number;
  readonly masks: number;
  readonly task: number;
}
export type FrameBuffer = keyof FrameSizes;
const names: readonly FrameBuffer[] = ['picture', 'coverage', 'work', 'numbers', 'masks', 'task'];

/** The greater of two sizes, buffer by buffer. */
export function greatest(a: FrameSizes, b: FrameSizes): FrameSizes {
  return Object.fromEntries(names.map((name) => [name, Math.max(a[name], b[name])])) as unknown as FrameSizes;
}

/**
 * The buffers of one frame under way. They stay together from frame to frame, so that bind groups made for them serve again; one is
 * changed for a greater one when a frame needs that. Ends with `close` or `discard`.
 */
export class FrameBuffers {
  readonly #pool: BufferPool;
  readonly #held = new Map<FrameBuffer, Owned<GPUBuffer>>();

  constructor(pool: BufferPool) {
    this.#pool = pool;
  }

  /** Makes every buffer at least as large as asked for; what is in them is lost. */
  fit(sizes: FrameSizes): Readonly<Record<FrameBuffer, GPUBuffer>> {
    for (const name of names) {
      const held = this.#held.get(name);
      if (held !== undefined && held.value.size >= sizes[name]) continue;
      held?.close();
      this.#held.set(name, this.#pool.take(sizes[name], usageOf(name)));
    }
    return Object.fromEntries([...this.#held].map(([name, held]) => [name, held.value])) as Record<FrameBuffer, GPUBuffer>;
  }

  /** Gives the buffers back to the pool. */
  close(): void {
    for (const held of this.#held.values()) held.close();
    this.#held.clear();
  }

  /** Destroys the buffers: something went wrong with them. */
  discard(): void {
    for (const held of this.#held.values()) this.#pool.discard(held);
    this.#held.clear();
  }
}

function usageOf(name: FrameBuffer): GPUBufferUsageFlags {
  const { STORAGE, UNIFORM, COPY_DST, COPY_SRC } = GPUBufferUsage;
  if (name === 'task') return UNIFORM | COPY_DST;
  if (name === 'work') return STORAGE;
  return name === 'picture' ? STORAGE | COPY_DST | COPY_SRC : STORAGE | COPY_DST;
}
