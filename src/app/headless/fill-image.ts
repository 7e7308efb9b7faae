import { AppError, toAppError } from '../../core/errors.ts';
import { Owned } from '../../core/owned.ts';
import type { ImageChoice } from '../../documents/intent.ts';

/** A picture over a face needs no more; it is kept once per job. */
const sideMaxPx = 1024;

/** Decodes a picture file, scaled down to at most 1024 px a side; throws `usage/bad-option` when it is none. */
export async function decodeFillImage(file: File): Promise<ImageChoice> {
  try {
    using picture = disposableBitmap(await createImageBitmap(file));
    const scale = Math.min(1, sideMaxPx / Math.max(picture.value.width, picture.value.height));
    const widthPx = Math.max(1, Math.round(picture.value.width * scale));
    const heightPx = Math.max(1, Math.round(picture.value.height * scale));
    const context = new OffscreenCanvas(widthPx, heightPx).getContext('2d');
    if (context === null) throw new AppError('platform/missing', { reason: 'no 2D canvas' });
    context.drawImage(picture.value, 0, 0, widthPx, heightPx);
    return { widthPx, heightPx, rgba: context.getImageData(0, 0, widthPx, heightPx).data };
  } catch (error) {
    throw toAppError(error, 'usage/bad-option', { file: file.name });
  }
}

function disposableBitmap(bitmap: ImageBitmap): Owned<ImageBitmap> {
  return new Owned(bitmap, (each) => each.close());
}
