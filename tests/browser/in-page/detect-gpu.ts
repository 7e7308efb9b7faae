import { DetectorHost } from '../../../src/acts/detector-host.ts';
import { GpuDetectorSource } from '../../../src/acts/gpu-detector-host.ts';
import type { FrameGeometry } from '../../../src/core/geometry.ts';
import { i420Layout, type I420Image } from '../../../src/core/i420.ts';
import { openCount } from '../../../src/core/owned.ts';
import type { Detections } from '../../../src/documents/observations.ts';
import type { FaceDetectorId } from '../../../src/models/face-detector.ts';
import { rgbaToI420 } from '../../../src/pixels/planar.ts';

export interface Faces {
  readonly count: number;
  readonly boxes: readonly number[];
  readonly scores: readonly number[];
}

export interface BothWays {
  readonly adapter: string;
  readonly software: boolean;
  readonly onCpu: readonly Faces[];
  readonly onGpu: readonly Faces[];
  readonly leftOpen: number;
}

/** What a detector finds in pictures shrunk to a width, on the processor and on this browser's adapter. */
export async function bothWays({ id, widthPx }: { id: FaceDetectorId; widthPx: number }, files: readonly File[]): Promise<BothWays> {
  const pictures = await Promise.all(files.map((file) => pictureOf(file, widthPx)));
  const request = (geometry: FrameGeometry): { geometry: FrameGeometry; quality: 'fast'; sensitivity: number } => ({ geometry, quality: 'fast', sensitivity: 0.5 });
  const host = new DetectorHost();
  await host.open(id, '/models/', () => undefined);
  const onCpu: Faces[] = [];
  for (const { image, geometry } of pictures) onCpu.push(facesOf((await host.detect(image, request(geometry))).detections));
  const source = await GpuDetectorSource.load(id, '/models/', navigator.gpu, () => undefined);
  const heldByHost = openCount.count;
  const { adapter, onGpu } = await (async () => {
    using opened = await source.open(() => 2 ** 28);
    const found = await Promise.all(pictures.map(({ image, geometry }) => opened.value.detector.detect(image, request(geometry))));
    return { adapter: opened.value.adapter, onGpu: found.map(facesOf) };
  })();
  return { adapter: adapter.description, software: adapter.software, onCpu, onGpu, leftOpen: openCount.count - heldByHost };
}

function facesOf({ count, boxes, scores }: Detections): Faces {
  return { count, boxes: [...boxes], scores: [...scores] };
}

async function pictureOf(file: File, widthPx: number): Promise<{ image: I420Image; geometry: FrameGeometry }> {
  const whole = await createImageBitmap(file);
  const heightPx = Math.round((widthPx * whole.height) / whole.width);
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.drawImage(whole, 0, 0, widthPx, heightPx);
  whole.close();
  const { data: rgba } = context.getImageData(0, 0, widthPx, heightPx);
  const data = new Uint8Array(i420Layout(widthPx, heightPx).byteLength);
  const color = { matrix: 'smpte170m', fullRange: true } as const;
  rgbaToI420(rgba, widthPx, heightPx, color, data);
  return { image: { widthPx, heightPx, data, color }, geometry: { storedWidthPx: widthPx, storedHeightPx: heightPx, rotation: 0, mirrored: false, widthPx, heightPx } };
}
