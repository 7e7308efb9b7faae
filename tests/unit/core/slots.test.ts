import { expect, test } from 'vitest';
import { Slots } from '../../../src/core/slots.ts';

/** Work that begins when there is room, and is ended by the test. */
function works(slots: Slots, count: number): { begun: number[]; end: (i: number) => void } {
  const begun: number[] = [];
  for (let i = 0; i < count; i++) void slots.take().then(() => begun.push(i));
  return { begun, end: () => slots.give() };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

test('as many as the limit begin, the others in turn', async () => {
  const slots = new Slots(2);
  const { begun, end } = works(slots, 4);
  await settled();
  expect(begun).toEqual([0, 1]);
  end(0);
  await settled();
  expect(begun).toEqual([0, 1, 2]);
});

test('one that comes when a place is given does not overtake one that waited', async () => {
  const slots = new Slots(1);
  const { begun } = works(slots, 2);
  await settled();
  slots.limit = 3;
  slots.give();
  void slots.take().then(() => begun.push(9));
  await settled();
  expect(begun).toEqual([0, 1, 9]);
});

test('a lower limit lets those finish that are under way, a higher one lets more begin at once', async () => {
  const slots = new Slots(3);
  const { begun, end } = works(slots, 6);
  await settled();
  slots.limit = 1;
  end(0);
  end(1);
  await settled();
  expect(begun).toEqual([0, 1, 2]);
  end(2);
  await settled();
  expect(begun).toEqual([0, 1, 2, 3]);
  slots.limit = 3;
  await settled();
  expect(begun).toEqual([0, 1, 2, 3, 4, 5]);
});
