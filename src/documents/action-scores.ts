/** What the network said of windows of bodies' tracks: columns, by track, then by time. Empty where there was nothing to look at. */
export interface ActionScores {
  /** What each probability is of. */
  readonly labels: readonly string[];
  /** Id of the track as found, before the user corrected anything. */
  readonly tracks: Int32Array;
  /** What the network saw of it, microseconds from the first presented frame, the end exclusive. */
  readonly startsUs: Float64Array;
  readonly endsUs: Float64Array;
  /** Torsos a second: how fast the liveliest of face, elbows, hands, knees and feet moves. */
  readonly liveliest: Float32Array;
  /** 0–1, `labels.length` for each window. */
  readonly probabilities: Float32Array;
}
