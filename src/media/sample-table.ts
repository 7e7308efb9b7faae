import { AppError } from '../core/errors.ts';
import type { SampleColumns } from './movie.ts';
import type { TrakBox } from './parse-moov.ts';

/** A track that holds nothing. */
export const noSamples: SampleColumns = {
  count: 0,
  offset: new Float64Array(0),
  size: new Uint32Array(0),
  dts: new Float64Array(0),
  cts: new Float64Array(0),
  sync: new Uint8Array(0),
  lastDuration: 0,
};

/** Expands the run-length tables of a track into columns. Throws `media/unreadable` when they contradict each other. */
export function readSampleTable(trak: TrakBox): SampleColumns {
  const { stbl } = trak.mdia.minf;
  const sizes = (stbl.stsz ?? stbl.stz2)?.sample_sizes ?? [];
  const count = sizes.length;
  const dts = new Float64Array(count);
  const lastDuration = count === 0 ? 0 : expandDurations(dts, stbl.stts);
  const cts = dts.slice();
  if (stbl.ctts !== undefined) addOffsets(cts, stbl.ctts);
  const sync = new Uint8Array(count);
  if (stbl.stss === undefined) sync.fill(1);
  else for (const number of stbl.stss.sample_numbers) if (number >= 1 && number <= count) sync[number - 1] = 1;
  const size = Uint32Array.from(sizes);
  return { count, offset: expandOffsets(size, stbl), size, dts, cts, sync, lastDuration };
}

function expandDurations(dts: Float64Array, stts: TrakBox['mdia']['minf']['stbl']['stts'] | undefined): number {
  if (stts === undefined) throw damaged('sample times are missing');
  let sample = 0;
  let time = 0;
  let delta = 0;
  stts.sample_counts.forEach((runLength, run) => {
    delta = stts.sample_deltas[run] ?? 0;
    for (let k = 0; k < runLength && sample < dts.length; k++) {
      dts[sample++] = time;
      time += delta;
    }
  });
  if (sample < dts.length) throw damaged('fewer sample times than samples');
  return delta;
}

function addOffsets(cts: Float64Array, ctts: TrakBox['mdia']['minf']['stbl']['ctts']): void {
  let sample = 0;
  ctts.sample_counts.forEach((runLength, run) => {
    const offset = ctts.sample_offsets[run] ?? 0;
    for (let k = 0; k < runLength && sample < cts.length; k++) cts[sample++]! += offset;
  });
}

function expandOffsets(size: Uint32Array, stbl: TrakBox['mdia']['minf']['stbl']): Float64Array {
  const offset = new Float64Array(size.length);
  const chunkOffsets = (stbl.stco ?? stbl.co64)?.chunk_offsets ?? [];
  const { first_chunk: firstChunk = [], samples_per_chunk: perChunk = [] } = stbl.stsc ?? {};
  let sample = 0;
  for (let run = 0; run < firstChunk.length && sample < size.length; run++) {
    const lastChunk = Math.min(chunkOffsets.length, (firstChunk[run + 1] ?? Infinity) - 1);
    for (let chunk = firstChunk[run]!; chunk <= lastChunk && sample < size.length; chunk++) {
      let position = chunkOffsets[chunk - 1] ?? NaN;
      for (let k = 0; k < perChunk[run]! && sample < size.length; k++) {
        offset[sample] = position;
        position += size[sample++]!;
      }
    }
  }
  if (sample < size.length) throw damaged('fewer chunks than samples');
  return offset;
}

function damaged(reason: string): AppError {
  return new AppError('media/unreadable', { reason });
}
