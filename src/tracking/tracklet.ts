/** One face through the frames in which it was detected: columns, ascending frames, gaps where it was missed. */
export interface Tracklet {
  readonly frames: Int32Array;
  /** 4 per sample: x, y, width, height in upright pixels. */
  readonly boxes: Float32Array;
  readonly scores: Float32Array;
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
