import { AppError } from '../core/errors.ts';
import { identifyContainer } from '../core/identify-container.ts';
import { checkMatroskaSize } from './matroska-size.ts';
import { countMatroskaGaps } from './matroska-walk.ts';
import type { Movie, Sound } from './movie.ts';
import { openMp4 } from './open-mp4.ts';
import { readBlob } from './read-blob.ts';

/** Bytes that tell a container (three MPEG-TS packets). */
const sniffBytes = 512;

/** Reads a video's headers. Throws what `openContainer` throws, and `media/no-video` for sound alone. */
export async function openMovie(file: Blob, name: string, signal?: AbortSignal): Promise<Movie> {
  const opened = await openContainer(file, name, signal);
  if (!('video' in opened)) throw new AppError('media/no-video', { advice: 'listen' });
  return opened;
}

/**
 * Reads a file's headers; its content, not its name, says which container it is. Throws `media/*` (see the catalogue) for what is
 * no readable video or sound, `job/cancelled`.
 */
export async function openContainer(file: Blob, name: string, signal?: AbortSignal): Promise<Movie | Sound> {
  if (file.size === 0) throw new AppError('media/empty-file');
  const head = await readBlob(file, 0, Math.min(sniffBytes, file.size), signal);
  const container = identifyContainer(head);
  switch (container) {
    case 'mp4':
      return openMp4(file, name, signal);
    case 'WebM or Matroska':
    case 'MPEG-TS':
    case 'WAV':
    case 'FLAC':
    case 'Ogg':
    case 'MP3':
    case 'AAC': {
      checkMatroskaSize(head, file.size);
      const { openPackets } = await import('./open-packets.ts'); // with its library, only for those who need it
      const movie = await openPackets(file, name, signal);
      const gaps = container === 'WebM or Matroska' ? await countMatroskaGaps(file, signal) : 0;
      return gaps === 0 ? movie : { ...movie, leftOut: [...movie.leftOut, { kind: 'damaged' }] };
    }
    case 'unknown':
      throw new AppError('media/unreadable', { reason: 'no known container' });
    default:
      throw new AppError('media/unsupported-container', { container });
  }
}
