import { toHalfChroma } from '../pixels/deep-planes.ts';
import type { SampleLayout } from '../pixels/deep-planes.ts';
import type { DeepImage } from '../pixels/tone-map.ts';

/** Plane formats of WebCodecs beside I420 and NV12; TypeScript's library does not know the deep ones yet. */
const layouts: Readonly<Record<string, SampleLayout>> = {
  I420: { bitDepth: 8, halfWidth: true, halfHeight: true },
  I420P10: { bitDepth: 10, halfWidth: true, halfHeight: true },
  I420P12: { bitDepth: 12, halfWidth: true, halfHeight: true },
  I422: { bitDepth: 8, halfWidth: true, halfHeight: false },
  I422P10: { bitDepth: 10, halfWidth: true, halfHeight: false },
  I422P12: { bitDepth: 12, halfWidth: true, halfHeight: false },
  I444: { bitDepth: 8, halfWidth: false, halfHeight: false },
  I444P10: { bitDepth: 10, halfWidth: false, halfHeight: false },
  I444P12: { bitDepth: 12, halfWidth: false, halfHeight: false },
};

/** The visible part of a picture as 4:2:0 of its own depth; null for formats that are no such planes. Borrows the picture. */
export async function readDeepPicture(picture: VideoFrame, fullRange: boolean): Promise<DeepImage | null> {
  const layout = layouts[picture.format ?? ''];
  const rect = picture.visibleRect;
  if (layout === undefined || rect === null) return null;
  const { width, height } = rect;
  const { bitDepth, halfWidth, halfHeight } = layout;
  const sampleBytes = bitDepth > 8 ? 2 : 1;
  const chromaWidth = halfWidth ? (width + 1) >> 1 : width;
  const chromaHeight = halfHeight ? (height + 1) >> 1 : height;
  const chromaSamples = chromaWidth * chromaHeight;
  const bytes = new Uint8Array((width * height + 2 * chromaSamples) * sampleBytes);
  const stride = chromaWidth * sampleBytes;
  const uOffset = width * height * sampleBytes;
  await picture.copyTo(bytes, { rect, layout: [{ offset: 0, stride: width * sampleBytes }, { offset: uOffset, stride }, { offset: uOffset + chromaSamples * sampleBytes, stride }] });
  const planes = bitDepth > 8 ? new Uint16Array(bytes.buffer) : bytes; // WebCodecs: samples of the machine's own byte order
  return { widthPx: width, heightPx: height, data: toHalfChroma(planes, width, height, layout), bitDepth, fullRange };
}
