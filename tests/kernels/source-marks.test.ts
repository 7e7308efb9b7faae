import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CpuComposer } from '../../src/compose/cpu/composer.ts';
import { GpuComposer } from '../../src/compose/gpu/composer.ts';
import { openCount } from '../../src/core/owned.ts';
import type { FramePlan } from '../../src/documents/edit.ts';
import { FramePlanner } from '../../src/plan/frame-plan.ts';
import { plan } from '../../src/plan/plan.ts';
import { worst } from '../support/both-ways.ts';
import { openKernels, requireKernels, type OpenedKernels } from '../support/dawn.ts';
import { geometryOf, maskOf, noisePicture, planOf } from '../unit/compose/pictures.ts';
import { blockText, bodiesOf, bodyTrack, personOf } from '../unit/plan/marks/made-bodies.ts';

let kernels: OpenedKernels | string;
beforeAll(async () => {
  kernels = await openKernels();
});
afterAll(() => typeof kernels === 'string' || kernels.close());

/** Two people of a made-up video on a frame: skeletons, boxes and labels of a style. */
function overlay(style: 'review' | 'publication', widthPx: number, heightPx: number): FramePlan {
  const analysis = bodiesOf(9, [bodyTrack(1, 0, 9, 20, 25), bodyTrack(2, 0, 9, 70, -30)], [personOf(1), personOf(2)]);
  const edit = plan({ ...analysis, source: { ...analysis.source, widthPx, heightPx } }, {
    hide: { kind: 'everyone', shape: 'ellipse', scale: 1, fill: { kind: 'erase' } },
    marks: { kind: 'overlay', people: [], style, skeletons: true, boxes: true, ids: true, actions: true, actionWords: {} },
  });
  return new FramePlanner(edit, blockText).at(4);
}

describe('an overlay on the source itself by the GPU is that of the CPU way, every byte the same', () => {
  test.for([
    ['even', 160, 96, 0, false, 1, 'review'],
    ['odd, turned', 131, 97, 90, false, 1, 'publication'],
    ['mirrored, of long pixels', 75, 61, 270, true, 2, 'publication'],
  ] as const)('%s', async ([, w, h, rotation, mirrored, stretch, style], context) => {
    const geometry = geometryOf(w, h, rotation, stretch, mirrored);
    using gpu = await GpuComposer.open(geometry, requireKernels(context, kernels));
    const cpu = new CpuComposer(geometry);
    const { marks = [] } = overlay(style, geometry.widthPx, geometry.heightPx);
    expect(marks.length).toBeGreaterThan(20);
    const masks = [maskOf([geometry.widthPx * 0.2, geometry.heightPx * 0.2, geometry.widthPx * 0.3, geometry.heightPx * 0.4], { kind: 'erase' })];
    for (const planned of [planOf(masks), planOf([])]) {
      expect(await worst(cpu, gpu, noisePicture(geometry, w), { ...planned, marks })).toMatchObject({ difference: 0, changed: true });
    }
    const hidden = await worst(cpu, gpu, noisePicture(geometry, w), { ...planOf(masks), marks, hideWhole: true });
    expect(hidden.difference).toBe(0);
  });
});

test('marks that cannot be drawn throw both ways, give everything back, and the next frame is right', async (context) => {
  const geometry = geometryOf(64, 48);
  using gpu = await GpuComposer.open(geometry, requireKernels(context, kernels));
  const cpu = new CpuComposer(geometry);
  const { marks = [] } = overlay('review', 64, 48);
  await worst(cpu, gpu, noisePicture(geometry, 1), { ...planOf([]), marks });
  const open = openCount.count;
  for (const wrong of [{ opacity: 2 }, { color: 'red' }, { clip: { x: NaN, y: 0, width: 4, height: 4 } }]) {
    const planned = { ...planOf([]), marks: marks.map((mark) => ({ ...mark, ...wrong })) };
    await expect(gpu.compose(noisePicture(geometry, 1), planned)).rejects.toThrow();
    expect(() => cpu.compose(noisePicture(geometry, 1), planned)).toThrow();
  }
  expect((await worst(cpu, gpu, noisePicture(geometry, 2), { ...planOf([]), marks })).difference).toBe(0);
  expect(openCount.count).toBe(open);
});
