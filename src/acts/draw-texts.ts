import { AppError } from '../core/errors.ts';
import type { CoverageBitmap, DrawText } from '../documents/marks.ts';

/** Of a line's height: the letters, and how far below its top they stand; what hangs below them fits under it. */
const letterPart = 0.78;
const baselinePart = 0.76;
/** The system's own fonts: they have the letters of the user's language. */
const fonts = 'system-ui, "Noto Sans", "Noto Sans CJK KR", sans-serif';

/** Draws lines of text with the browser's fonts, each once: what numbers and actions are called is the same on many frames. One per job. */
export function drawTexts(): DrawText {
  const drawn = new Map<string, CoverageBitmap>();
  return (text, heightPx) => {
    const key = `${heightPx} ${text}`;
    const known = drawn.get(key);
    if (known !== undefined) return known;
    const shape = draw(text, heightPx);
    drawn.set(key, shape);
    return shape;
  };
}

function draw(text: string, heightPx: number): CoverageBitmap {
  const font = `600 ${letterPart * heightPx}px ${fonts}`;
  const measuring = contextOf(1, 1);
  measuring.font = font;
  const widthPx = Math.max(1, Math.ceil(measuring.measureText(text).width));
  const context = contextOf(widthPx, heightPx);
  context.font = font;
  context.fillText(text, 0, baselinePart * heightPx);
  const { data } = context.getImageData(0, 0, widthPx, heightPx);
  return { widthPx, heightPx, coverage: Uint8Array.from({ length: widthPx * heightPx }, (_, at) => data[4 * at + 3] as number) };
}

function contextOf(widthPx: number, heightPx: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(widthPx, heightPx).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new AppError('platform/missing', { reason: 'no 2D canvas' });
  return context;
}
