import { AppError } from '../core/errors.ts';
import type { I420Image } from '../core/i420.ts';
import { CpuComposer } from '../compose/cpu/composer.ts';
import type { FramePlan } from '../documents/edit.ts';
import { decodeFrames } from '../media/decode-frames.ts';
import type { Movie } from '../media/movie.ts';
import { openMovie } from '../media/open-movie.ts';
import { PictureCopier } from '../media/picture-copier.ts';
import { i420ToRgba } from '../pixels/planar.ts';

/** Seeks one frame, and shows it before and after hiding by the same composer as the render. */
export class PreviewJob {
  #movie: Promise<Movie> | undefined;

  /** Both pictures upright at displayed size; the receiver closes them. */
  async preview(file: File, plan: FramePlan): Promise<{ before: ImageBitmap; after: ImageBitmap }> {
    this.#movie ??= openMovie(file, file.name);
    const movie = await this.#movie;
    const { geometry } = movie.video;
    const image = await decodeOne(movie, plan.sourceFrame);
    const bitmap = (): Promise<ImageBitmap> => createImageBitmap(new ImageData(i420ToRgba(image, geometry), geometry.widthPx, geometry.heightPx));
    const before = await bitmap();
    new CpuComposer(geometry).compose(image, plan);
    return { before, after: await bitmap() };
  }
}

async function decodeOne(movie: Movie, frame: number): Promise<I420Image> {
  for await (const decoded of decodeFrames(movie, { firstFrame: frame, lastFrame: frame })) {
    using held = decoded;
    if (held.value.picture !== null) return await new PictureCopier(movie.video).copy(held.value.picture);
  }
  throw new AppError('media/decode-failed', { frame });
}
