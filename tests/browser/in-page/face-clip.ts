import { BufferTarget, CanvasSource, Mp4OutputFormat, Output, Quality } from 'mediabunny';
import { toBase64 } from './base64.ts';

export interface FaceClipSpec {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly frames: number;
  /** How wide the photo is drawn, and how far it begins beside the clip's left edge. */
  readonly photoWidthPx: number;
  readonly cutLeftPx: number;
}

/** A silent H.264 clip of a photo that drifts to the side, of 25 frames a second, in base64. */
export async function makeFaceClip({ widthPx, heightPx, frames, photoWidthPx, cutLeftPx }: FaceClipSpec, [photo]: readonly [File]): Promise<string> {
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat(), target });
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  const source = new CanvasSource(canvas, { codec: 'avc', quality: new Quality('high') });
  output.addVideoTrack(source);
  await output.start();
  const picture = await createImageBitmap(photo);
  for (let frame = 0; frame < frames; frame++) {
    context.drawImage(picture, frame - cutLeftPx, 0, photoWidthPx, (photoWidthPx * picture.height) / picture.width);
    await source.add(frame / 25, 1 / 25);
  }
  picture.close();
  await output.finalize();
  return toBase64(new Uint8Array(target.buffer as ArrayBuffer));
}
