import { poseStride } from './bodies.ts';
import type { Bodies, BodyColumns } from './bodies.ts';
import { ColumnChunks } from './column-chunks.ts';

/** Bodies per chunk: a pose is 51 floats, so that a chunk is as large as one of detections. */
const chunkBodies = 1024;

/** Gathers the bodies of frames, by index of the frame, into columns; one for each `ObservationsBuilder`. */
export class BodyGatherer {
  readonly #looked: Uint8Array;
  readonly #counts: Uint32Array;
  readonly #boxes = new ColumnChunks(4, chunkBodies);
  readonly #scores = new ColumnChunks(1, chunkBodies);
  readonly #poses = new ColumnChunks(poseStride, chunkBodies);

  constructor(frames: number) {
    this.#looked = new Uint8Array(frames);
    this.#counts = new Uint32Array(frames);
  }

  /** Takes a copy of the bodies of a frame. False when the box or score of one is no number: it is left out, and the frame counts as not looked at. */
  add(index: number, bodies: Bodies): boolean {
    let sound = true;
    for (let item = 0; item < bodies.count; item++) {
      if (!isSoundBody(bodies, item)) {
        sound = false;
        continue;
      }
      this.#boxes.push(bodies.boxes, item);
      this.#scores.push(bodies.scores, item);
      this.#poses.push(bodies.poses, item);
      this.#counts[index] = (this.#counts[index] as number) + 1;
    }
    this.#looked[index] = sound ? 1 : 0;
    return sound;
  }

  /** The columns; the gatherer is empty afterwards. */
  build(): BodyColumns {
    const offsets = new Uint32Array(this.#counts.length + 1);
    this.#counts.forEach((count, index) => (offsets[index + 1] = (offsets[index] as number) + count));
    return { looked: this.#looked, offsets, boxes: this.#boxes.drain(), scores: this.#scores.drain(), poses: this.#poses.drain() };
  }
}

function isSoundBody({ boxes, scores }: Bodies, item: number): boolean {
  let sum = scores[item] as number;
  for (let side = 0; side < 4; side++) sum += boxes[4 * item + side] as number;
  return Number.isFinite(sum);
}
