import { expect, test } from 'vitest';
import { CpuComposer } from '../../../src/compose/cpu/composer.ts';
import { MaskDrawing } from '../../../src/compose/cpu/draw-masks.ts';
import { blankHidden } from '../../../src/compose/gpu/blank-hidden.ts';
import { hiddenSamples } from './hidden-samples.ts';
import { geometryOf, maskOf, noisePicture, planOf } from './pictures.ts';

const geometry = geometryOf(93, 61);
const grey = [126, 128, 128];

test.each([
  ['erase', { kind: 'erase' }, true],
  ['solid', { kind: 'solid', color: '#ff0000' }, true],
  ['mosaic', { kind: 'mosaic', cellsAcross: 4 }, false],
] as const)('what a mask of %s hides goes to a GPU as it must', (_, fill, blank) => {
  const masks = [maskOf([20, 10, 30, 36], fill)];
  const before = noisePicture(geometry, 7);
  const after = { ...before, data: before.data.slice() };
  blankHidden(after, new MaskDrawing(geometry).draw(planOf(masks)));
  const hidden = hiddenSamples(geometry, masks);
  const differing = [...after.data.keys()].filter((i) => after.data[i] !== before.data[i]);
  const left = [...after.data.keys()].filter((i) => hidden[i] === 1 && !grey.includes(after.data[i] as number)).length;
  expect(hidden.includes(1)).toBe(true);
  if (blank) expect(left).toBe(0);
  else expect(differing).toEqual([]);
  const [plain, blanked] = [{ ...before, data: before.data.slice() }, { ...after, data: after.data.slice() }];
  for (const image of [plain, blanked]) new CpuComposer(geometry).compose(image, planOf(masks));
  expect(blanked.data).toEqual(plain.data); // the fill cannot tell
});
