import type { FrameGeometry } from '../core/geometry.ts';
import type { I420Image } from '../core/i420.ts';
import { signOfLife } from '../core/signs-of-life.ts';
import type { Detections, Quality } from '../documents/observations.ts';

/** What a lane is asked about one picture. */
export interface LaneRequest {
  readonly geometry: FrameGeometry;
  readonly quality: Quality;
  readonly sensitivity: number;
}

/** A worker with one session and one thread. The picture's buffer moves there and comes back for reuse. */
export interface DetectorLane {
  detect(image: I420Image, request: LaneRequest): Promise<{ detections: Detections; data: Uint8Array<ArrayBuffer> }>;
}

/** Pictures waiting or worked on per lane: one under way, one ready, so that a lane never idles. */
const picturesPerLane = 2;

/** Hands pictures to lanes: the first free one takes the next picture. Buffers are reused. */
export class LanePool {
  readonly #lanes: { readonly lane: DetectorLane; queued: number }[];
  readonly #free: Uint8Array<ArrayBuffer>[] = [];
  #waiting: (() => void)[] = [];

  constructor(lanes: readonly DetectorLane[]) {
    this.#lanes = lanes.map((lane) => ({ lane, queued: 0 }));
  }

  /** Resolves when another picture may be handed over. */
  async room(): Promise<void> {
    while (this.#lanes.every((each) => each.queued >= picturesPerLane)) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** A used buffer of the given size, or undefined: then the caller makes one. */
  takeBuffer(byteLength: number): Uint8Array<ArrayBuffer> | undefined {
    const buffer = this.#free.pop();
    return buffer?.byteLength === byteLength ? buffer : undefined;
  }

  /** Detects faces on the least busy lane; the picture is taken. */
  async detect(image: I420Image, request: LaneRequest): Promise<Detections> {
    const chosen = this.#lanes.reduce((best, each) => (each.queued < best.queued ? each : best));
    chosen.queued += 1;
    try {
      const { detections, data } = await chosen.lane.detect(image, request);
      signOfLife();
      if (this.#free.length < this.#lanes.length * picturesPerLane) this.#free.push(data);
      return detections;
    } finally {
      chosen.queued -= 1;
      for (const wake of this.#waiting.splice(0)) wake();
    }
  }
}
