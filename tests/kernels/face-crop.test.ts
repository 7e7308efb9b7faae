import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FrameGeometry } from '../../src/core/geometry.ts';
import { toHalf } from '../../src/core/half.ts';
import type { PictureColor } from '../../src/core/i420.ts';
import type { SimilarityTransform } from '../../src/core/similarity.ts';
import type { TensorValue } from '../../src/gpu/kernels/shared/tensor-value.ts';
import { cropToTensor, faceCropTables } from '../../src/pixels/face-crop.ts';
import type { TensorTarget } from '../../src/pixels/letterbox.ts';
import { faceCropsOnGpu } from '../support/kernels-on-gpu.ts';
import { openKernels, requireKernels, type OpenedKernels } from '../support/dawn.ts';
import { geometryOf, noisePicture } from '../unit/compose/pictures.ts';

let kernels: OpenedKernels | string;
beforeAll(async () => {
  kernels = await openKernels();
});
afterAll(() => typeof kernels === 'string' || kernels.close());

const target = (widthPx: number, heightPx: number, more: Partial<TensorTarget> = {}): TensorTarget => ({
  widthPx, heightPx, channels: 'rgb', layout: 'nchw', mean: 127.5, scale: 1 / 127.5, padValue: 0, ...more,
});

interface Crop {
  readonly toCrop: SimilarityTransform;
  readonly target: TensorTarget;
}

/** About the middle of picture and crop. */
function crop(geometry: FrameGeometry, scale: number, degrees: number, wanted: TensorTarget): Crop {
  const a = scale * Math.cos((degrees * Math.PI) / 180);
  const b = scale * Math.sin((degrees * Math.PI) / 180);
  const x = geometry.widthPx / 2;
  const y = geometry.heightPx / 2;
  return { toCrop: { a, b, e: wanted.widthPx / 2 - a * x + b * y, f: wanted.heightPx / 2 - b * x - a * y }, target: wanted };
}

async function expectSame(opened: OpenedKernels, geometry: FrameGeometry, crops: readonly Crop[], color: PictureColor, value: TensorValue = 'f32'): Promise<void> {
  const image = { ...noisePicture(geometry, 11), color };
  const found = await faceCropsOnGpu(opened, image, geometry, crops.map((each) => faceCropTables(geometry, each.toCrop, each.target)), value);
  crops.forEach((each, i) => {
    const tensor = new Float32Array(3 * each.target.widthPx * each.target.heightPx);
    cropToTensor(image, geometry, each.toCrop, each.target, tensor);
    const wanted = value === 'f32' ? tensor : Uint16Array.from(tensor, toHalf);
    const at = wanted.findIndex((value, k) => value !== found[i]?.[k]);
    expect(at === -1 ? 'same' : `value ${at} of crop ${i}: ${found[i]?.[at]}, not ${wanted[at]}`).toBe('same');
  });
}

const limited = { matrix: 'bt709', fullRange: false } as const;

describe('the face crop kernel gives the tensors of the CPU way, every value the same (tolerance 0)', () => {
  for (const [rotation, mirrored] of [[0, false], [90, false], [180, true], [270, false]] as const) {
    test.for([
      ['1x1', 1, 1, 1, 5, 20, 32, 32],
      ['odd, smaller', 33, 27, 1, 0.7, -50, 32, 31],
      ['odd, not whole words, much smaller', 131, 97, 1, 0.21, 77, 24, 36],
      ['enlarged', 24, 18, 1, 3.3, 160, 48, 48],
      ['wide pixels', 64, 96, 2, 0.4, 10, 33, 17],
      ['1080p', 1920, 1080, 1, 0.13, 31, 112, 112],
    ] as const)(`%s, turned by ${rotation}`, async ([, w, h, stretch, scale, degrees, toWidth, toHeight], context) => {
      const geometry = geometryOf(w, h, rotation, stretch, mirrored);
      await expectSame(requireKernels(context, kernels), geometry, [crop(geometry, scale, degrees, target(toWidth, toHeight))], limited);
    });
  }

  test.for(['f32', 'f16'] as const)('several crops for several networks in one dispatch, some outside the picture, %s', async (value, context) => {
    const geometry = geometryOf(150, 101, 90);
    const wanted = target(24, 24, { channels: 'bgr', layout: 'nhwc', mean: 104, scale: 1, padValue: 114 });
    await expectSame(requireKernels(context, kernels), geometry, [
      crop(geometry, 0.5, 5, target(48, 40)), crop(geometry, 1.5, 95, wanted), crop(geometry, 0.05, 200, wanted),
      { toCrop: { a: 1, b: 0, e: -5000, f: 0 }, target: target(16, 16, { padValue: 9 }) }, { toCrop: { a: 1e-7, b: 0, e: 3, f: 3 }, target: wanted },
    ], { matrix: 'smpte170m', fullRange: true }, value);
  });
});
