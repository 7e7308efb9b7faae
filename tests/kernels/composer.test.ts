import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDawn } from '../../bench/parts/dawn.ts';
import { CpuComposer } from '../../src/compose/cpu/composer.ts';
import { GpuComposer } from '../../src/compose/gpu/composer.ts';
import type { FrameGeometry } from '../../src/core/geometry.ts';
import { openCount } from '../../src/core/owned.ts';
import type { FramePlan } from '../../src/documents/edit.ts';
import type { FillChoice } from '../../src/documents/intent.ts';
import { openGpuTools } from '../../src/gpu/gpu-tools.ts';
import { openKernels, requireKernels, type OpenedKernels } from '../support/dawn.ts';
import { worst } from '../support/both-ways.ts';
import { geometryOf, maskOf, noisePicture, planOf } from '../unit/compose/pictures.ts';

let kernels: OpenedKernels | string;
beforeAll(async () => {
  kernels = await openKernels();
});
afterAll(() => typeof kernels === 'string' || kernels.close());

const emoji = { widthPx: 5, heightPx: 4, rgba: new Uint8ClampedArray(80).map((_, i) => (i * 37) % 256) };
const portrait = { widthPx: 60, heightPx: 90, rgba: new Uint8ClampedArray(4 * 5400).map((_, i) => (i * 7919) % 256) };
const exact: readonly FillChoice[] = [{ kind: 'erase' }, { kind: 'solid', color: '#3a7f10' }, { kind: 'mosaic', cellsAcross: 4 }, { kind: 'blur' }];
/** Pictures are placed in f64 on the CPU and in 2^-11 of a sample on the GPU. */
const tolerances: readonly (readonly [FillChoice, number])[] = [...exact.map((fill) => [fill, 0] as const), [{ kind: 'image', image: emoji }, 1], [{ kind: 'image', image: portrait }, 1]];

const sizes: readonly (readonly [number, number, number])[] = [[1, 1, 1], [2, 2, 1], [1, 7, 1], [7, 5, 1], [33, 27, 1], [64, 48, 1], [45, 30, 4 / 3], [131, 97, 1]];
/** Enough to see a swapped axis; every frame costs the software adapter much. */
const turnedSizes = sizes.filter(([w]) => w === 7 || w === 45);
/** Boxes as shares of the picture. */
const layouts: readonly (readonly [string, readonly (readonly [number, number, number, number])[]])[] = [
  ['one at odd places', [[0.111, 0.173, 0.237, 0.391]]],
  ['one partly outside', [[-0.2, -0.3, 0.6, 0.7]]],
  ['one partly outside at the far corner', [[0.71, 0.63, 0.6, 0.7]]],
  ['one wholly outside whose feather reaches in', [[-0.31, 0.2, 0.3, 0.5]]],
  ['two that overlap', [[0.1, 0.1, 0.4, 0.5], [0.35, 0.3, 0.4, 0.5]]],
  ['three, near and apart', [[0.05, 0.1, 0.2, 0.3], [0.4, 0.1, 0.2, 0.3], [0.42, 0.6, 0.3, 0.3]]],
  ['one inside another', [[0.1, 0.1, 0.7, 0.8], [0.3, 0.3, 0.2, 0.2]]],
  ['everything', [[-1, -1, 3, 3]]],
  ['very thin', [[0.2, 0.501, 0.6, 0.001]]],
];

function masksOf(geometry: FrameGeometry, boxes: readonly (readonly [number, number, number, number])[], fills: readonly FillChoice[], shape: 'ellipse' | 'rounded-box'): FramePlan {
  return planOf(boxes.map(([x, y, w, h], i) => maskOf(
    [x * geometry.widthPx, y * geometry.heightPx, w * geometry.widthPx, h * geometry.heightPx], fills[i % fills.length] as FillChoice, shape, i,
  )));
}

