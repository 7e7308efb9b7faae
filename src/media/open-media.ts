import { AppError } from '../core/errors.ts';
import { identifyFile, sniffBytes } from '../core/identify-file.ts';
import type { Movie, Sound } from './movie.ts';
import { openContainer } from './open-movie.ts';
import { readBlob } from './read-blob.ts';
import { openStill } from './stills/open-still.ts';
import type { Still } from './stills/still.ts';

/** Whatever can be worked on. */
export type Media = Movie | Still | Sound;

export function isStill(media: Media): media is Still {
  return 'format' in media;
}

/** Nothing to see in it. */
export function isSound(media: Media): media is Sound {
  return !('format' in media) && !('video' in media);
}

/** What is made of pictures, videos and stills, takes no sound alone. Throws `media/no-video`. */
export function requirePictures(media: Media): Movie | Still {
  if (isSound(media)) throw new AppError('media/no-video', { advice: 'listen' });
  return media;
}

/**
 * Opens a video, a picture or a sound; its content, not its name, says which it is. Throws `media/*` for what cannot be worked on: among them
 * `media/unsupported-picture` with the format and what would help. `job/cancelled`.
 */
export async function openMedia(file: Blob, name: string, signal?: AbortSignal): Promise<Media> {
  const found = identifyFile(await readBlob(file, 0, Math.min(sniffBytes, file.size), signal));
  if (found.kind === 'still') return openStill(file, name, found.format, signal);
  if (found.kind === 'refused still') throw new AppError('media/unsupported-picture', { format: found.format, advice: adviceFor(found.format) });
  return openContainer(file, name, signal);
}

/** Keys of the advice in the page's messages. */
function adviceFor(format: string): 'animation' | 'heic' | 'picture' {
  if (format === 'HEIC') return 'heic';
  return format === 'GIF' || format === 'AVIF sequence' ? 'animation' : 'picture';
}
