import { describe, expect, test } from 'vitest';
import type { RgbaPicture } from '../../../src/core/rgba.ts';
import { isTranslucent, stillToI420 } from '../../../src/pixels/still-planes.ts';
import { turnRgba } from '../../../src/pixels/turn-rgba.ts';
import type { QuarterTurn } from '../../../src/pixels/turn-rgba.ts';

/** Letters as pixels, in rows. */
function picture(...rows: string[]): RgbaPicture {
  const rgba = new Uint8ClampedArray([...rows.join('')].flatMap((letter) => [letter.charCodeAt(0), 1, 2, 255]));
  return { widthPx: (rows[0] as string).length, heightPx: rows.length, rgba };
}
function letters({ widthPx, heightPx, rgba }: RgbaPicture): string[] {
  const all = Array.from({ length: widthPx * heightPx }, (_, i) => String.fromCharCode(rgba[4 * i] as number)).join('');
  return Array.from({ length: heightPx }, (_, y) => all.slice(y * widthPx, (y + 1) * widthPx));
}

describe('a picture is turned clockwise, then mirrored', () => {
  test.each<[QuarterTurn, boolean, string[]]>([
    [0, false, ['abc', 'def']],
    [0, true, ['cba', 'fed']],
    [180, false, ['fed', 'cba']],
    [180, true, ['def', 'abc']],
    [90, true, ['ad', 'be', 'cf']],
    [90, false, ['da', 'eb', 'fc']],
    [270, true, ['fc', 'eb', 'da']],
    [270, false, ['cf', 'be', 'ad']],
  ])('%i, %s', (rotation, flip, expected) => {
    const turned = turnRgba(picture('abc', 'def'), rotation, flip);
    expect(letters(turned)).toEqual(expected);
    expect([...turned.rgba.subarray(1, 4)]).toEqual([1, 2, 255]);
  });
});

describe('what a detector sees of a translucent picture', () => {
  const pixel = (...rgba: number[]): RgbaPicture => ({ widthPx: 1, heightPx: 1, rgba: Uint8ClampedArray.from(rgba) });
  test.each([
    ['an opaque pixel, on anything', [200, 200, 200, 255], 'white', 200],
    ['a faint pixel, as it is stored', [200, 200, 200, 3], 'none', 200],
    ['an unseen pixel has no colour', [200, 200, 200, 0], 'none', 0],
    ['black, half there, on white', [0, 0, 0, 127], 'white', 128],
    ['black, half there, on black', [0, 0, 0, 127], 'black', 0],
    ['white, half there, on black', [255, 255, 255, 128], 'black', 128],
  ] as const)('%s', (_, rgba, backing, luma) => {
    expect(stillToI420(pixel(...rgba), backing).data[0]).toBe(luma);
  });

  test('translucent is any pixel that is not opaque', () => {
    expect(isTranslucent(pixel(1, 2, 3, 255))).toBe(false);
    expect(isTranslucent(pixel(1, 2, 3, 254))).toBe(true);
  });
});