describe('both ways compose the same frame: erase, solid, mosaic and blur byte for byte, pictures within 1', () => {
  for (const [rotation, mirrored] of [[0, false], [90, false], [180, false], [270, false], [90, true]] as const) {
    for (const [w, h, stretch] of rotation === 0 ? sizes : turnedSizes) {
      test(`${w}x${h}, turned by ${rotation}${mirrored ? ', mirrored' : ''}, pixels ${stretch.toFixed(2)} wide`, async (context) => {
        const geometry = geometryOf(w, h, rotation, stretch, mirrored);
        const tools = requireKernels(context, kernels);
        using gpu = await GpuComposer.open(geometry, tools);
        const cpu = new CpuComposer(geometry);
        const before = noisePicture(geometry, w + h);
        let changed = 0;
        for (const [name, boxes] of layouts) {
          for (const [fill, tolerance] of tolerances) {
            const shape = (name.length + fill.kind.length) % 2 === 0 ? 'ellipse' : 'rounded-box';
            cpu.reset();
            gpu.reset();
            const result = await worst(cpu, gpu, before, masksOf(geometry, boxes, [fill], shape));
            changed += result.changed ? 1 : 0;
            expect(result.difference, `${name}, ${fill.kind}, ${shape}, byte ${result.at}`).toBeLessThanOrEqual(tolerance);
          }
        }
        expect(changed).toBeGreaterThan(20);
      });
    }
  }

  test('all fills in one frame, over and beside each other, in either order', async (context) => {
    const geometry = geometryOf(130, 94, 90);
    using gpu = await GpuComposer.open(geometry, requireKernels(context, kernels));
    const cpu = new CpuComposer(geometry);
    const boxes = Array.from({ length: 10 }, (_, i) => [((i * 37) % 80) / 100, ((i * 53) % 75) / 100, 0.2 + (i % 3) / 12, 0.25] as const);
    const plan = masksOf(geometry, boxes, tolerances.map(([fill]) => fill), 'ellipse');
    for (const each of [plan, planOf([...plan.masks].reverse())]) {
      const result = await worst(cpu, gpu, noisePicture(geometry, 5), each);
      expect(result).toMatchObject({ changed: true });
      expect(result.difference, `byte ${result.at}`).toBeLessThanOrEqual(2); // a blur over pictures may add up
    }
  });

  test.for([[1280, 720], [1918, 1078]] as const)('%d x %d, faces as they are', async ([w, h], context) => {
    const geometry = geometryOf(w, h);
    using gpu = await GpuComposer.open(geometry, requireKernels(context, kernels));
    const cpu = new CpuComposer(geometry);
    const boxes = [[0.2, 0.3, 0.16, 0.36], [0.5, 0.2, 0.07, 0.15], [0.55, 0.28, 0.07, 0.15], [0.8, 0.7, 0.3, 0.5]] as const;
    for (const fill of exact) expect(await worst(cpu, gpu, noisePicture(geometry, 3), masksOf(geometry, boxes, [fill], 'ellipse'))).toMatchObject({ difference: 0, changed: true });
  });

  test('full range colours, and a frame hidden whole', async (context) => {
    for (const [w, h] of [[1, 1], [33, 27], [64, 48]] as const) {
      const geometry = geometryOf(w, h);
      using gpu = await GpuComposer.open(geometry, requireKernels(context, kernels));
      const before = { ...noisePicture(geometry, 2), color: { matrix: 'smpte170m', fullRange: true } as const };
      const hidden = await worst(new CpuComposer(geometry), gpu, before, { sourceFrame: 0, hideWhole: true, masks: [] });
      expect(hidden).toMatchObject({ difference: 0, changed: true });
      const solid = await worst(new CpuComposer(geometry), gpu, before, masksOf(geometry, [[0, 0, 0.6, 0.6]], [{ kind: 'solid', color: '#f00' }], 'rounded-box'));
      expect(solid).toMatchObject({ difference: 0, changed: true });
    }
  });
});

