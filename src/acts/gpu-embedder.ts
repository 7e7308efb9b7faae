import { AppError } from '../core/errors.ts';
import type { GpuTrouble } from '../core/gpu-trouble.ts';
import type { I420Image } from '../core/i420.ts';
import type { Owned } from '../core/owned.ts';
import { signOfLife } from '../core/signs-of-life.ts';
import type { FaceEmbeddings } from '../documents/embeddings.ts';
import { OneAtATime } from '../inference/one-at-a-time.ts';
import type { EmbedRequest, FaceEmbedder } from '../models/face-embedder.ts';
import { reasonOf } from './choose-backend.ts';

/** New devices that are tried before the processor takes over, counted anew after so many pictures without trouble. */
const reopensMax = 3;
const picturesToForgive = 300;

export interface GpuEmbedderDeps {
  /** Opens the network on a new device, tested; throws what keeps it from that. */
  readonly open: () => Promise<Owned<FaceEmbedder>>;
  /** Opens the network on the processor. */
  readonly fallBack: () => Promise<FaceEmbedder>;
  /** Is waited for: what is answered afterwards is answered by what came of the trouble. */
  readonly onTrouble: (trouble: GpuTrouble) => Promise<void>;
}

/**
 * A recognizer on the GPU that outlives its devices, as `GpuLane` does: whatever goes wrong with a picture there, opening a device included,
 * it is done again on a new device, and after `reopensMax` of these by the processor, which does all that follow. Opens when it is first asked.
 */
export class GpuEmbedder implements FaceEmbedder {
  readonly #deps: GpuEmbedderDeps;
  readonly #queue = new OneAtATime();
  #current: Owned<FaceEmbedder> | undefined;
  #fallen: FaceEmbedder | undefined;
  #reopened = 0;
  #well = 0;
  #closed = false;

  constructor(deps: GpuEmbedderDeps) {
    this.#deps = deps;
  }

  /** What answers. */
  get provider(): 'webgpu' | 'wasm' {
    return this.#reopened > reopensMax ? 'wasm' : 'webgpu';
  }

  embed(image: I420Image, request: EmbedRequest): Promise<FaceEmbeddings> {
    return this.#queue.run(async () => {
      while (this.provider === 'webgpu') {
        if (this.#closed) throw new AppError('job/cancelled');
        try {
          this.#current ??= await this.#deps.open();
          const embeddings = await this.#current.value.embed(image, request);
          this.#went();
          return embeddings;
        } catch (error) {
          signOfLife();
          await this.#renew(error);
        }
      }
      if (this.#closed) throw new AppError('job/cancelled');
      this.#fallen ??= await this.#deps.fallBack();
      return this.#fallen.embed(image, request);
    });
  }

  /** Ends both, after what is under way. */
  close(): void {
    this.#closed = true;
    void this.#queue.run(async () => {
      this.#current?.close();
      this.#fallen?.close();
      await Promise.resolve();
    });
  }

  #went(): void {
    this.#well += 1;
    if (this.#well < picturesToForgive) return;
    this.#well = 0;
    this.#reopened = 0;
  }

  async #renew(error: unknown): Promise<void> {
    this.#current?.close();
    this.#current = undefined;
    this.#well = 0;
    this.#reopened += 1;
    await this.#deps.onTrouble({ kind: this.provider === 'wasm' ? 'gpu-gave-up' : 'gpu-reopened', reason: `telling faces apart: ${reasonOf(error)}` });
  }
}
