import { describe, expect, test } from 'vitest';
import { fromHalf, toHalf } from '../../../src/core/half.ts';

test('every half comes out as itself', () => {
  for (let bits = 0; bits < 65_536; bits++) {
    const value = fromHalf(bits);
    if (Number.isNaN(value)) continue;
    if (toHalf(value) !== bits) expect([bits, toHalf(value)]).toEqual([bits, bits]);
  }
});

describe('between two halves the nearer one is taken, in the middle the even one', () => {
  test.each([
    ['just above 1', 1 + 2 ** -11 + 2 ** -20, 0x3c01], ['the middle above an even one', 1 + 2 ** -11, 0x3c00], ['the middle above an odd one', 1 + 3 * 2 ** -11, 0x3c02],
    ['into the next exponent', 2 - 2 ** -12, 0x4000], ['subnormal, middle', 1.5 * 2 ** -24, 2], ['too small', 2 ** -26, 0], ['below the last finite middle', 65519.9, 0x7bff],
    ['the last finite middle', 65520, 0x7c00], ['negative', -0.1, 0xae66], ['not a number', NaN, 0x7e00], ['minus infinity', -Infinity, 0xfc00],
  ] as const)('%s', (_, value, bits) => {
    expect(toHalf(value)).toBe(bits);
  });
});

test.each([
  ['one', 0x3c00, 1], ['a third, about', 0x3555, 0.333251953125], ['the smallest', 0x0001, 2 ** -24], ['the largest', 0x7bff, 65504], ['minus zero', 0x8000, -0],
  ['infinity', 0x7c00, Infinity], ['not a number', 0x7e01, NaN],
] as const)('the bits of %s are read', (_, bits, value) => {
  expect(fromHalf(bits)).toBe(value);
});
