import { decodeFrames } from '../../../src/media/decode-frames.ts';
import { openMovie } from '../../../src/media/open-movie.ts';

/** Red, green and blue (0–255) of one pixel of one frame of the first file, as the browser shows it. */
export async function pixel({ frame, x, y }: { frame: number; x: number; y: number }, [file]: [File]): Promise<number[]> {
  const movie = await openMovie(file, file.name);
  for await (const decoded of decodeFrames(movie, { firstFrame: frame, lastFrame: frame })) {
    using held = decoded;
    if (held.value.picture === null) break;
    const { displayWidth, displayHeight } = held.value.picture;
    const context = new OffscreenCanvas(displayWidth, displayHeight).getContext('2d');
    context?.drawImage(held.value.picture, 0, 0);
    return [...(context?.getImageData(x, y, 1, 1).data.slice(0, 3) ?? [])];
  }
  throw new Error(`frame ${frame} cannot be decoded`);
}
