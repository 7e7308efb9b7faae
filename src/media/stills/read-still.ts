import { AppError } from '../../core/errors.ts';
import type { RgbaPicture } from '../../core/rgba.ts';
import { readBlob } from '../read-blob.ts';
import { decodeStill } from './decode-still.ts';
import type { Still } from './still.ts';

/** The pixels of a still that was opened before. Throws `media/unreadable`, and `media/file-gone` when it is another file by now. */
export async function readStill({ file, format, widthPx, heightPx }: Still, signal?: AbortSignal): Promise<RgbaPicture> {
  const picture = await decodeStill(await readBlob(file, 0, file.size, signal), format, signal);
  if (picture.widthPx !== widthPx || picture.heightPx !== heightPx) throw new AppError('media/file-gone', { widthPx: picture.widthPx, heightPx: picture.heightPx });
  return picture;
}
