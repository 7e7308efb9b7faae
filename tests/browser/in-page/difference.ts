import { decodeFrames } from '../../../src/media/decode-frames.ts';
import { openMovie } from '../../../src/media/open-movie.ts';

/** Upright pixels. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How far two videos differ in areas of one frame: the mean of the absolute differences of red, green and blue, 0–255, per area. */
export async function difference({ frame, areas }: { frame: number; areas: readonly Area[] }, files: readonly [File, File]): Promise<number[]> {
  return differences(await shown(files[0], frame), await shown(files[1], frame), areas);
}

/** The same of two pictures. */
export async function pictureDifference({ areas }: { areas: readonly Area[] }, files: readonly [File, File]): Promise<number[]> {
  return differences(await picture(files[0]), await picture(files[1]), areas);
}

function differences(a: OffscreenCanvasRenderingContext2D, b: OffscreenCanvasRenderingContext2D, areas: readonly Area[]): number[] {
  return areas.map(({ x, y, width, height }) => {
    const [from, to] = [a.getImageData(x, y, width, height).data, b.getImageData(x, y, width, height).data];
    let sum = 0;
    for (let at = 0; at < from.length; at += 4) for (let channel = 0; channel < 3; channel += 1) sum += Math.abs(from[at + channel]! - to[at + channel]!);
    return sum / ((3 * from.length) / 4);
  });
}

async function picture(file: File): Promise<OffscreenCanvasRenderingContext2D> {
  const bitmap = await createImageBitmap(file);
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return context;
}

async function shown(file: File, frame: number): Promise<OffscreenCanvasRenderingContext2D> {
  const movie = await openMovie(file, file.name);
  for await (const decoded of decodeFrames(movie, { firstFrame: frame, lastFrame: frame })) {
    using held = decoded;
    if (held.value.picture === null) break;
    const { displayWidth, displayHeight } = held.value.picture;
    const context = new OffscreenCanvas(displayWidth, displayHeight).getContext('2d') as OffscreenCanvasRenderingContext2D;
    context.drawImage(held.value.picture, 0, 0);
    return context;
  }
  throw new Error(`frame ${frame} cannot be decoded`);
}
