import type { FrameGeometry } from '../core/geometry.ts';
import type { I420Image } from '../core/i420.ts';
import { signOfLife } from '../core/signs-of-life.ts';
import type { FaceEmbeddings } from '../documents/embeddings.ts';
import type { Detections, Quality } from '../documents/observations.ts';
import type { EmbedRequest } from '../models/face-embedder.ts';

/** What a lane is asked about one picture. */
export interface LaneRequest {
  readonly geometry: FrameGeometry;
  readonly quality: Quality;
  readonly sensitivity: number;
}

/** A worker with one session and one thread. The picture's buffer moves there and comes back for reuse. */
export interface DetectorLane {
  detect(image: I420Image, request: LaneRequest): Promise<{ detections: Detections; data: Uint8Array<ArrayBuffer> }>;
  /** Looks closely at some of its faces. */
  embed(image: I420Image, request: EmbedRequest): Promise<{ embeddings: FaceEmbeddings; data: Uint8Array<ArrayBuffer> }>;
}

/** What was found in a picture, and the picture again: for another look, or to be released. */
export interface Looked {
  readonly detections: Detections;
  readonly image: I420Image;
}

/** Pictures not yet released per lane: one under way, one ready, so that a lane never idles. */
const picturesPerLane = 2;

/** Hands pictures to lanes: the least busy one takes the next picture. Pictures come back and are released by whoever is done with them; buffers are reused. */
export class LanePool {
  readonly #lanes: { readonly lane: DetectorLane; queued: number }[];
  readonly #free: Uint8Array<ArrayBuffer>[] = [];
  #held = 0;
  #waiting: (() => void)[] = [];

  constructor(lanes: readonly DetectorLane[]) {
    this.#lanes = lanes.map((lane) => ({ lane, queued: 0 }));
  }

  /** Resolves when another picture may be handed over. */
  async room(): Promise<void> {
    while (this.#held >= this.#picturesMax) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** A used buffer of the given size, or undefined: then the caller makes one. */
  takeBuffer(byteLength: number): Uint8Array<ArrayBuffer> | undefined {
    const buffer = this.#free.pop();
    return buffer?.byteLength === byteLength ? buffer : undefined;
  }

  /** Detects faces on the least busy lane; the picture is taken, and comes back to be released. A failure takes it away. */
  async detect(image: I420Image, request: LaneRequest): Promise<Looked> {
    this.#held += 1;
    const { detections, data } = await this.#ask((lane) => lane.detect(image, request));
    return { detections, image: { ...image, data } };
  }

  /** Looks closely at faces of a picture that came back; the same holds for the picture. */
  async embed(image: I420Image, request: EmbedRequest): Promise<{ embeddings: FaceEmbeddings; image: I420Image }> {
    const { embeddings, data } = await this.#ask((lane) => lane.embed(image, request));
    return { embeddings, image: { ...image, data } };
  }

  /** Gives a picture back: its buffer is used again, and another picture may come. */
  release({ data }: I420Image): void {
    if (this.#free.length < this.#picturesMax) this.#free.push(data);
    this.#letGo();
  }

  get #picturesMax(): number {
    return this.#lanes.length * picturesPerLane;
  }

  async #ask<R>(ask: (lane: DetectorLane) => Promise<R>): Promise<R> {
    const chosen = this.#lanes.reduce((best, each) => (each.queued < best.queued ? each : best));
    chosen.queued += 1;
    try {
      const answer = await ask(chosen.lane);
      signOfLife();
      return answer;
    } catch (error) {
      this.#letGo();
      throw error;
    } finally {
      chosen.queued -= 1;
    }
  }

  #letGo(): void {
    this.#held -= 1;
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
