import { AppError, throwIfCancelled } from '../../core/errors.ts';
import { mimeTypes } from '../../core/output-name.ts';
import type { ResultType } from '../../core/output-name.ts';
import type { RgbaPicture } from '../../core/rgba.ts';
import { stripParts } from './allowed-parts.ts';
import { writePng } from './write-png.ts';

/** Of 0–1: what cameras and editors call "high"; the next step up costs half as many bytes again for differences that are not seen. */
const quality = 0.92;

/** A picture as it goes into a file. */
export interface EncodedStill {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: Exclude<ResultType, 'mp4'>;
}

/**
 * Encodes a picture afresh: nothing but its pixels can be in the result. PNG where the browser cannot encode what was asked for.
 * Throws `media/encode-failed`, `job/cancelled`.
 */
export async function encodeStill(picture: RgbaPicture, type: EncodedStill['type'], signal?: AbortSignal): Promise<EncodedStill> {
  try {
    if (type === 'png') return { bytes: await writePng(picture, signal), type };
    const { widthPx, heightPx, rgba } = picture;
    const canvas = new OffscreenCanvas(widthPx, heightPx);
    const context = canvas.getContext('2d', { colorSpace: 'srgb' });
    if (context === null) throw new AppError('platform/missing', { missing: '2D canvas' });
    context.putImageData(new ImageData(rgba, widthPx, heightPx), 0, 0);
    const encoded = await canvas.convertToBlob({ type: mimeTypes[type], quality });
    throwIfCancelled(signal);
    if (encoded.type !== mimeTypes[type]) return { bytes: await writePng(picture, signal), type: 'png' };
    return { bytes: stripParts(type, new Uint8Array(await encoded.arrayBuffer())), type };
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('media/encode-failed', { type }, error);
  }
}
