import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { i420Layout } from '../../src/core/i420.ts';
import { i420ToRgba, rgbaToI420 } from '../../src/pixels/planar.ts';
import { openKernels, requireKernels, type OpenedKernels } from '../support/dawn.ts';
import { planesOnGpu, uprightOnGpu } from '../support/kernels-on-gpu.ts';
import { geometryOf, noise, noisePicture } from '../unit/compose/pictures.ts';

let kernels: OpenedKernels | string;
beforeAll(async () => {
  kernels = await openKernels();
});
afterAll(() => typeof kernels === 'string' || kernels.close());

/** The first place where two lists differ. */
const firstDifference = (found: ArrayLike<number>, wanted: ArrayLike<number>): string => {
  for (let i = 0; i < Math.max(found.length, wanted.length); i++) if (found[i] !== wanted[i]) return `byte ${i}: ${found[i]}, not ${wanted[i]}`;
  return 'same';
};
const colors = [{ matrix: 'bt709', fullRange: false }, { matrix: 'smpte170m', fullRange: true }, { matrix: 'bt2020-ncl', fullRange: false }] as const;

describe('planes to upright RGBA by WGSL as by the CPU, every byte the same (tolerance 0)', () => {
  for (const [rotation, mirrored, stretch] of [[0, false, 1], [90, false, 1], [180, true, 1], [270, false, 2]] as const) {
    test.for([[1, 1], [3, 2], [33, 27], [131, 97], [640, 360]] as const)(`%d x %d, turned by ${rotation}`, async ([w, h], context) => {
      const geometry = geometryOf(w, h, rotation, stretch, mirrored);
      for (const color of colors) {
        const image = { ...noisePicture(geometry, 8), color };
        expect(firstDifference(await uprightOnGpu(requireKernels(context, kernels), image, geometry), i420ToRgba(image, geometry)), color.matrix).toBe('same');
      }
    });
  }
});

describe('a texture to planes by WGSL as RGBA by the CPU, every byte the same (tolerance 0)', () => {
  test.for([[1, 1], [2, 1], [1, 3], [33, 27], [131, 97], [640, 360]] as const)('%d x %d', async ([w, h], context) => {
    const random = noise(w);
    const rgba = new Uint8ClampedArray(4 * w * h).map((_, i) => (i < 64 ? (i % 3) * 127.5 : Math.floor(random() * 256)));
    for (const color of colors) {
      const wanted = new Uint8Array(i420Layout(w, h).byteLength);
      rgbaToI420(rgba, w, h, color, wanted);
      const found = await planesOnGpu(requireKernels(context, kernels), rgba, w, h, color);
      expect(firstDifference(found.data, wanted), color.matrix).toBe('same');
    }
  });
});
