import { AppError } from '../../core/errors.ts';
import type { StillFormat } from '../../core/identify-still.ts';
import { fingerprintFile } from '../fingerprint.ts';
import { readBlob } from '../read-blob.ts';
import { openDecoded } from './decode-still.ts';
import { listParts } from './list-parts.ts';
import { readHeader } from './still-header.ts';
import type { Still } from './still.ts';

/** The longest side that browsers' canvases and our encoders take, and more pixels than any telephone makes but one (200): about 1.5 GB of work. */
export const sidePxMax = 16_384;
export const megapixelsMax = 120;
/** A picture of that many pixels without any compression. */
const fileBytesMax = 4e6 * megapixelsMax;

/**
 * Reads a picture file's header and decodes it once, so that what is wrong with it is said before any work. Throws `media/unreadable`,
 * `media/truncated`, `media/unsupported-picture` (animations), `media/picture-too-large`, `job/cancelled`.
 */
export async function openStill(file: Blob, name: string, format: StillFormat, signal?: AbortSignal): Promise<Still> {
  if (file.size > fileBytesMax) throw new AppError('media/picture-too-large', { bytes: file.size, megapixelsMax });
  const bytes = await readBlob(file, 0, file.size, signal);
  const { parts, truncated } = listParts(format, bytes);
  const { size, animated, beside } = readHeader(format, parts);
  if (animated) throw new AppError('media/unsupported-picture', { format: `animated ${format}`, advice: 'animation' });
  if (size !== null) checkSize(size.widthPx, size.heightPx);
  try {
    using decoded = await openDecoded(bytes, format, signal);
    const { widthPx, heightPx } = decoded.value;
    checkSize(widthPx, heightPx);
    const fingerprint = await fingerprintFile(file, [], signal);
    return { name, file, format, fingerprint, widthPx, heightPx, leftOut: beside };
  } catch (error) {
    if (truncated && error instanceof AppError && error.code === 'media/unreadable') throw new AppError('media/truncated', { format }, error);
    throw error;
  }
}

/** Before anything of that size is asked for: a file of a few bytes can claim to be as large as memory. */
function checkSize(widthPx: number, heightPx: number): void {
  if (Math.max(widthPx, heightPx) > sidePxMax || widthPx * heightPx > megapixelsMax * 1e6) {
    throw new AppError('media/picture-too-large', { widthPx, heightPx, megapixelsMax, sidePxMax });
  }
}
