import { describe, expect, test } from 'vitest';
import { CpuComposer } from '../../../src/compose/cpu/composer.ts';
import { maskReach, reach } from '../../../src/compose/cpu/mask-reach.ts';
import type { FillChoice } from '../../../src/documents/intent.ts';
import { hiddenSamples } from './hidden-samples.ts';
import { mustHide, polygonMask, polygons } from './drawn-shapes.ts';
import { analysisOf, planAt, poseAt, standingBox, trackOf } from '../plan/hand-made.ts';
import { geometryOf, maskOf, noise, noisePicture, planOf } from './pictures.ts';

const emoji = { widthPx: 5, heightPx: 4, rgba: new Uint8ClampedArray(80).map((_, i) => (i * 37) % 256) };
const safeFills: readonly FillChoice[] = [{ kind: 'erase' }, { kind: 'solid', color: '#3a7f10' }, { kind: 'image', image: emoji }];
const sizes = [[1, 1, 1], [3, 3, 1], [7, 5, 1], [33, 27, 1], [64, 48, 1], [45, 30, 4 / 3]] as const;

describe('what lies under a polygon or a box does not change the composed frame', () => {
  for (const [rotation, mirrored] of [[0, false], [90, false], [180, true], [270, false]] as const) {
    for (const [w, h, stretch] of sizes) {
      test(`${w}x${h}, turned by ${rotation}${mirrored ? ', mirrored' : ''}, pixels ${stretch.toFixed(2)} wide`, () => {
        const geometry = geometryOf(w, h, rotation, stretch, mirrored);
        const composer = new CpuComposer(geometry);
        const random = noise(2);
        let changed = 0;
        for (const [index, [name, shares]] of polygons.entries()) {
          const fill = safeFills[index % safeFills.length] as FillChoice;
          const polygon = polygonMask(geometry, shares, fill, index % 2 === 0 ? 0 : 2.5);
          const box = { ...polygon, shape: 'box' as const };
          const { polygon: _, ...sharp } = box;
          for (const mask of [polygon, sharp]) {
            const hidden = mustHide(geometry, mask);
            const first = noisePicture(geometry, 1);
            const second = { ...first, data: first.data.map((value, i) => (hidden[i] === 1 ? Math.floor(random() * 256) : value)) };
            changed += first.data.some((value, i) => value !== second.data[i]) ? 1 : 0;
            composer.compose(first, planOf([mask]));
            composer.compose(second, planOf([mask]));
            expect(first.data.findIndex((value, i) => value !== second.data[i]), `${name}, ${mask.shape}: first leaking byte`).toBe(-1);
          }
        }
        expect(changed).toBeGreaterThan(w === 1 ? 3 : 12);
      });
    }
  }
});

test.each(safeFills)('what lies under the parts of a person does not change the composed frame: $kind', (fill) => {
  const geometry = geometryOf(130, 94);
  const composer = new CpuComposer(geometry);
  const body = trackOf(2, 'person', [standingBox(60, 90, 88)], { faces: [1], poses: Float32Array.from(poseAt(60, 90, 88)) });
  const plan = planAt(analysisOf([trackOf(1, 'face', [[57, 6, 7, 8]]), body], 1), { kind: 'everyone', covers: 'person', shape: 'rounded-box', scale: 1, fill });
  const random = noise(2);
  const [head, ...limbs] = plan.masks;
  const under = [hiddenSamples(geometry, head === undefined ? [] : [head]), ...limbs.map((mask) => mustHide(geometry, mask))];
  const first = noisePicture(geometry, 1);
  const second = { ...first, data: first.data.map((value, i) => (under.some((hidden) => hidden[i] === 1) ? Math.floor(random() * 256) : value)) };
  expect(second.data.filter((value, i) => value !== first.data[i]).length).toBeGreaterThan(2000);
  composer.compose(first, plan);
  composer.compose(second, plan);
  expect(first.data.findIndex((value, i) => value !== second.data[i])).toBe(-1);
});

describe('a polygon', () => {
  const geometry = geometryOf(120, 100);
  const white = { kind: 'solid', color: '#ffffff' } as const;
  const lumaOf = (shares: readonly number[], growPx = 0): ((x: number, y: number) => number) => {
    const image = noisePicture(geometry, 1);
    image.data.fill(16);
    new CpuComposer(geometry).compose(image, planOf([polygonMask(geometry, shares, white, growPx)]));
    return (x, y) => image.data[y * 120 + x] as number;
  };
  const u = [0.1, 0.1, 0.25, 0.1, 0.25, 0.7, 0.75, 0.7, 0.75, 0.1, 0.9, 0.1, 0.9, 0.9, 0.1, 0.9];

  test('hides its arms and leaves open what lies between them, with a feather on both sides', () => {
    const at = lumaOf(u);
    expect([at(20, 30), at(100, 30), at(60, 80), at(60, 30), at(60, 5), at(2, 50)]).toEqual([235, 235, 235, 16, 16, 16]);
    const across = Array.from({ length: 20 }, (_, i) => at(30 + i, 40));
    expect(across).toEqual([...across].sort((a, b) => b - a));
    expect(across.filter((value) => value > 16 && value < 235).length).toBeGreaterThanOrEqual(2);
  });

  test('grows by the way its corners go while the picture is exposed', () => {
    expect([lumaOf(u)(40, 40), lumaOf(u, 12)(40, 40)]).toEqual([16, 235]);
  });

  test('tells the audit how far it reaches', () => {
    const map = maskReach(planOf([polygonMask(geometry, u, white)]), geometry);
    expect([map[30 * 120 + 20], map[30 * 120 + 60], map[40 * 120 + 33]]).toEqual([reach.hidden, reach.none, reach.edge]);
  });

  test('without a place throws, for it would hide nothing', () => {
    for (const points of [Float32Array.of(0, 0, 9, 9, NaN, 9), Float32Array.of(0, 0, 9, 9)]) {
      const mask = { ...polygonMask(geometry, u, white), polygon: { points, growPx: 0 } };
      expect(() => new CpuComposer(geometry).compose(noisePicture(geometry, 1), planOf([mask]))).toThrow(expect.objectContaining({ code: 'internal/bug' }));
    }
  });
});

test('a box is hidden to its very corners, where a rounded one is not', () => {
  const geometry = geometryOf(100, 100);
  const corner = (shape: 'box' | 'rounded-box'): number => {
    const image = noisePicture(geometry, 1);
    image.data.fill(16);
    new CpuComposer(geometry).compose(image, planOf([{ ...maskOf([20, 20, 60, 60], { kind: 'solid', color: '#ffffff' }), shape }]));
    return image.data[20 * 100 + 20] as number;
  };
  expect([corner('box'), corner('rounded-box')]).toEqual([235, 16]);
});
