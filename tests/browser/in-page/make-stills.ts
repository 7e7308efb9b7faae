import { toBase64 } from './base64.ts';
import { boxAvif } from './avif.ts';

/** The canvas transform that stores an upright picture of w x h the way each EXIF orientation 1–8 says it lies. */
const stored: readonly ((w: number, h: number) => [number, number, number, number, number, number])[] = [
  () => [1, 0, 0, 1, 0, 0],
  (w) => [-1, 0, 0, 1, w, 0],
  (w, h) => [-1, 0, 0, -1, w, h],
  (_, h) => [1, 0, 0, -1, 0, h],
  () => [0, 1, 1, 0, 0, 0],
  (w) => [0, -1, 1, 0, 0, w],
  (w, h) => [0, -1, -1, 0, h, w],
  (_, h) => [0, 1, -1, 0, h, 0],
];

/** The first file as a JPEG stored for each EXIF orientation in turn (the orientation itself is not in it), in base64. */
export async function turnedJpegs(_: unknown, [file]: [File]): Promise<string[]> {
  const photo = await createImageBitmap(file);
  const results: string[] = [];
  for (const [index, transform] of stored.entries()) {
    const turned = index >= 4;
    const canvas = new OffscreenCanvas(turned ? photo.height : photo.width, turned ? photo.width : photo.height);
    const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
    context.setTransform(...transform(photo.width, photo.height));
    context.drawImage(photo, 0, 0);
    results.push(await encoded(canvas, 'image/jpeg', 0.95));
  }
  return results;
}

interface Wanted {
  readonly type: 'image/jpeg' | 'image/png' | 'image/webp';
  readonly widthPx: number;
  readonly heightPx: number;
}

/** The first file scaled to a size and encoded by the browser, in base64. */
export async function scaled({ type, widthPx, heightPx }: Wanted, [file]: [File]): Promise<string> {
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  (canvas.getContext('2d') as OffscreenCanvasRenderingContext2D).drawImage(await createImageBitmap(file), 0, 0, widthPx, heightPx);
  return encoded(canvas, type, 0.9);
}

/** The RGBA bytes of the first file as a canvas gives them, in base64, for pictures that are opaque. */
export async function rgbaOf(_: unknown, [file]: [File]): Promise<{ widthPx: number; heightPx: number; rgba: string }> {
  const { width, height, data } = await shown(file);
  return { widthPx: width, heightPx: height, rgba: toBase64(new Uint8Array(data.buffer)) };
}

/** A flat picture of one wide-gamut colour with its profile, and what the browser shows for it in sRGB. */
export async function wideGamut(type: string): Promise<{ file: string; srgb: number[] }> {
  const canvas = new OffscreenCanvas(64, 48);
  const context = canvas.getContext('2d', { colorSpace: 'display-p3' }) as OffscreenCanvasRenderingContext2D;
  context.fillStyle = 'color(display-p3 0.5 0.6 0.35)';
  context.fillRect(0, 0, 64, 48);
  const srgb = new OffscreenCanvas(1, 1).getContext('2d') as OffscreenCanvasRenderingContext2D;
  srgb.fillStyle = 'color(display-p3 0.5 0.6 0.35)';
  srgb.fillRect(0, 0, 1, 1);
  return { file: await encoded(canvas, type, 1), srgb: [...srgb.getImageData(0, 0, 1, 1).data.slice(0, 3)] };
}

/** The first file as an AVIF: one AV1 key frame in its boxes, in base64. */
export async function avif(_: unknown, [file]: [File]): Promise<string> {
  const photo = await createImageBitmap(file);
  const [width, height] = [photo.width & ~1, photo.height & ~1];
  let sample: Uint8Array | undefined;
  const encoder = new VideoEncoder({
    output: (chunk) => {
      sample = new Uint8Array(chunk.byteLength);
      chunk.copyTo(sample);
    },
    error: (error) => console.error(error),
  });
  encoder.configure({ codec: 'av01.0.08M.08', width, height, bitrate: 8_000_000, latencyMode: 'quality' });
  const canvas = new OffscreenCanvas(width, height);
  (canvas.getContext('2d') as OffscreenCanvasRenderingContext2D).drawImage(photo, 0, 0);
  const frame = new VideoFrame(canvas, { timestamp: 0 });
  encoder.encode(frame, { keyFrame: true });
  frame.close();
  await encoder.flush();
  encoder.close();
  if (sample === undefined) throw new Error('no key frame');
  return toBase64(boxAvif(sample, width, height));
}

/** Both files as the browser shows them: sizes, and the mean difference of their bytes (0–255). */
export async function compare(_: unknown, [first, second]: [File, File]): Promise<{ sizes: number[][]; difference: number }> {
  const [a, b] = [await shown(first), await shown(second)];
  const sum = a.data.reduce((total, value, i) => total + Math.abs(value - (b.data[i] ?? 0)), 0);
  return { sizes: [[a.width, a.height], [b.width, b.height]], difference: sum / a.data.length };
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Of each box in the first file: the largest distance of any of its pixels, on any channel, from a colour. */
export async function distances({ boxes, color }: { boxes: Box[]; color: number[] }, [file]: [File]): Promise<number[]> {
  const { width, height, data } = await shown(file);
  return boxes.map((box) => {
    let largest = 0;
    for (let y = Math.max(0, Math.ceil(box.y)); y < Math.min(height, box.y + box.height); y += 1) {
      for (let x = Math.max(0, Math.ceil(box.x)); x < Math.min(width, box.x + box.width); x += 1) {
        for (let i = 0; i < 3; i += 1) largest = Math.max(largest, Math.abs((data[4 * (y * width + x) + i] as number) - (color[i] as number)));
      }
    }
    return largest;
  });
}

async function shown(file: Blob): Promise<ImageData> {
  const bitmap = await createImageBitmap(file);
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}

async function encoded(canvas: OffscreenCanvas, type: string, quality: number): Promise<string> {
  const blob = await canvas.convertToBlob({ type, quality });
  if (blob.type !== type) throw new Error(`encoded as ${blob.type}`);
  return toBase64(new Uint8Array(await blob.arrayBuffer()));
}
