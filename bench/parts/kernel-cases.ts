import { drawMarks } from '../../src/compose/cpu/marks.ts';
import { composeTiles } from '../../src/compose/cpu/tiles.ts';
import { frameBox } from '../../src/core/boxes.ts';
import type { FrameGeometry } from '../../src/core/geometry.ts';
import { i420Layout, type I420Image } from '../../src/core/i420.ts';
import { alignByEyes, type SimilarityTransform } from '../../src/core/similarity.ts';
import type { PlannedMark } from '../../src/documents/marks.ts';
import type { TilePlan } from '../../src/documents/tiles.ts';
import type { GpuTools } from '../../src/gpu/gpu-tools.ts';
import type { KernelTimer } from '../../src/gpu/timing.ts';
import { contentSums } from '../../src/pixels/content-complexity.ts';
import { cropToTensor, faceCropTables } from '../../src/pixels/face-crop.ts';
import { i420ToRgba, rgbaToI420 } from '../../src/pixels/planar.ts';
import { openTwoTaps } from '../../src/pixels/two-taps/open-two-taps.ts';
import { contentOnGpu, faceCropsOnGpu, marksOnGpu, planesOnGpu, tilesOnGpu, uprightOnGpu } from '../../tests/support/kernels-on-gpu.ts';

/** One kernel's work on one picture, both ways. */
export interface KernelCase {
  readonly what: string;
  readonly onCpu: () => void;
  readonly onGpu: (tools: GpuTools, timer: KernelTimer) => Promise<unknown>;
  readonly bytesDown: number;
  readonly isTwoTiles: boolean;
}

/** Work of real size for every kernel beside letterbox and fills: what a talk of two people needs. */
export function kernelCases(image: I420Image, geometry: FrameGeometry): KernelCase[] {
  const { widthPx, heightPx } = geometry;
  const planeBytes = i420Layout(widthPx, heightPx).byteLength;
  const side = (x: number): TilePlan['tiles'][number]['view'] => frameBox(x * widthPx, 0.05 * heightPx, 0.45 * widthPx, 0.9 * heightPx);
  const tiles: TilePlan = {
    widthPx, heightPx, background: '#000000',
    tiles: [
      { view: side(0.02), place: frameBox(0, 0, widthPx / 2, heightPx), fit: 'cover' },
      { view: side(0.5), place: frameBox(widthPx / 2, 0, widthPx / 2, heightPx), fit: 'cover' },
    ],
  };
  const marks = skeletons(widthPx, heightPx);
  const target = { widthPx: 112, heightPx: 112, channels: 'rgb', layout: 'nhwc', mean: 127.5, scale: 1 / 127.5, padValue: 0 } as const;
  const transforms = [0.2, 0.4, 0.6, 0.8].map((x): SimilarityTransform => {
    const eye = { x: x * widthPx, y: 0.4 * heightPx };
    const aligned = alignByEyes(eye, { x: eye.x + 0.04 * widthPx, y: eye.y + 0.01 * heightPx }, { rightEye: { x: 38, y: 46 }, leftEye: { x: 74, y: 46 } });
    return aligned as SimilarityTransform; // the eyes are apart
  });
  const tensor = new Float32Array(3 * 112 * 112);
  const canvas = new Uint8Array(planeBytes);
  const twoTaps = openTwoTaps();
  const rgba = i420ToRgba(image, geometry);
  const drawn = { ...image, data: image.data.slice() };
  const size = `${heightPx}p`;
  const other = { isTwoTiles: false };
  return [
    { what: `${size} two tiles`, onCpu: () => composeTiles(image, geometry, tiles, canvas, twoTaps), onGpu: (tools, timer) => tilesOnGpu(tools, image, geometry, tiles, timer), bytesDown: planeBytes, isTwoTiles: true },
    { what: `${size} marks of two skeletons`, onCpu: () => drawMarks(drawn, geometry, marks), onGpu: (tools, timer) => marksOnGpu(tools, image, geometry, marks, timer), bytesDown: planeBytes, ...other },
    {
      what: `${size} four face crops`, bytesDown: 4 * 4 * tensor.length, ...other,
      onCpu: () => transforms.forEach((toCrop) => cropToTensor(image, geometry, toCrop, target, tensor)),
      onGpu: (tools, timer) => faceCropsOnGpu(tools, image, geometry, transforms.map((toCrop) => faceCropTables(geometry, toCrop, target)), 'f32', timer),
    },
    { what: `${size} content sums`, onCpu: () => contentSums(image), onGpu: (tools, timer) => contentOnGpu(tools, image, geometry, timer), bytesDown: 1036, ...other },
    { what: `${size} upright RGBA`, onCpu: () => i420ToRgba(image, geometry, rgba), onGpu: (tools, timer) => uprightOnGpu(tools, image, geometry, timer), bytesDown: rgba.length, ...other },
    {
      what: `${size} texture (there already) to planes`, bytesDown: planeBytes, ...other,
      onCpu: () => rgbaToI420(rgba, widthPx, heightPx, image.color, canvas),
      onGpu: (tools, timer) => planesOnGpu(tools, rgba, widthPx, heightPx, image.color, timer),
    },
  ];
}

/** Two figures of 16 bones with a box and a label each. */
function skeletons(widthPx: number, heightPx: number): PlannedMark[] {
  const coverage = new Uint8Array(80 * 16).fill(200);
  return [0.25, 0.65].flatMap((middle): PlannedMark[] => {
    const style = { color: '#20c0ff', opacity: 0.9 } as const;
    const bones = Array.from({ length: 16 }, (_, i): PlannedMark => {
      const angle = (i * 2 * Math.PI) / 16;
      const joint = (reach: number): { x: number; y: number } => ({ x: (middle + reach * Math.cos(angle)) * widthPx, y: 0.5 * heightPx + reach * Math.sin(angle) * widthPx });
      return { kind: 'line', from: joint(0.02), to: joint(0.12), thicknessPx: 4, ...style };
    });
    const box = frameBox((middle - 0.15) * widthPx, 0.1 * heightPx, 0.3 * widthPx, 0.8 * heightPx);
    return [...bones, { kind: 'box', box, thicknessPx: 3, ...style }, { kind: 'label', left: Math.round(box.x), top: Math.round(box.y), shape: { widthPx: 80, heightPx: 16, coverage }, ...style }];
  });
}
