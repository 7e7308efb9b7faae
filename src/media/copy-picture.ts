import { AppError } from '../core/errors.ts';
import { i420Layout } from '../core/i420.ts';
import type { I420Image, PictureColor } from '../core/i420.ts';
import { toEightBits } from '../pixels/deep-planes.ts';
import { nv12ToI420, rgbaToI420 } from '../pixels/planar.ts';
import { guessColor } from './color-codes.ts';
import { readDeepPicture } from './deep-picture.ts';

/** What pictures become that come as RGBA. */
const ordinaryColor: PictureColor = { matrix: 'bt709', fullRange: false };

/**
 * Copies the visible part of a decoded picture into unpadded I420; borrows the picture. `into` is used when it has exactly the
 * right length; `known` says what the samples are where that is known better than by the decoder. NV12 is unwoven, deeper samples and
 * finer chroma are rounded; every other format goes through RGBA and becomes limited BT.709. Throws `media/decode-failed`.
 */
export async function copyToI420(picture: VideoFrame, into?: Uint8Array<ArrayBuffer>, known: PictureColor | null = null): Promise<I420Image> {
  const rect = picture.visibleRect;
  if (rect === null) throw new AppError('media/decode-failed', { reason: 'the picture is closed' });
  const { width, height } = rect;
  const layout = i420Layout(width, height);
  const data = into?.length === layout.byteLength ? into : new Uint8Array(layout.byteLength);
  const done = (color: PictureColor): I420Image => ({ widthPx: width, heightPx: height, data, color });
  try {
    if (picture.format === 'I420') {
      const { chromaWidthPx: stride, uOffset, vOffset } = layout;
      const planes = [{ offset: 0, stride: width }, { offset: uOffset, stride }, { offset: vOffset, stride }];
      await picture.copyTo(data, { rect, layout: planes });
      return done(known ?? colorOf(picture, height));
    }
    if (picture.format === 'NV12') {
      const woven = new Uint8Array(layout.byteLength);
      const planes = [{ offset: 0, stride: width }, { offset: layout.uOffset, stride: layout.chromaWidthPx * 2 }];
      await picture.copyTo(woven, { rect, layout: planes });
      nv12ToI420(woven, width, height, data);
      return done(known ?? colorOf(picture, height));
    }
    const color = known ?? colorOf(picture, height);
    const deep = await readDeepPicture(picture, color.fullRange);
    if (deep !== null) {
      toEightBits(deep.data, deep.bitDepth, color.fullRange, data);
      return done(color);
    }
    const rgba = new Uint8Array(width * height * 4);
    await picture.copyTo(rgba, { rect, format: 'RGBA', colorSpace: 'srgb', layout: [{ offset: 0, stride: width * 4 }] });
    rgbaToI420(rgba, width, height, ordinaryColor, data);
    return done(ordinaryColor);
  } catch (error) {
    throw new AppError('media/decode-failed', { format: picture.format ?? 'opaque' }, error);
  }
}

/** What the decoder says of the picture's colour, else the guess by height. */
function colorOf(picture: VideoFrame, heightPx: number): PictureColor {
  const guess = guessColor(heightPx);
  const said: string | null = picture.colorSpace.matrix;
  const matrix = said === 'bt470bg' ? 'smpte170m' : said === 'bt709' || said === 'smpte170m' || said === 'bt2020-ncl' ? said : guess.matrix;
  return { matrix, fullRange: picture.colorSpace.fullRange ?? guess.fullRange };
}
