import type { SampleColumns } from './movie.ts';
import { WindowReader } from './read-window.ts';

/** Brings the payloads of one track's samples (decode order); ascending reads are cheap, others may seek. Nothing in it wants closing. */
export interface SampleReader {
  /** Valid until the next call. Throws `media/truncated`, `media/file-gone`, `job/cancelled`. */
  read(sample: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** Begins to read a track; several readers of one track do not disturb each other. */
export type OpenReader = (signal?: AbortSignal) => SampleReader;

/** Reads samples that lie in one piece each in a file, through a sliding window. */
export function readerOf(file: Blob, { offset, size }: SampleColumns): OpenReader {
  return (signal) => {
    const window = new WindowReader(file, signal);
    return { read: (sample) => window.read(offset[sample] as number, size[sample] as number) };
  };
}
