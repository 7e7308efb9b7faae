import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawMarks } from '../../src/compose/cpu/marks.ts';
import type { FrameGeometry } from '../../src/core/geometry.ts';
import type { PlannedMark } from '../../src/documents/marks.ts';
import { openKernels, requireKernels, type OpenedKernels } from '../support/dawn.ts';
import { marksOnGpu } from '../support/kernels-on-gpu.ts';
import { geometryOf, noise, noisePicture } from '../unit/compose/pictures.ts';

let kernels: OpenedKernels | string;
beforeAll(async () => {
  kernels = await openKernels();
});
afterAll(() => typeof kernels === 'string' || kernels.close());

const colors = ['#ff0000', '#00c060', '#fff', '#123456'] as const;

/** Lines, boxes and labels all over a picture and somewhat beyond. */
function someMarks({ widthPx, heightPx }: FrameGeometry, count: number): PlannedMark[] {
  const random = noise(count);
  const within = (size: number): number => (random() * 1.4 - 0.2) * size;
  return Array.from({ length: count }, (_, i): PlannedMark => {
    const style = { color: colors[i % colors.length] ?? '#000', opacity: i % 2 === 0 ? 1 : random() };
    const place = { x: within(widthPx), y: within(heightPx) };
    if (i % 3 === 0) return { kind: 'line', from: place, to: { x: within(widthPx), y: within(heightPx) }, thicknessPx: 0.5 + 6 * random(), ...style };
    if (i % 3 === 1) {
      const box = { ...place, width: 1 + random() * widthPx, height: 1 + random() * heightPx };
      return { kind: 'box', box, thicknessPx: i % 4 === 1 ? 'filled' : 0.5 + 5 * random(), ...style };
    }
    const [labelWidth, labelHeight] = [1 + Math.floor(20 * random()), 1 + Math.floor(9 * random())];
    const coverage = new Uint8Array(labelWidth * labelHeight).map(() => Math.floor(256 * random()));
    return { kind: 'label', left: Math.round(place.x), top: Math.round(place.y), shape: { widthPx: labelWidth, heightPx: labelHeight, coverage }, ...style };
  });
}

describe('marks by WGSL are those of the CPU way, every byte the same (tolerance 0)', () => {
  const sizes = [['1x1', 1, 1, 1, 12], ['odd', 33, 27, 1, 20], ['not whole words', 131, 97, 1, 40], ['wide pixels', 64, 48, 2, 20]] as const;
  const turns = [[0, false], [90, false], [180, true], [270, false]] as const;
  const large = ['720p', 1280, 720, 1, 60, 90, false] as const; // once: the adapter of tests is the processor
  test.for([...turns.flatMap((turn) => sizes.map((size) => [...size, ...turn] as const)), large])('%s, %d x %d, pixels %d wide, %d marks, turned by %d', async ([, w, h, stretch, count, rotation, mirrored], context) => {
    const opened = requireKernels(context, kernels);
    const geometry = geometryOf(w, h, rotation, stretch, mirrored);
    const marks = someMarks(geometry, count);
    const before = noisePicture(geometry, 31);
    const wanted = { ...before, data: before.data.slice() };
    drawMarks(wanted, geometry, marks);
    const found = await marksOnGpu(opened, before, geometry, marks);
    const at = wanted.data.findIndex((value, i) => value !== found.data[i]);
    expect(at === -1 ? 'same' : `byte ${at}: ${found.data[at]}, not ${wanted.data[at]}`).toBe('same');
    expect(wanted.data.some((value, i) => value !== before.data[i])).toBe(true);
  });

  test('no marks, no change', async (context) => {
    const opened = requireKernels(context, kernels);
    const before = noisePicture(geometryOf(9, 7), 1);
    expect((await marksOnGpu(opened, before, geometryOf(9, 7), [])).data).toEqual(before.data);
  });
});
