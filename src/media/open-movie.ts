import { AppError } from '../core/errors.ts';
import { identifyContainer } from '../core/identify-container.ts';
import { checkMatroskaSize } from './matroska-size.ts';
import { countMatroskaGaps } from './matroska-walk.ts';
import type { Movie } from './movie.ts';
import { openMp4 } from './open-mp4.ts';
import { readBlob } from './read-blob.ts';

/** Bytes that tell a container (three MPEG-TS packets). */
const sniffBytes = 512;

/**
 * Reads a file's headers; its content, not its name, says which container it is. Throws `media/*` (see the catalogue) for what is
 * no readable video, `job/cancelled`.
 */
export async function openMovie(file: Blob, name: string, signal?: AbortSignal): Promise<Movie> {
  if (file.size === 0) throw new AppError('media/empty-file');
  const head = await readBlob(file, 0, Math.min(sniffBytes, file.size), signal);
  const container = identifyContainer(head);
  switch (container) {
    case 'mp4':
      return openMp4(file, name, signal);
    case 'WebM or Matroska':
    case 'MPEG-TS': {
      checkMatroskaSize(head, file.size);
      const { openPackets } = await import('./open-packets.ts'); // with its library, only for those who need it
      const movie = await openPackets(file, name, signal);
      const gaps = container === 'MPEG-TS' ? 0 : await countMatroskaGaps(file, signal);
      return gaps === 0 ? movie : { ...movie, leftOut: [...movie.leftOut, `what was in ${gaps} damaged ${gaps === 1 ? 'part' : 'parts'} of the file: pictures are missing there`] };
    }
    case 'unknown':
      throw new AppError('media/unreadable', { reason: 'no known container' });
    default:
      throw new AppError('media/unsupported-container', { container });
  }
}
