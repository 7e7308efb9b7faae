import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CanvasTarget, Composer } from '../../src/compose/composer.ts';
import { CpuComposer } from '../../src/compose/cpu/composer.ts';
import { GpuComposer } from '../../src/compose/gpu/composer.ts';
import type { FrameGeometry } from '../../src/core/geometry.ts';
import { i420Layout } from '../../src/core/i420.ts';
import { openCount } from '../../src/core/owned.ts';
import type { FramePlan } from '../../src/documents/edit.ts';
import type { CanvasPlan } from '../../src/documents/tiles.ts';
import { openKernels, requireKernels, type OpenedKernels } from '../support/dawn.ts';
import { geometryOf, maskOf, noise, noisePicture, planOf } from '../unit/compose/pictures.ts';

let kernels: OpenedKernels | string;
beforeAll(async () => {
  kernels = await openKernels();
});
afterAll(() => typeof kernels === 'string' || kernels.close());

/** What comes out of composing noise: the canvas, and what is kept of it. */
async function composed(composer: Composer, geometry: FrameGeometry, plan: FramePlan, keeps = true): Promise<{ out: Uint8Array; keep: Uint8Array | null }> {
  const { widthPx, heightPx } = plan.canvas as CanvasPlan;
  const { byteLength } = i420Layout(widthPx, heightPx);
  const random = noise(77);
  const before = new Uint8Array(byteLength).map(() => Math.floor(random() * 256));
  const target: CanvasTarget = { out: new Uint8Array(byteLength).fill(99), before, keep: keeps ? new Uint8Array(byteLength).fill(98) : null };
  await composer.compose(noisePicture(geometry, 5), plan, target);
  return target;
}

function planned({ widthPx, heightPx }: FrameGeometry, size: readonly [number, number], held: CanvasPlan['held']): FramePlan {
  const [w, h] = size;
  const half = Math.ceil(w / 2);
  return {
    ...planOf([maskOf([widthPx * 0.2, heightPx * 0.2, widthPx * 0.3, heightPx * 0.4], { kind: 'erase' }), maskOf([widthPx * 0.6, heightPx * 0.4, widthPx * 0.3, heightPx * 0.3], { kind: 'solid', color: '#e07020' }, 'rounded-box', 2)]),
    canvas: {
      widthPx: w, heightPx: h, background: '#203040', held,
      tiles: [
        { view: { x: widthPx * 0.1, y: heightPx * 0.1, width: widthPx * 0.5, height: heightPx * 0.6 }, place: { x: 0, y: 0, width: half, height: h }, fit: 'contain' },
        { view: { x: widthPx * 0.5, y: 0, width: widthPx * 0.7, height: heightPx }, place: { x: half, y: Math.floor(h / 3), width: w - half, height: h - Math.floor(h / 3) }, fit: 'cover' },
      ],
      marks: [
        { kind: 'box', box: { x: half, y: Math.floor(h / 3), width: w - half, height: h - Math.floor(h / 3) }, thicknessPx: 3, color: '#ffcc00', opacity: 1 },
        { kind: 'line', from: { x: 1, y: 2 }, to: { x: w - 3, y: h / 2 }, thicknessPx: 2, color: '#00ff80', opacity: 0.5 },
      ],
    },
  };
}

describe('a canvas by the GPU is that of the CPU way, every byte the same', () => {
  test.for([
    ['even', 64, 48, [40, 30], 0, false, 1],
    ['odd, turned', 45, 31, [37, 29], 90, false, 1],
    ['mirrored, of long pixels', 33, 27, [25, 41], 270, true, 2],
    ['two side by side', 322, 182, [320, 180], 0, false, 1],
  ] as const)('%s', async ([, w, h, size, rotation, mirrored, stretch], context) => {
    const geometry = geometryOf(w, h, rotation, stretch, mirrored);
    using gpu = await GpuComposer.open(geometry, requireKernels(context, kernels));
    const cpu = new CpuComposer(geometry);
    const places = [[], [{ x: 3, y: 1, width: 15, height: 21 }], [{ x: 0, y: 0, width: size[0], height: size[1] }, { x: 5, y: 3, width: 4, height: 7 }]];
    for (const held of places) {
      const plan = planned(geometry, size, held);
      const [wanted, found] = [await composed(cpu, geometry, plan), await composed(gpu, geometry, plan)];
      expect(Buffer.compare(wanted.out, found.out), `${held.length} held`).toBe(0);
      expect(Buffer.compare(wanted.keep as Uint8Array, found.keep as Uint8Array), `${held.length} held, what is kept`).toBe(0);
      expect(Buffer.compare(wanted.out, wanted.keep as Uint8Array)).not.toBe(0); // marks are not kept
    }
  });

  test('hidden whole: all grey, whatever is held', async (context) => {
    const geometry = geometryOf(64, 48);
    using gpu = await GpuComposer.open(geometry, requireKernels(context, kernels));
    const plan = { ...planned(geometry, [40, 30], [{ x: 0, y: 0, width: 40, height: 30 }]), hideWhole: true };
    const [wanted, found] = [await composed(new CpuComposer(geometry), geometry, plan), await composed(gpu, geometry, plan)];
    expect(found.out).toEqual(wanted.out);
    expect([...new Set(found.out)].sort()).toEqual([126, 128]);
  });
});

test('a canvas that cannot be made throws, gives everything back, and the next one is right', async (context) => {
  const geometry = geometryOf(64, 48);
  using gpu = await GpuComposer.open(geometry, requireKernels(context, kernels));
  const plan = planned(geometry, [40, 30], []);
  const canvas = plan.canvas as CanvasPlan;
  await composed(gpu, geometry, plan);
  const open = openCount.count;
  for (const wrong of [
    { ...canvas, background: 'blue' },
    { ...canvas, held: [{ x: 30, y: 0, width: 11, height: 5 }] },
    { ...canvas, tiles: [{ view: { x: 0, y: 0, width: NaN, height: 3 }, place: { x: 0, y: 0, width: 4, height: 4 }, fit: 'cover' as const }] },
    { ...canvas, marks: [{ ...(canvas.marks[0] as CanvasPlan['marks'][number]), color: 'red' }] },
  ]) {
    await expect(composed(gpu, geometry, { ...plan, canvas: wrong })).rejects.toThrow();
    await expect((async () => composed(new CpuComposer(geometry), geometry, { ...plan, canvas: wrong }))()).rejects.toThrow();
  }
  await expect(gpu.compose(noisePicture(geometry, 1), plan)).rejects.toMatchObject({ code: 'internal/bug' });
  const [wanted, found] = [await composed(new CpuComposer(geometry), geometry, plan), await composed(gpu, geometry, plan)];
  expect(found.out).toEqual(wanted.out);
  expect(openCount.count).toBe(open);
});
