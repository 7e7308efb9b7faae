import { drawMarks } from '../../../src/compose/cpu/marks.ts';
import { composeTiles } from '../../../src/compose/cpu/tiles.ts';
import { i420Layout, type I420Image, type PictureColor } from '../../../src/core/i420.ts';
import type { PlannedMark } from '../../../src/documents/marks.ts';
import type { TilePlan } from '../../../src/documents/tiles.ts';
import { openGpuTools } from '../../../src/gpu/gpu-tools.ts';
import { contentSums } from '../../../src/pixels/content-complexity.ts';
import { cropToTensor, faceCropTables } from '../../../src/pixels/face-crop.ts';
import { i420ToRgba } from '../../../src/pixels/planar.ts';
import { plainTwoTaps } from '../../../src/pixels/two-taps/two-taps.reference.ts';
import { simdTwoTaps } from '../../../src/pixels/two-taps/two-taps.simd.ts';
import type { TwoTaps } from '../../../src/pixels/two-taps/two-taps.ts';
import { contentOnGpu, faceCropsOnGpu, frameOnGpu, marksOnGpu, tilesOnGpu, uprightOnGpu } from '../../support/kernels-on-gpu.ts';
import { geometryOf, noise, noisePicture } from '../../unit/compose/pictures.ts';

/** By kernel: how many values of its result differ from those of plain TypeScript, on this browser's adapter and in its WebAssembly; Infinity where it does not run. */
export async function differences([w, h, rotation]: readonly [number, number, 0 | 90 | 180 | 270]): Promise<Record<string, number>> {
  using opened = await openGpuTools(navigator.gpu);
  const tools = opened.value;
  const geometry = geometryOf(w, h, rotation);
  const { widthPx, heightPx } = geometry;
  const image = noisePicture(geometry, w);
  const differing = (found: ArrayLike<number>, wanted: ArrayLike<number>): number =>
    found.length === wanted.length ? Array.from(wanted).filter((value, i) => value !== found[i]).length : Infinity;

  const target = { widthPx: 32, heightPx: 32, channels: 'rgb', layout: 'nchw', mean: 127.5, scale: 1 / 127.5, padValue: 0 } as const;
  const toCrop = { a: 0.4, b: 0.3, e: -3, f: 2 };
  const tensor = new Float32Array(3 * 32 * 32);
  cropToTensor(image, geometry, toCrop, target, tensor);
  const [crop] = await faceCropsOnGpu(tools, image, geometry, [faceCropTables(geometry, toCrop, target)]);

  const tiles: TilePlan = {
    widthPx: 61, heightPx: 47, background: '#204060',
    tiles: [
      { view: { x: 0.1 * widthPx, y: 0.2 * heightPx, width: 0.4 * widthPx, height: 0.5 * heightPx }, place: { x: 1, y: 3, width: 31, height: 41 }, fit: 'cover' },
      { view: { x: 0.5 * widthPx, y: 0, width: 0.7 * widthPx, height: heightPx }, place: { x: 32, y: 2, width: 29, height: 45 }, fit: 'contain' },
    ],
  };
  const canvasBy = (twoTaps: TwoTaps): I420Image => composeTiles(image, geometry, tiles, new Uint8Array(i420Layout(61, 47).byteLength), twoTaps);
  const canvas = canvasBy(plainTwoTaps());
  const simd = simdTwoTaps();

  const marks: readonly PlannedMark[] = [
    { kind: 'line', from: { x: -5, y: 3 }, to: { x: 0.8 * widthPx, y: 0.9 * heightPx }, thicknessPx: 3.5, color: '#ff0000', opacity: 1 },
    { kind: 'box', box: { x: 0.2 * widthPx, y: 0.1 * heightPx, width: 0.5 * widthPx, height: 0.6 * heightPx }, thicknessPx: 1.5, color: '#0f0', opacity: 0.7 },
    { kind: 'label', left: 3, top: 2, shape: { widthPx: 9, heightPx: 5, coverage: new Uint8Array(45).map((_, i) => (i * 37) % 256) }, color: '#fff', opacity: 0.9 },
  ];
  const drawn = { ...image, data: image.data.slice() };
  drawMarks(drawn, geometry, marks);
  const drawnOnGpu = await marksOnGpu(tools, image, geometry, marks);

  const sums = contentSums(image);
  const sumsOnGpu = await contentOnGpu(tools, image, geometry);
  return {
    'face-crop': differing(crop ?? [], tensor),
    'place-tiles': differing((await tilesOnGpu(tools, image, geometry, tiles)).data, canvas.data),
    'two-taps': simd === null ? Infinity : differing(canvasBy(simd).data, canvas.data),
    'draw-marks': differing(drawnOnGpu.data, drawn.data),
    'content-sums': differing([...sumsOnGpu.histogram, sumsOnGpu.edges, sumsOnGpu.variances], [...sums.histogram, sums.edges, sums.variances]),
    'planes-to-rgba': differing(await uprightOnGpu(tools, image, geometry), i420ToRgba(image, geometry)),
  };
}

/** What is put through a frame of video: slopes, or noise in all three planes, of colours that RGB can hold. */
export type ImportedPicture = 'slopes' | 'colours of RGB';

/** The largest and the mean difference of planes that went through a frame of video and an external texture, by plane. */
export async function framesImported([color, picture]: readonly [PictureColor, ImportedPicture]): Promise<{ largest: number[]; mean: number[] }> {
  using opened = await openGpuTools(navigator.gpu);
  const widthPx = 64;
  const heightPx = 48;
  const { uOffset, vOffset, chromaWidthPx, byteLength } = i420Layout(widthPx, heightPx);
  const random = noise(5);
  const sample = (i: number): number => {
    if (picture === 'colours of RGB') return i < uOffset ? 90 + 70 * random() : 112 + 32 * random();
    const at = i < vOffset ? i - uOffset : i - vOffset;
    if (i < uOffset) return 60 + 2 * (i % widthPx) + (Math.floor(i / widthPx) % 8);
    return i < vOffset ? 112 + (at % chromaWidthPx) : 116 + Math.floor(at / chromaWidthPx);
  };
  const data = new Uint8Array(byteLength).map((_, i) => sample(i));
  const image: I420Image = { widthPx, heightPx, data, color };
  const primaries = { bt709: 'bt709', smpte170m: 'smpte170m', 'bt2020-ncl': 'bt2020' }[color.matrix] as VideoColorPrimaries;
  const transfer = { bt709: 'bt709', smpte170m: 'smpte170m', 'bt2020-ncl': 'bt709' }[color.matrix] as VideoTransferCharacteristics;
  const frame = new VideoFrame(data, {
    format: 'I420', codedWidth: widthPx, codedHeight: heightPx, timestamp: 0,
    colorSpace: { matrix: color.matrix as VideoMatrixCoefficients, primaries, transfer, fullRange: color.fullRange },
  });
  try {
    const found = await frameOnGpu(opened.value, frame, color);
    const planes = [[0, uOffset], [uOffset, vOffset], [vOffset, byteLength]] as const;
    const of = ([from, to]: readonly [number, number]): number[] => [...image.data.subarray(from, to)].map((value, i) => Math.abs(value - (found.data[from + i] as number)));
    return {
      largest: planes.map((plane) => Math.max(...of(plane))),
      mean: planes.map((plane) => of(plane).reduce((sum, each) => sum + each, 0) / (plane[1] - plane[0])),
    };
  } finally {
    frame.close();
  }
}
