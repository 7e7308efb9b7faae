/** One face through the frames in which it was detected: columns, ascending frames, gaps where it was missed. */
export interface Tracklet {
  readonly frames: Int32Array;
  /** 4 per sample: x, y, width, height in upright pixels. */
  readonly boxes: Float32Array;
  readonly scores: Float32Array;
  /** Index of each sample in the detection columns of the Observations. */
  readonly detections: Int32Array;
}

/** Samples `from` up to, but not including, `to`; views. */
export function sliceTracklet({ frames, boxes, scores, detections }: Tracklet, from: number, to: number): Tracklet {
  return { frames: frames.subarray(from, to), boxes: boxes.subarray(4 * from, 4 * to), scores: scores.subarray(from, to), detections: detections.subarray(from, to) };
}

/** The samples of tracklets that follow each other, as one. */
export function concatenateTracklets(chain: readonly Tracklet[]): Tracklet {
  const [only] = chain;
  if (chain.length === 1 && only !== undefined) return only;
  const count = chain.reduce((sum, { frames }) => sum + frames.length, 0);
  const joined = { frames: new Int32Array(count), boxes: new Float32Array(4 * count), scores: new Float32Array(count), detections: new Int32Array(count) };
  let at = 0;
  for (const { frames, boxes, scores, detections } of chain) {
    joined.frames.set(frames, at);
    joined.boxes.set(boxes, 4 * at);
    joined.scores.set(scores, at);
    joined.detections.set(detections, at);
    at += frames.length;
  }
  return joined;
}

/** Seconds of every presented frame, counted from the first. */
export interface FrameClock {
  timeS(frame: number): number;
  readonly frameCount: number;
}

/** A clock over presentation ticks. */
export function frameClock(ticks: Float64Array, timescale: number): FrameClock {
  const first = ticks[0] ?? 0;
  return { frameCount: ticks.length, timeS: (frame) => ((ticks[frame] ?? first) - first) / timescale };
}
