import { AppError } from '../core/errors.ts';
import type { EditEntry, SampleColumns } from './movie.ts';
import type { TrakBox } from './parse-moov.ts';

/**
 * The edit list of a track; one that plays everything from 0 when it has none. Throws `media/unsupported-container` for a list that plays
 * at another speed or holds a picture still.
 */
export function readEdits(trak: TrakBox, movieTimescale: number): EditEntry[] {
  const entries = trak.edts?.elst?.entries ?? [];
  // A single 0 is a careless writer's way of saying nothing; among several it asks for a picture to stand still.
  const isOrdinary = entries.every(({ media_time, media_rate_integer: whole, media_rate_fraction: part }) => media_time < 0 || (whole === 1 && part === 0) || (whole === 0 && entries.length === 1));
  if (!isOrdinary) throw new AppError('media/unsupported-container', { container: 'MP4 with an edit list of another speed' });
  if (entries.length === 0) return [{ durationS: Infinity, mediaTime: 0 }];
  return entries.map((entry) => ({
    durationS: entry.segment_duration === 0 && entry.media_time >= 0 ? Infinity : entry.segment_duration / movieTimescale,
    mediaTime: entry.media_time,
  }));
}

export interface Presentation {
  /** Presented times in ticks, ascending. */
  readonly ticks: Float64Array;
  /** Presentation index of each sample, −1 for decode-and-drop. */
  readonly index: Int32Array;
  /** Duration of the last presented frame in ticks. */
  readonly lastDurationTicks: number;
}

/**
 * Which samples are shown and when: each edit shows the samples whose cts lies in its range, on the movie's time line.
 * A sample that several edits show counts once, at its first showing; a frame that begins before its edit is dropped.
 */
export function applyEdits(samples: SampleColumns, edits: readonly EditEntry[], timescale: number): Presentation {
  const presented = new Float64Array(samples.count).fill(NaN);
  let timelineTicks = 0;
  for (const edit of edits) {
    const durationTicks = edit.durationS * timescale;
    if (edit.mediaTime >= 0) {
      const end = edit.mediaTime + durationTicks;
      const start = Math.round(timelineTicks);
      for (let sample = 0; sample < samples.count; sample++) {
        const cts = samples.cts[sample]!;
        if (Number.isNaN(presented[sample]!) && cts >= edit.mediaTime && cts < end) presented[sample] = start + cts - edit.mediaTime;
      }
    }
    timelineTicks += durationTicks;
  }
  const order = [...presented.keys()].filter((sample) => !Number.isNaN(presented[sample]!));
  order.sort((a, b) => presented[a]! - presented[b]! || a - b);
  const index = new Int32Array(samples.count).fill(-1);
  order.forEach((sample, frame) => (index[sample] = frame));
  const last = order.at(-1);
  return { ticks: Float64Array.from(order, (sample) => presented[sample]!), index, lastDurationTicks: last === undefined ? 0 : lastDuration(samples, last) };
}

/** The last shown frame lasts until the next cts there is, else as long as its decode duration. */
function lastDuration(samples: SampleColumns, sample: number): number {
  const decodeDuration = sample + 1 < samples.count ? samples.dts[sample + 1]! - samples.dts[sample]! : samples.lastDuration;
  return Math.max(1, decodeDuration);
}
