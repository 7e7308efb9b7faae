import { AppError } from '../core/errors.ts';
import { i420Layout } from '../core/i420.ts';
import type { I420Image, PictureColor } from '../core/i420.ts';
import { toEightBits } from '../pixels/deep-planes.ts';
import { guessColor } from './color-codes.ts';
import { readDeepPicture } from './deep-picture.ts';

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
      unweaveChroma(woven, data, width, height);
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
    rgbaToI420(rgba, data, width, height);
    return done({ matrix: 'bt709', fullRange: false });
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

/** NV12 (Y, then U and V in turn; unpadded) to I420 of the same size. */
export function unweaveChroma(nv12: Uint8Array, i420: Uint8Array, widthPx: number, heightPx: number): void {
  const { uOffset, vOffset } = i420Layout(widthPx, heightPx);
  i420.set(nv12.subarray(0, uOffset));
  for (let u = uOffset, v = vOffset, from = uOffset; u < vOffset; u++, v++, from += 2) {
    i420[u] = nv12[from]!;
    i420[v] = nv12[from + 1]!;
  }
}

/** Full-range sRGB-coded RGBA to limited-range BT.709 (ITU-R BT.709-6, 3.2–3.4, 8 bit); chroma is the mean of its 2x2 pixels. */
export function rgbaToI420(rgba: Uint8Array, i420: Uint8Array, widthPx: number, heightPx: number): void {
  const { chromaWidthPx, chromaHeightPx, uOffset, vOffset } = i420Layout(widthPx, heightPx);
  for (let pixel = 0, at = 0; pixel < uOffset; pixel++, at += 4) {
    i420[pixel] = 16.5 + (219 / 255) * (0.2126 * rgba[at]! + 0.7152 * rgba[at + 1]! + 0.0722 * rgba[at + 2]!);
  }
  for (let y = 0; y < chromaHeightPx; y++) {
    const row1 = Math.min(2 * y + 1, heightPx - 1);
    for (let x = 0; x < chromaWidthPx; x++) {
      const column1 = Math.min(2 * x + 1, widthPx - 1);
      let [r, g, b] = [0, 0, 0];
      for (const row of [2 * y, row1]) {
        for (const column of [2 * x, column1]) {
          const at = (row * widthPx + column) * 4;
          r += rgba[at]!;
          g += rgba[at + 1]!;
          b += rgba[at + 2]!;
        }
      }
      const luma = (0.2126 * r + 0.7152 * g + 0.0722 * b) / 4;
      const chroma = y * chromaWidthPx + x;
      i420[uOffset + chroma] = 128.5 + ((224 / 255) * (b / 4 - luma)) / 1.8556;
      i420[vOffset + chroma] = 128.5 + ((224 / 255) * (r / 4 - luma)) / 1.5748;
    }
  }
}
