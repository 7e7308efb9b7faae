import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { frameBox, type FrameBox } from '../../src/core/boxes.ts';
import type { FrameGeometry } from '../../src/core/geometry.ts';
import type { PictureColor } from '../../src/core/i420.ts';
import { toHalf } from '../../src/core/half.ts';
import type { TensorValue } from '../../src/gpu/kernels/shared/tensor-value.ts';
import { Letterbox, type TensorTarget } from '../../src/pixels/letterbox.ts';
import { openKernels, requireKernels, type OpenedKernels } from '../support/dawn.ts';
import { letterboxOnGpu } from '../support/both-ways.ts';
import { geometryOf, noisePicture } from '../unit/compose/pictures.ts';

let kernels: OpenedKernels | string;
beforeAll(async () => {
  kernels = await openKernels();
});
afterAll(() => typeof kernels === 'string' || kernels.close());

const target = (widthPx: number, heightPx: number, more: Partial<TensorTarget> = {}): TensorTarget => ({
  widthPx, heightPx, channels: 'bgr', layout: 'nchw', mean: 0, scale: 1, padValue: 0, ...more,
});

interface Look {
  readonly region: FrameBox;
  readonly target: TensorTarget;
}

/** Compares every value of every region: not one may differ. */
async function expectSame(opened: OpenedKernels, geometry: FrameGeometry, looks: readonly Look[], color: PictureColor, value: TensorValue = 'f32'): Promise<void> {
  const image = { ...noisePicture(geometry, 11), color };
  const letterboxes = looks.map((look) => new Letterbox(geometry, look.region, look.target));
  const found = await letterboxOnGpu(opened, image, letterboxes, value);
  looks.forEach((look, i) => {
    const tensor = new Float32Array(3 * look.target.widthPx * look.target.heightPx);
    letterboxes[i]?.run(image, tensor);
    const wanted = value === 'f32' ? tensor : Uint16Array.from(tensor, toHalf);
    const at = wanted.findIndex((value, k) => value !== found[i]?.[k]);
    expect(at === -1 ? 'same' : `value ${at} of region ${i}: ${found[i]?.[at]}, not ${wanted[at]}`).toBe('same');
  });
}

const limited = { matrix: 'bt709', fullRange: false } as const;
const whole = (geometry: FrameGeometry, wanted: TensorTarget): Look => ({ region: frameBox(0, 0, geometry.widthPx, geometry.heightPx), target: wanted });

describe('the letterbox kernel gives the tensors of the CPU way, every value the same (tolerance 0)', () => {
  for (const [rotation, mirrored] of [[0, false], [90, false], [180, false], [270, false], [0, true], [90, true]] as const) {
    test.for([
      ['1x1', 1, 1, 1, 32, 32],
      ['2x1', 2, 1, 1, 32, 32],
      ['odd', 33, 27, 1, 32, 32],
      ['odd, not whole words', 131, 97, 1, 96, 64],
      ['enlarged', 24, 18, 1, 96, 96],
      ['exactly halved', 128, 96, 1, 64, 64],
      ['shrunk a lot', 257, 121, 1, 32, 32],
      ['wide pixels', 64, 96, 2, 64, 64],
      ['720p', 1280, 720, 1, 640, 384],
    ] as const)(`%s, turned by ${rotation}`, async ([, w, h, stretch, toWidth, toHeight], context) => {
      const geometry = geometryOf(w, h, rotation, stretch, mirrored);
      await expectSame(requireKernels(context, kernels), geometry, [whole(geometry, target(toWidth, toHeight))], limited);
    });
  }

  test.for(['f32', 'f16'] as const)('several regions of several networks in one dispatch, some reaching out of the picture, %s', async (value, context) => {
    const geometry = geometryOf(150, 101, 90);
    const looks: Look[] = [
      whole(geometry, target(64, 96)),
      { region: frameBox(-20, -10, 90, 90), target: target(48, 48, { channels: 'rgb', layout: 'nhwc', mean: 127.5, scale: 1 / 127.5, padValue: 127 }) },
      { region: frameBox(60, 70, 60, 120), target: target(33, 17, { mean: 104, scale: 1, padValue: 114 }) },
      { region: frameBox(300, 300, 10, 10), target: target(16, 16, { padValue: 9 }) },
    ];
    await expectSame(requireKernels(context, kernels), geometry, looks, { matrix: 'smpte170m', fullRange: true }, value);
  });

  test.for([['1x1', 1, 1, 3, 3], ['odd', 33, 27, 31, 33], ['720p', 1280, 720, 640, 384]] as const)('in halves: %s', async ([, w, h, toWidth, toHeight], context) => {
    const geometry = geometryOf(w, h, 90);
    await expectSame(requireKernels(context, kernels), geometry, [whole(geometry, target(toWidth, toHeight, { mean: 127.5, scale: 1 / 127.5 }))], limited, 'f16');
  });

  test.for([limited, { matrix: 'bt2020-ncl', fullRange: false }, { matrix: 'smpte170m', fullRange: true }] as const)('$matrix, full range: $fullRange', async (color, context) => {
    const geometry = geometryOf(40, 30);
    await expectSame(requireKernels(context, kernels), geometry, [whole(geometry, target(32, 32))], color);
  });
});
