import type { FrameGeometry } from '../core/geometry.ts';
import type { I420Image } from '../core/i420.ts';
import { signOfLife } from '../core/signs-of-life.ts';
import type { RanOn } from '../documents/detection-facts.ts';
import type { Detections, Quality } from '../documents/observations.ts';

/** What a lane is asked about one picture. */
export interface LaneRequest {
  readonly geometry: FrameGeometry;
  readonly quality: Quality;
  readonly sensitivity: number;
}

/** What answers about pictures: a worker with one session and one thread, or a GPU. The picture's buffer goes there and comes back for reuse. */
export interface DetectorLane {
  /** Pictures that it takes at a time, where not `picturesPerLane`; may change. */
  readonly capacity?: number;
  /** Absent: the processor. */
  readonly backend?: RanOn;
  detect(image: I420Image, request: LaneRequest): Promise<{ detections: Detections; data: Uint8Array<ArrayBuffer> }>;
}

/** What was found in a picture, and the picture again: for another look, or to be released. */
export interface Looked {
  readonly detections: Detections;
  readonly image: I420Image;
}

/** Pictures not yet released per lane: one under way, one ready, so that a lane never idles. */
const picturesPerLane = 2;

const capacityOf = ({ capacity = picturesPerLane }: DetectorLane): number => capacity;

/** Hands pictures to lanes: the least busy one takes the next picture. Pictures come back and are released by whoever is done with them; buffers are reused. */
export class LanePool {
  readonly #lanes: { readonly lane: DetectorLane; queued: number }[];
  readonly #free: Uint8Array<ArrayBuffer>[] = [];
  #held = 0;
  #waiting: (() => void)[] = [];

  constructor(lanes: readonly DetectorLane[]) {
    this.#lanes = lanes.map((lane) => ({ lane, queued: 0 }));
  }

  /** Pictures that it takes at a time. */
  get capacity(): number {
    return this.#lanes.reduce((sum, { lane }) => sum + capacityOf(lane), 0);
  }

  /** What the pictures were looked at on, so far. */
  get backend(): RanOn {
    return this.#lanes.find(({ lane }) => lane.backend !== undefined)?.lane.backend ?? 'cpu';
  }

  /** Resolves when another picture may be handed over. */
  async room(): Promise<void> {
    while (this.#held >= this.capacity) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** A used buffer of the given size, or undefined: then the caller makes one. */
  takeBuffer(byteLength: number): Uint8Array<ArrayBuffer> | undefined {
    const buffer = this.#free.pop();
    return buffer?.byteLength === byteLength ? buffer : undefined;
  }

  /** Detects faces on the least busy lane; the picture is taken, and comes back to be released. A failure takes it away. */
  async detect(image: I420Image, request: LaneRequest): Promise<Looked> {
    this.#held += 1;
    try {
      const { detections, data } = await this.detectAndReturn(image, request);
      return { detections, image: { ...image, data } };
    } catch (error) {
      this.drop();
      throw error;
    }
  }

  /** The same for a caller who holds pictures himself: this one counts as none of the pool's. */
  async detectAndReturn(image: I420Image, request: LaneRequest): ReturnType<DetectorLane['detect']> {
    const chosen = this.#lanes.reduce((best, each) => (each.queued < best.queued ? each : best));
    chosen.queued += 1;
    try {
      const answer = await chosen.lane.detect(image, request);
      signOfLife();
      return answer;
    } finally {
      chosen.queued -= 1;
    }
  }

  /** Gives a picture back: its buffer is used again, and another picture may come. */
  release({ data }: I420Image): void {
    if (this.#free.length < this.capacity) this.#free.push(data);
    this.drop();
  }

  /** Says that a picture is gone, buffer and all. */
  drop(): void {
    this.#held -= 1;
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
