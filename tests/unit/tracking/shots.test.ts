import { describe, expect, it } from 'vitest';
import { shotStartsOf, ShotWatch } from '../../../src/tracking/shots.ts';
import { pattern, sceneOf } from './follow/made-scene.ts';

const geometry = { storedWidthPx: 240, storedHeightPx: 160, rotation: 0, mirrored: false, widthPx: 240, heightPx: 160 } as const;
type Picture = (x: number, y: number) => number;
const wall = pattern(1, 60);
const street = pattern(2, 40);
const black: Picture = (x) => 16 + (x % 2);
/** The wall seen by a camera that has panned so many pixels. */
const panned = (pixels: number): Picture => (x, y) => wall(x + pixels, y);
const darker: Picture = (x, y) => 0.35 * wall(x, y);

/** Frames at which shots begin in a video of such pictures. */
function startsOf(pictures: readonly Picture[]): number[] {
  const watch = new ShotWatch();
  return shotStartsOf(Uint8Array.from(pictures, (picture) => watch.next(sceneOf(geometry, picture, []))), 0);
}

describe('where shots begin', () => {
  it.each<[string, Picture[], number[]]>([
    ['one scene', [wall, wall, wall], []],
    ['two scenes', [wall, wall, street, street], [2]],
    ['there and back', [wall, street, wall], [1, 2]],
    ['a camera that pans fast', [0, 4, 8, 12, 16, 20].map(panned), []],
    ['light that goes out and on', [wall, darker, wall], []],
    ['to black and back', [wall, black, black, wall], []],
    ['by way of black into another scene', [wall, black, black, street], [3]],
    ['nothing but black', [black, black], []],
    ['out of black', [black, wall, wall], []],
  ])('%s', (_, pictures, expected) => expect(startsOf(pictures)).toEqual(expected));

  it('counts from the first frame that was looked at, and never begins one there', () => {
    expect(shotStartsOf(Uint8Array.of(200, 99, 100, 0, 255), 40)).toEqual([42, 44]);
  });

  it('says the same of a video of any size', () => {
    const change = (scale: number): number => {
      const large = { ...geometry, storedWidthPx: 240 * scale, storedHeightPx: 160 * scale, widthPx: 240 * scale, heightPx: 160 * scale };
      const watch = new ShotWatch();
      watch.next(sceneOf(large, (x, y) => wall(x / scale, y / scale), []));
      return watch.next(sceneOf(large, (x, y) => street(x / scale, y / scale), []));
    };
    expect(change(3)).toBeGreaterThanOrEqual(100);
    expect(Math.abs(change(3) - change(1))).toBeLessThan(5);
  });
});
