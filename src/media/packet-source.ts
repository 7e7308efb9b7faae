import { ADTS, BlobSource, FLAC, Input, MATROSKA, MP3, MPEG_TS, OGG, WAVE, WEBM } from 'mediabunny';
import { AppError } from '../core/errors.ts';

/** An intact file's header is looked at a few times; a demuxer that asks for one place this often walks in a circle. */
const readsOfOnePlaceMax = 1000;

/** What every read of mediabunny 1.61.0 goes through, cached or not; its types leave it out. */
interface ReadHook {
  _read(start: number, ...rest: unknown[]): unknown;
}

/**
 * A file for mediabunny. Damage can send its Matroska demuxer round in a circle (an element whose length is no length is found again as
 * the next to go on with), in which it never waits, so that nothing could cancel it: that is ended here with `media/unreadable`.
 */
export function openInput(file: Blob): Input {
  const source = new BlobSource(file);
  const hook = source as unknown as ReadHook;
  const read = hook._read.bind(source);
  const reads = new Map<number, number>();
  hook._read = (start, ...rest) => {
    const count = (reads.get(start) ?? 0) + 1;
    reads.set(start, count);
    if (count > readsOfOnePlaceMax) throw new AppError('media/unreadable', { reason: 'its elements lead in a circle', position: start });
    const result = read(start, ...rest);
    if (!(result instanceof Promise)) return result;
    return result.catch((error: unknown) => {
      // A chosen file cannot be read only when it changed or went away; Chromium's stream calls that a "network error".
      throw error instanceof AppError ? error : new AppError('media/file-gone', { position: start }, error);
    });
  };
  return new Input({ source, formats: [MATROSKA, WEBM, MPEG_TS, WAVE, FLAC, OGG, ADTS, MP3] });
}