test('a mosaic keeps its cell counts from frame to frame, until reset', async (context) => {
  const geometry = geometryOf(64, 64);
  using gpu = await GpuComposer.open(geometry, requireKernels(context, kernels));
  const cpu = new CpuComposer(geometry);
  for (const step of ['first', 'grown', 'reset'] as const) {
    if (step === 'reset') {
      cpu.reset();
      gpu.reset();
    }
    const plan = planOf([maskOf([8, 0, 32, step === 'first' ? 32 : 48], { kind: 'mosaic', cellsAcross: 4 }, 'rounded-box')]);
    expect((await worst(cpu, gpu, noisePicture(geometry, 9), plan)).difference, step).toBe(0);
  }
});

test('frames in flight at once come out as if they were composed in turn', async (context) => {
  const geometry = geometryOf(131, 97);
  using gpu = await GpuComposer.open(geometry, requireKernels(context, kernels));
  const cpu = new CpuComposer(geometry);
  const plans = exact.map((fill, i) => masksOf(geometry, [[0.1 * i, 0.2, 0.4, 0.5]], [fill], 'ellipse'));
  const wanted = plans.map((plan, i) => {
    const image = noisePicture(geometry, i);
    cpu.compose(image, plan);
    return image.data;
  });
  const found = await Promise.all(plans.map(async (plan, i) => {
    const image = noisePicture(geometry, i);
    await gpu.compose(image, plan);
    return image.data;
  }));
  expect(found).toEqual(wanted);
});

test('once every size was seen no buffer is made and nothing stays taken', async (context) => {
  const geometry = geometryOf(96, 64);
  const tools = requireKernels(context, kernels);
  using gpu = await GpuComposer.open(geometry, tools);
  const frame = async (i: number): Promise<void> => gpu.compose(noisePicture(geometry, 1), masksOf(geometry, [[0.01 * i, 0.1, 0.4, 0.5], [0.5, 0.4, 0.3, 0.4]], exact, 'ellipse'));
  // Masks that move: a frame whose tables come to another size class may need buffers that no frame before needed.
  for (let i = 0; i < 20; i++) await frame(i);
  const { made } = tools.pool;
  const open = openCount.count;
  for (let i = 19; i >= 0; i--) await frame(i);
  expect({ made: tools.pool.made, open: openCount.count }).toEqual({ made, open });
});

test('a device lost under a frame is an error, not a picture that passes', async (context) => {
  const dawn = await openDawn('software');
  if (typeof dawn === 'string') return context.skip(dawn);
  using opened = await openGpuTools(dawn.gpu);
  using gpu = await GpuComposer.open(geometryOf(64, 48), opened.value);
  const image = noisePicture(geometryOf(64, 48), 1);
  const plan = masksOf(geometryOf(64, 48), [[0.2, 0.2, 0.4, 0.5]], exact, 'ellipse');
  await gpu.compose(image, plan);
  const open = openCount.count;
  const composing = gpu.compose(image, plan);
  opened.value.gpu.device.destroy();
  await expect(composing).rejects.toMatchObject({ code: 'gpu/device-lost' });
  await expect(gpu.compose(image, plan)).rejects.toMatchObject({ code: 'gpu/device-lost' });
  expect(openCount.count).toBeLessThan(open); // the buffers that were kept for more frames are gone with the device
});

describe('what cannot be carried out throws, and the next frame is right', () => {
  test.for([
    ['a box that is not finite', maskOf([NaN, 0, 4, 4], { kind: 'erase' }), 'internal/bug'],
    ['an unknown fill', maskOf([0, 0, 4, 4], { kind: 'glitter' } as unknown as FillChoice), 'internal/bug'],
    ['a colour that is none', maskOf([0, 0, 4, 4], { kind: 'solid', color: 'red' }), 'usage/bad-option'],
  ] as const)('%s', async ([, mask, code], context) => {
    const geometry = geometryOf(16, 16);
    using gpu = await GpuComposer.open(geometry, requireKernels(context, kernels));
    await expect(gpu.compose(noisePicture(geometry, 1), planOf([mask]))).rejects.toMatchObject({ code });
    const result = await worst(new CpuComposer(geometry), gpu, noisePicture(geometry, 1), planOf([maskOf([2, 2, 8, 8], { kind: 'erase' })]));
    expect(result).toMatchObject({ difference: 0, changed: true });
  });
});
