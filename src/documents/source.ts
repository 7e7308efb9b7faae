/** What an analysis says of its video; `null` width and height mean that there is only sound. */
export interface SourceInfo {
  readonly name: string;
  /** Upright displayed size in pixels. */
  readonly widthPx: number | null;
  readonly heightPx: number | null;
  /** Ticks per second of the video track. */
  readonly timescale: number;
  /** Presentation time of every presented frame, ascending, in ticks; the index is the frame's address everywhere. */
  readonly ticks: Float64Array;
  /** Duration of the last frame in ticks. */
  readonly lastDurationTicks: number;
  readonly fingerprint: string;
}
