import type { Owned } from '../../core/owned.ts';
import type { BufferPool } from '../../gpu/buffer-pool.ts';
import type { YuvPicture } from '../cpu/fills/image.ts';

/** Fill pictures in one GPU buffer, as bytes; each is written once, when it is first asked for. Close it. */
export class ImageStore {
  readonly #pool: BufferPool;
  readonly #device: GPUDevice;
  readonly #offsets = new Map<Uint8Array, number>();
  #bytes = new Uint8Array(0);
  #held: Owned<GPUBuffer> | undefined;
  #written = false;

  constructor(device: GPUDevice, pool: BufferPool) {
    this.#device = device;
    this.#pool = pool;
  }

  /** First byte of one plane of a picture. */
  offsetOf(picture: YuvPicture, plane: 'y' | 'u' | 'v'): number {
    const samples = picture.samples[plane];
    const held = this.#offsets.get(samples);
    if (held !== undefined) return held;
    const at = this.#bytes.length;
    const grown = new Uint8Array(at + Math.ceil(samples.length / 4) * 4); // writes are of whole words
    grown.set(this.#bytes);
    grown.set(samples, at);
    this.#bytes = grown;
    this.#offsets.set(samples, at);
    this.#written = false;
    return at;
  }

  /** The buffer with every picture asked for so far. */
  get buffer(): GPUBuffer {
    if (this.#held === undefined || !this.#written) {
      this.#held?.close();
      this.#held = this.#pool.take(this.#bytes.length, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST);
      this.#device.queue.writeBuffer(this.#held.value, 0, this.#bytes);
      this.#written = true;
    }
    return this.#held.value;
  }

  /** Destroys the buffer, which something may be wrong with; the pictures are written again when they are needed. */
  discard(): void {
    if (this.#held !== undefined) this.#pool.discard(this.#held);
    this.#held = undefined;
  }

  close(): void {
    this.#held?.close();
    this.#held = undefined;
  }
}
