import { ticksToUs } from '../core/time.ts';

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

/** From the first presented frame to the end of the last, in microseconds; 0 where there is only sound. */
export function sourceLengthUs({ ticks, timescale, lastDurationTicks }: SourceInfo): number {
  return ticks.length === 0 ? 0 : ticksToUs((ticks.at(-1) ?? 0) - (ticks[0] ?? 0) + lastDurationTicks, timescale);
}
