import { AppError, throwIfCancelled } from '../../core/errors.ts';
import type { StillFormat } from '../../core/identify-still.ts';
import { mimeTypes } from '../../core/output-name.ts';
import { Owned } from '../../core/owned.ts';
import type { RgbaPicture } from '../../core/rgba.ts';
import { turnRgba } from '../../pixels/turn-rgba.ts';
import type { QuarterTurn } from '../../pixels/turn-rgba.ts';

/** The types of the formats as the browser's decoders know them. */
const decoderTypes: Readonly<Record<StillFormat, string>> = { JPEG: mimeTypes.jpg, PNG: mimeTypes.png, WebP: mimeTypes.webp, AVIF: 'image/avif' };

/** A decoded picture that has not been copied out; upright size. */
interface DecodedStill {
  readonly widthPx: number;
  readonly heightPx: number;
  copy(): Promise<RgbaPicture>;
  close(): void;
}

/** Where VideoFrame says how it is to be turned, ImageDecoder gives exact pixels; elsewhere nothing would tell the orientation. */
interface TurnedFrame extends VideoFrame {
  readonly rotation: QuarterTurn;
  readonly flip: boolean;
}

/**
 * Decodes a picture file's bytes: the upright size, and its pixels on request, in sRGB. Throws `media/unreadable` for what cannot be
 * decoded, `media/unsupported-picture` when it moves after all. The caller closes it.
 */
export async function openDecoded(bytes: Uint8Array<ArrayBuffer>, format: StillFormat, signal?: AbortSignal): Promise<Owned<DecodedStill>> {
  throwIfCancelled(signal);
  try {
    const type = decoderTypes[format];
    const exact = typeof ImageDecoder !== 'undefined' && 'rotation' in VideoFrame.prototype && (await ImageDecoder.isTypeSupported(type));
    const decoded = exact ? await byImageDecoder(bytes, type) : await byBitmap(new Blob([bytes], { type }));
    return new Owned(decoded, (each) => each.close());
  } catch (error) {
    throw stillError(error, format);
  }
}

/** Decodes a picture file's bytes to upright sRGB. Throws as `openDecoded` does, and `media/picture-too-large` when there is no memory for it. */
export async function decodeStill(bytes: Uint8Array<ArrayBuffer>, format: StillFormat, signal?: AbortSignal): Promise<RgbaPicture> {
  using decoded = await openDecoded(bytes, format, signal);
  const picture = await decoded.value.copy().catch((error: unknown) => {
    throw stillError(error, format);
  });
  throwIfCancelled(signal);
  return picture;
}

/** A buffer that cannot be had is a RangeError; all else that a decoder throws is about the file. */
function stillError(error: unknown, format: StillFormat): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof RangeError) return new AppError('media/picture-too-large', { reason: 'not enough memory' }, error);
  return new AppError('media/unreadable', { format, reason: 'the picture cannot be decoded' }, error);
}

/** Straight alpha, untouched by a canvas. The frame comes as it is stored, with the turn that the file asks for beside it. */
async function byImageDecoder(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<DecodedStill> {
  const decoder = new ImageDecoder({ data: bytes, type, premultiplyAlpha: 'none' });
  try {
    const frame = (await decoder.decode()).image as TurnedFrame;
    if ((decoder.tracks.selectedTrack?.frameCount ?? 1) > 1) {
      frame.close();
      throw new AppError('media/unsupported-picture', { format: 'animation', advice: 'animation' });
    }
    return {
      widthPx: frame.displayWidth,
      heightPx: frame.displayHeight,
      copy: async () => {
        const { width, height } = frame.visibleRect ?? { width: 0, height: 0 };
        return turnRgba({ widthPx: width, heightPx: height, rgba: await copyRgba(frame, 4 * width * height) }, frame.rotation, frame.flip);
      },
      close: () => frame.close(),
    };
  } finally {
    decoder.close();
  }
}

/**
 * Chromium multiplies by alpha while it converts, even from BGRA to RGBA: a picture in sRGB is copied as it lies, and only its channels
 * change places. What needs a conversion of colours may lose steps where it is half transparent.
 */
async function copyRgba(frame: VideoFrame, byteLength: number): Promise<Uint8ClampedArray<ArrayBuffer>> {
  const rgba = new Uint8ClampedArray(byteLength);
  const { primaries, transfer } = frame.colorSpace;
  if (frame.format !== 'BGRA' || primaries !== 'bt709' || transfer !== 'iec61966-2-1') {
    await frame.copyTo(rgba, { format: 'RGBA', colorSpace: 'srgb' });
    return rgba;
  }
  await frame.copyTo(rgba);
  for (let at = 0; at < byteLength; at += 4) {
    const blue = rgba[at] as number;
    rgba[at] = rgba[at + 2] as number;
    rgba[at + 2] = blue;
  }
  return rgba;
}

/** A canvas keeps colours multiplied by alpha: where a picture is half transparent they come back a step or two off. */
async function byBitmap(file: Blob): Promise<DecodedStill> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image', premultiplyAlpha: 'none', colorSpaceConversion: 'default' });
  const { width, height } = bitmap;
  return {
    widthPx: width,
    heightPx: height,
    copy: () => {
      const context = new OffscreenCanvas(width, height).getContext('2d', { colorSpace: 'srgb', willReadFrequently: true });
      if (context === null) return Promise.reject(new AppError('platform/missing', { missing: '2D canvas' }));
      context.drawImage(bitmap, 0, 0);
      return Promise.resolve({ widthPx: width, heightPx: height, rgba: context.getImageData(0, 0, width, height).data });
    },
    close: () => bitmap.close(),
  };
}
