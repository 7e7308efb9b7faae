import { expect, it } from 'vitest';
import type { PlannedMask } from '../../../src/documents/edit.ts';
import { maskBoxes } from '../../../src/plan/mask-boxes.ts';

const mask = (track: number, x: number): PlannedMask => ({ track, box: { x, y: 0, width: 9, height: 9 }, shape: 'box', fill: { kind: 'erase' } });

it.each<[string, PlannedMask[], [number, number][]]>([
  ['none', [], []],
  ['two people in one place', [mask(1, 0), mask(2, 0)], [[1, 0], [2, 0]]],
  ['parts of one body', [mask(1, 0), mask(1, 0), mask(1, 0)], [[1, 0]]],
  ['a head and parts of a body', [mask(1, 5), mask(1, 0), mask(1, 0)], [[1, 5], [1, 0]]],
])('boxes of masks: %s', (_, masks, expected) => expect(maskBoxes(masks).map(({ track, box }) => [track, box.x])).toEqual(expected));
