import { keypointCount } from '../documents/observations.ts';

/** Numbers per face in a keypoint column: x, y pairs. */
export const keypointStride = 2 * keypointCount;
const firstCapacity = 256;

/** Where network input pixels lie in the frame: frame = model · scale + offset. */
export interface ToFrame {
  readonly scale: number;
  readonly offsetX: number;
  readonly offsetY: number;
}

/** Faces of one picture before duplicates are removed, in upright frame pixels; kept between pictures so that nothing is allocated. */
export class Candidates {
  count = 0;
  boxes = new Float32Array(4 * firstCapacity);
  scores = new Float32Array(firstCapacity);
  /** NaN where the network gives none. */
  keypoints = new Float32Array(keypointStride * firstCapacity);

  clear(): void {
    this.count = 0;
  }

  /** Appends a face without keypoints, given as a box in network input pixels; returns its index. */
  add(toFrame: ToFrame, left: number, top: number, width: number, height: number, score: number): number {
    if (this.count === this.scores.length) this.#grow();
    const index = this.count++;
    this.boxes[4 * index] = left * toFrame.scale + toFrame.offsetX;
    this.boxes[4 * index + 1] = top * toFrame.scale + toFrame.offsetY;
    this.boxes[4 * index + 2] = width * toFrame.scale;
    this.boxes[4 * index + 3] = height * toFrame.scale;
    this.scores[index] = score;
    this.keypoints.fill(Number.NaN, keypointStride * index, keypointStride * (index + 1));
    return index;
  }

  /** Sets one keypoint of a face, given in network input pixels. */
  setKeypoint(index: number, keypoint: number, toFrame: ToFrame, x: number, y: number): void {
    const at = keypointStride * index + 2 * keypoint;
    this.keypoints[at] = x * toFrame.scale + toFrame.offsetX;
    this.keypoints[at + 1] = y * toFrame.scale + toFrame.offsetY;
  }

  /** Drops the faces from index `first` on whose longer side is below `sideMinPx` (frame pixels); 0 drops none. */
  dropSmall(first: number, sideMinPx: number): void {
    if (sideMinPx === 0) return;
    let kept = first;
    for (let index = first; index < this.count; index++) {
      if (Math.max(this.boxes[4 * index + 2] as number, this.boxes[4 * index + 3] as number) < sideMinPx) continue;
      this.boxes.copyWithin(4 * kept, 4 * index, 4 * index + 4);
      this.keypoints.copyWithin(keypointStride * kept, keypointStride * index, keypointStride * (index + 1));
      this.scores[kept++] = this.scores[index] as number;
    }
    this.count = kept;
  }

  #grow(): void {
    const grown = (column: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> => {
      const larger = new Float32Array(2 * column.length);
      larger.set(column);
      return larger;
    };
    this.boxes = grown(this.boxes);
    this.scores = grown(this.scores);
    this.keypoints = grown(this.keypoints);
  }
}
