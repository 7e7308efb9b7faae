import type { ImageChoice } from '../../documents/intent.ts';

/** Longer side of a fill picture: larger than a head in most videos, small enough to copy about. */
const sidePx = 256;
/** An emoji's glyph leaves room at the edges of its box. */
const glyphShare = 0.82;

/** Draws an emoji as a square picture. */
export function emojiPicture(emoji: string): ImageChoice {
  const context = canvas(sidePx, sidePx);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.font = `${sidePx * glyphShare}px 'Apple Color Emoji', 'Segoe UI Emoji', 'Noto Color Emoji', sans-serif`;
  context.fillText(emoji, sidePx / 2, sidePx / 2);
  return pixels(context, sidePx, sidePx);
}

/** Reads a picture file, shrunk to at most the side; throws what `createImageBitmap` throws for a file that is none. */
export async function filePicture(file: File): Promise<ImageChoice> {
  const bitmap = await createImageBitmap(file);
  try {
    const scale = Math.min(1, sidePx / Math.max(bitmap.width, bitmap.height));
    const [widthPx, heightPx] = [Math.max(1, Math.round(bitmap.width * scale)), Math.max(1, Math.round(bitmap.height * scale))];
    const context = canvas(widthPx, heightPx);
    context.drawImage(bitmap, 0, 0, widthPx, heightPx);
    return pixels(context, widthPx, heightPx);
  } finally {
    bitmap.close();
  }
}

function canvas(widthPx: number, heightPx: number): OffscreenCanvasRenderingContext2D {
  return new OffscreenCanvas(widthPx, heightPx).getContext('2d', { willReadFrequently: true }) as OffscreenCanvasRenderingContext2D;
}

function pixels(context: OffscreenCanvasRenderingContext2D, widthPx: number, heightPx: number): ImageChoice {
  return { widthPx, heightPx, rgba: context.getImageData(0, 0, widthPx, heightPx).data };
}
