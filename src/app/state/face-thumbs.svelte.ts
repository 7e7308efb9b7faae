import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { FaceRequest } from '../../rpc/review-types.ts';

/** Small pictures of faces, fetched one after the other as they are wanted: the player comes first. One that cannot be had stays away. */
export class FaceThumbs {
  readonly #fetch: (request: FaceRequest) => Promise<ImageBitmap>;
  readonly #pictures = new SvelteMap<string, ImageBitmap>();
  readonly #asked = new SvelteSet<string>();
  readonly #queue: FaceRequest[] = [];
  #busy = false;
  #closed = false;

  constructor(fetch: (request: FaceRequest) => Promise<ImageBitmap>) {
    this.#fetch = fetch;
  }

  /** The picture when it is there. */
  get(request: FaceRequest): ImageBitmap | undefined {
    return this.#pictures.get(keyOf(request));
  }

  /** Has a picture fetched; asked again it does nothing. */
  want(request: FaceRequest): void {
    const key = keyOf(request);
    if (this.#asked.has(key) || this.#closed) return;
    this.#asked.add(key);
    this.#queue.push(request);
    if (!this.#busy) void this.#work();
  }

  close(): void {
    this.#closed = true;
    this.#queue.length = 0;
    for (const picture of this.#pictures.values()) picture.close();
    this.#pictures.clear();
  }

  async #work(): Promise<void> {
    this.#busy = true;
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
      const picture = await this.#fetch(next).catch(() => undefined); // a list without a picture is still a list
      if (picture === undefined) continue;
      if (this.#closed) picture.close();
      else this.#pictures.set(keyOf(next), picture);
    }
    this.#busy = false;
  }
}

function keyOf({ frame, box }: FaceRequest): string {
  return `${frame} ${box.x} ${box.y} ${box.width}`;
}
