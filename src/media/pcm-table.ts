import { AppError } from '../core/errors.ts';
import type { SampleColumns } from './movie.ts';
import type { TrakBox } from './parse-moov.ts';

/** About a quarter of a second at 48 kHz: few rows, and reads that stay small. */
const rowFramesMax = 8192;

/**
 * Columns of raw sound, whose "samples" are single frames: a row is a stretch of frames that lie one after the other, so that an hour makes
 * thousands of rows and not hundreds of millions. Throws `media/unreadable` when the tables contradict each other, `media/truncated` when
 * they promise more than a file of `fileBytes` holds.
 */
export function readPcmTable(trak: TrakBox, frameBytes: number, fileBytes: number): SampleColumns {
  const { stbl } = trak.mdia.minf;
  const chunkOffsets = (stbl.stco ?? stbl.co64)?.chunk_offsets ?? [];
  const { first_chunk: firstChunk = [], samples_per_chunk: perChunk = [] } = stbl.stsc ?? {};
  const clock = new FrameClock(stbl.stts?.sample_counts ?? [], stbl.stts?.sample_deltas ?? []);
  const expectedBytes = clock.frames * frameBytes;
  if (expectedBytes > fileBytes) throw new AppError('media/truncated', { expectedBytes, actualBytes: fileBytes });
  const [offset, size, time]: [number[], number[], number[]] = [[], [], []];
  let frame = 0;
  let rowFrames = 0;
  for (let run = 0; run < firstChunk.length && frame < clock.frames; run++) {
    const lastChunk = Math.min(chunkOffsets.length, (firstChunk[run + 1] ?? Infinity) - 1);
    for (let chunk = firstChunk[run]!; chunk <= lastChunk && frame < clock.frames; chunk++) {
      const chunkEnd = Math.min(clock.frames, frame + perChunk[run]!);
      for (let position = chunkOffsets[chunk - 1] ?? NaN; frame < chunkEnd; frame += rowFrames) {
        rowFrames = Math.min(rowFramesMax, chunkEnd - frame);
        offset.push(position);
        size.push(rowFrames * frameBytes);
        time.push(clock.timeOf(frame));
        position += rowFrames * frameBytes;
      }
    }
  }
  if (frame < clock.frames) throw new AppError('media/unreadable', { reason: 'fewer chunks than samples' });
  const dts = Float64Array.from(time);
  const count = dts.length;
  const lastDuration = count === 0 ? 0 : clock.timeOf(clock.frames) - dts[count - 1]!;
  return { count, offset: Float64Array.from(offset), size: Uint32Array.from(size), dts, cts: dts, sync: new Uint8Array(count).fill(1), lastDuration };
}

/** When a frame plays, in ticks, from the run-length table of durations; asked for frames in ascending order. */
class FrameClock {
  readonly frames: number;
  readonly #counts: readonly number[];
  readonly #deltas: readonly number[];
  #run = 0;
  #runStartFrame = 0;
  #runStartTick = 0;

  constructor(counts: readonly number[], deltas: readonly number[]) {
    this.#counts = counts;
    this.#deltas = deltas;
    this.frames = counts.reduce((sum, count) => sum + count, 0);
  }

  timeOf(frame: number): number {
    while (this.#run + 1 < this.#counts.length && frame >= this.#runStartFrame + this.#counts[this.#run]!) {
      this.#runStartTick += this.#counts[this.#run]! * this.#deltas[this.#run]!;
      this.#runStartFrame += this.#counts[this.#run]!;
      this.#run += 1;
    }
    return this.#runStartTick + (frame - this.#runStartFrame) * (this.#deltas[this.#run] ?? 0);
  }
}
