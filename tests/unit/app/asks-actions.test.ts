import { expect, it } from 'vitest';
import { lookingForAll, saysActions } from '../../../src/app/state/looking.ts';
import type { JobOptions } from '../../../src/rpc/job-types.ts';

const plain: JobOptions = {
  quality: 'balanced', detector: 'auto', backend: 'auto', codec: 'auto', sensitivity: 0.5, sound: 'drop', corrections: [], livePreview: false,
  hide: { kind: 'everyone', mask: { shape: 'ellipse', scale: 1 }, fill: { kind: 'erase' } },
};
const asking: JobOptions = { ...plain, actions: true };
const drawn = (actions: boolean): JobOptions => ({ ...plain, marks: { kind: 'overlay', people: [], style: 'review', skeletons: true, boxes: true, ids: true, actions, actionWords: {} } });

it.each<[string, JobOptions, JobOptions, boolean]>([
  ['nobody asks', plain, plain, true],
  ['it was asked', asking, drawn(true), true],
  ['it was drawn', drawn(true), asking, true],
  ['it was not asked, and is', plain, asking, false],
  ['bodies were drawn without it, and it is to be written over them', drawn(false), drawn(true), false],
  ['it was asked, and is no longer', asking, plain, true],
])('an analysis says what people do where another job needs it: %s', (_, had, wanted, says) => expect(saysActions(had, wanted)).toBe(says));

it('one analysis for several jobs tells what people do if one of them needs it', () => {
  expect(lookingForAll(plain, [plain, drawn(true)])).toMatchObject({ actions: true, bodies: true });
  expect(lookingForAll(plain, [plain, drawn(false)])).not.toHaveProperty('actions');
});
