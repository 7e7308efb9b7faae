import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CpuComposer } from '../../src/compose/cpu/composer.ts';
import { GpuComposer } from '../../src/compose/gpu/composer.ts';
import { bonePartCount } from '../../src/plan/hide/body-hull.ts';
import type { FillChoice } from '../../src/documents/intent.ts';
import { openKernels, requireKernels, type OpenedKernels } from '../support/dawn.ts';
import { worst } from '../support/both-ways.ts';
import { polygonMask, polygons } from '../unit/compose/drawn-shapes.ts';
import { analysisOf, planAt, poseAt, standingBox, trackOf } from '../unit/plan/hand-made.ts';
import { geometryOf, maskOf, noisePicture, planOf } from '../unit/compose/pictures.ts';

let kernels: OpenedKernels | string;
beforeAll(async () => {
  kernels = await openKernels();
});
afterAll(() => typeof kernels === 'string' || kernels.close());

const fills: readonly FillChoice[] = [{ kind: 'erase' }, { kind: 'solid', color: '#3a7f10' }, { kind: 'mosaic', cellsAcross: 4 }, { kind: 'blur' }];

describe('both ways compose drawn shapes byte for byte', () => {
  test.for([[1, 1, 0], [33, 27, 0], [64, 48, 90], [131, 97, 180]] as const)('%d x %d, turned by %d', async ([w, h, rotation], context) => {
    const geometry = geometryOf(w, h, rotation);
    using gpu = await GpuComposer.open(geometry, requireKernels(context, kernels));
    const cpu = new CpuComposer(geometry);
    let changed = 0;
    for (const [index, [name, shares]] of polygons.entries()) {
      const fill = fills[index % fills.length] as FillChoice;
      const polygon = polygonMask(geometry, shares, fill, index % 3);
      const { polygon: _, ...box } = { ...polygon, shape: 'box' as const };
      for (const mask of [polygon, box]) {
        const result = await worst(cpu, gpu, noisePicture(geometry, w + h), planOf([mask]));
        changed += result.changed ? 1 : 0;
        expect(result.difference, `${name}, ${mask.shape}, ${fill.kind}, byte ${result.at}`).toBe(0);
      }
    }
    expect(changed).toBeGreaterThan(w === 1 ? 3 : 15);
  });

  test('beside and over masks of other shapes', async (context) => {
    const geometry = geometryOf(130, 94);
    using gpu = await GpuComposer.open(geometry, requireKernels(context, kernels));
    const masks = [
      ...fills.map((fill, index) => polygonMask(geometry, (polygons[2 + index] as (typeof polygons)[number])[1], fill, 1, index)),
      maskOf([20, 10, 60, 50], { kind: 'erase' }, 'ellipse', 9),
      maskOf([60, 40, 60, 50], { kind: 'mosaic', cellsAcross: 4 }, 'rounded-box', 10),
    ];
    const result = await worst(new CpuComposer(geometry), gpu, noisePicture(geometry, 4), planOf(masks));
    expect(result).toMatchObject({ difference: 0, changed: true });
  });

  test.for(fills)('the parts of a person, over one another: $kind', async (fill, context) => {
    const geometry = geometryOf(130, 94);
    using gpu = await GpuComposer.open(geometry, requireKernels(context, kernels));
    const body = trackOf(2, 'person', [standingBox(60, 90, 88)], { faces: [1], poses: Float32Array.from(poseAt(60, 90, 88)) });
    const face = trackOf(1, 'face', [[57, 6, 7, 8]], { eyes: Float32Array.of(59, 9, 62, 10) });
    const cpu = new CpuComposer(geometry);
    for (const covers of ['person', 'eyes'] as const) {
      const plan = planAt(analysisOf([face, body], 1), { kind: 'everyone', covers, shape: 'ellipse', scale: 1, fill });
      expect(plan.masks.length).toBe(covers === 'person' ? 1 + bonePartCount : 1);
      expect(await worst(cpu, gpu, noisePicture(geometry, 4), plan)).toMatchObject({ difference: 0, changed: true });
    }
  });
});
