import { AppError } from '../core/errors.ts';
import { identifyFile, sniffBytes } from '../core/identify-file.ts';
import type { Movie } from './movie.ts';
import { openMovie } from './open-movie.ts';
import { readBlob } from './read-blob.ts';
import { openStill } from './stills/open-still.ts';
import type { Still } from './stills/still.ts';

/** Whatever can be worked on. */
export type Media = Movie | Still;

export function isStill(media: Media): media is Still {
  return 'format' in media;
}

/**
 * Opens a video or a picture; its content, not its name, says which it is. Throws `media/*` for what cannot be worked on: among them
 * `media/unsupported-picture` with the format and what would help. `job/cancelled`.
 */
export async function openMedia(file: Blob, name: string, signal?: AbortSignal): Promise<Media> {
  const found = identifyFile(await readBlob(file, 0, Math.min(sniffBytes, file.size), signal));
  if (found.kind === 'still') return openStill(file, name, found.format, signal);
  if (found.kind === 'refused still') throw new AppError('media/unsupported-picture', { format: found.format, advice: adviceFor(found.format) });
  return openMovie(file, name, signal);
}

/** Keys of the advice in the page's messages. */
function adviceFor(format: string): 'animation' | 'heic' | 'picture' {
  if (format === 'HEIC') return 'heic';
  return format === 'GIF' || format === 'AVIF sequence' ? 'animation' : 'picture';
}
