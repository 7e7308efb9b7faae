import { describe, expect, test } from 'vitest';
import { CpuComposer } from '../../../src/compose/cpu/composer.ts';
import { drawMarks } from '../../../src/compose/cpu/marks.ts';
import type { FramePlan } from '../../../src/documents/edit.ts';
import type { PlannedMark } from '../../../src/documents/marks.ts';
import { geometryOf, maskOf, noisePicture, planOf } from './pictures.ts';

const geometry = geometryOf(64, 48, 90);
const masks = [maskOf([10, 12, 20, 24], { kind: 'erase' }), maskOf([25, 30, 15, 20], { kind: 'solid', color: '#e07020' })];
const marks: readonly PlannedMark[] = [
  { kind: 'line', from: { x: 4, y: 5 }, to: { x: 40, y: 55 }, thicknessPx: 3, color: '#ffcc00', opacity: 1 },
  { kind: 'box', box: { x: 8, y: 10, width: 30, height: 40 }, thicknessPx: 2, color: '#00ff80', opacity: 0.5 },
];
const composed = (plan: FramePlan, seed = 3): Uint8Array => {
  const picture = noisePicture(geometry, seed);
  new CpuComposer(geometry).compose(picture, plan);
  return picture.data;
};

describe('marks over the source itself', () => {
  test('are drawn after its masks, over them', () => {
    const wanted = noisePicture(geometry, 3);
    new CpuComposer(geometry).compose(wanted, planOf(masks));
    const maskedOnly = wanted.data.slice();
    drawMarks(wanted, geometry, marks);
    const found = composed({ ...planOf(masks), marks });
    expect(Buffer.compare(found, wanted.data)).toBe(0);
    expect(Buffer.compare(found, maskedOnly)).not.toBe(0);
  });

  test('are not drawn on a frame that is hidden whole', () => {
    expect(Buffer.compare(composed({ ...planOf(masks), marks, hideWhole: true }), composed({ ...planOf(masks), hideWhole: true }))).toBe(0);
  });

  test('tell nothing of what masks hide: other pixels under them, the same bytes', () => {
    const covering = [maskOf([-50, -50, 200, 200], { kind: 'solid', color: '#102030' })];
    expect(Buffer.compare(composed({ ...planOf(covering), marks }, 3), composed({ ...planOf(covering), marks }, 4))).toBe(0);
  });

  test('cut off at a clip: nothing changes outside of it, all that lies in it is as without', () => {
    const upright = geometryOf(40, 30);
    const drawn = (clip?: PlannedMark['clip']): Uint8Array => {
      const picture = noisePicture(upright, 9);
      drawMarks(picture, upright, [{ kind: 'line', from: { x: 2, y: 3 }, to: { x: 38, y: 27 }, thicknessPx: 5, color: '#fff', opacity: 1, ...(clip === undefined ? {} : { clip }) }]);
      return picture.data.subarray(0, 1200);
    };
    const [before, whole, cut] = [noisePicture(upright, 9).data.subarray(0, 1200), drawn(), drawn({ x: 9.5, y: 4, width: 20.8, height: 18 })];
    const wanted = before.map((value, at) => (at % 40 >= 10 && at % 40 < 30 && at >= 160 && at < 880 ? (whole[at] as number) : value));
    expect([...cut]).toEqual([...wanted]);
    expect(Buffer.compare(cut, before)).not.toBe(0);
    expect([...drawn({ x: 12, y: 12, width: 0.5, height: 0.5 })]).toEqual([...before]);
  });
});
