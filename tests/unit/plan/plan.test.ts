import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { frameBox } from '../../../src/core/boxes.ts';
import type { Corrections } from '../../../src/documents/corrections.ts';
import type { Intent } from '../../../src/documents/intent.ts';
import { FramePlanner } from '../../../src/plan/frame-plan.ts';
import { coverMotion } from '../../../src/plan/hide/cover-motion.ts';
import { headBox } from '../../../src/plan/hide/head-box.ts';
import { plan } from '../../../src/plan/plan.ts';
import { understand } from '../../../src/understand/understand.ts';
import { observationsOf } from '../tracking/observations.ts';
import type { Face, Look } from '../tracking/observations.ts';
import { coveredPart } from './covered.ts';

const hide = { kind: 'everyone', shape: 'ellipse', scale: 1, fill: { kind: 'erase' } } as const;
const people = { ...hide, kind: 'people', others: 'hide', keep: [], hide: [] } as const;
const face: Face = [600, 300, 60, 80, 0.9];

function planner(looks: readonly Look[], intent: Intent = { hide }, corrections: Corrections = []): FramePlanner {
  return new FramePlanner(plan(understand(observationsOf(looks), corrections), intent));
}

function hiddenWhole(planned: FramePlanner): number[] {
  return Array.from({ length: planned.outputFrames }, (_, frame) => frame).filter((frame) => planned.at(frame).hideWhole);
}

function fieldOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof AppError) return `${error.code} ${String(error.details['field'] ?? '')}`.trim();
  }
  return 'none';
}

describe('safety: a frame of which nothing is known is hidden whole, never taken for one without faces', () => {
  it.each<[string, Look[], number[]]>([
    ['all frames were looked at', [[], [], [face]], []],
    ['a model failed', [[], 'unknown', []], [1]],
    ['a frame was never delivered', [[face], 'missing', [face]], [1]],
    ['nothing was ever delivered', ['missing', 'missing'], [0, 1]],
    ['frames were skipped on purpose', [[], 'skipped', []], []],
  ])('%s', (_, looks, expected) => expect(hiddenWhole(planner(looks))).toEqual(expected));

  it('holds inside a cut, and for what the user hides', () => {
    const looks: Look[] = [[], [], 'unknown', [], [], []];
    const corrections = [{ kind: 'hide-frames-whole', firstFrame: 4, lastFrame: 4 }] as const;
    expect(hiddenWhole(planner(looks, { hide, cut: { kind: 'range', firstFrame: 1, lastFrame: 5 } }, corrections))).toEqual([1, 3]);
  });

  it('a mask whose place is no number hides its frame whole', () => {
    const edit = plan(understand(observationsOf([[face], [face], [face]]), []), { hide });
    edit.masks[0]?.boxes.fill(NaN, 4, 5);
    expect(hiddenWhole(new FramePlanner(edit))).toEqual([1]);
  });

  it('overlapping hidden ranges hide all that each of them hides', () => {
    const edit = plan(understand(observationsOf(Array<Look>(10).fill([])), []), { hide });
    const ranges = [{ firstFrame: 1, lastFrame: 6 }, { firstFrame: 2, lastFrame: 3 }];
    expect(hiddenWhole(new FramePlanner({ ...edit, hiddenWhole: ranges }))).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe('masks', () => {
  it.each<[string, [number, number, number, number]]>([
    ['from the front', [100, 100, 60, 80]],
    ['from the side', [100, 100, 40, 80]],
    ['tilted', [100, 100, 90, 70]],
  ])('an ellipse of scale 1 covers all of a tight face %s', (_, [x, y, width, height]) => {
    const box = frameBox(x, y, width, height);
    expect(coveredPart(box, [headBox(box, 1)])).toBe(1);
  });

  it('is head-sized: 1.6 faces wide, 0.6 above and 0.2 below', () => {
    const { x, y, width, height } = headBox(frameBox(100, 100, 60, 75), 1);
    expect([x, y, width, height].map((value) => Math.round(value * 100) / 100)).toEqual([82, 55, 96, 135]);
  });

  it('grows about its centre', () => {
    const one = headBox(frameBox(100, 100, 60, 80), 1);
    const two = headBox(frameBox(100, 100, 60, 80), 2);
    expect([two.width, two.x + two.width / 2]).toEqual([2 * one.width, one.x + one.width / 2]);
    expect(two.y + two.height / 2).toBeCloseTo(one.y + one.height / 2);
  });

  it('reaches half-way to where the head was and will be', () => {
    const heads = Float32Array.of(0, 0, 10, 10, 20, 4, 10, 10, 60, 4, 10, 10);
    expect([...coverMotion(heads)]).toEqual([0, 0, 20, 12, 10, 2, 40, 12, 40, 4, 30, 10]);
  });

  it('stand on the frames of their track and nowhere else', () => {
    const looks = [...Array<Look>(40).fill([]), [face], ...Array<Look>(40).fill([])];
    const planned = planner(looks, { hide, cut: { kind: 'range', firstFrame: 20, lastFrame: 70 } });
    const withMasks = Array.from({ length: planned.outputFrames }, (_, frame) => planned.at(frame)).filter(({ masks }) => masks.length > 0);
    expect([withMasks[0]?.sourceFrame, withMasks.at(-1)?.sourceFrame, withMasks.length]).toEqual([25, 55, 31]);
    expect(withMasks[0]?.masks[0]).toMatchObject({ track: 1, shape: 'ellipse', fill: { kind: 'erase' } });
  });
});

describe('FramePlanner', () => {
  it.each([
    [0, 5],
    [2, 7],
    [3, 1],
    [4, 2],
  ])('follows the cuts: output frame %d shows %d', (output, source) => {
    const edit = plan(understand(observationsOf(Array<Look>(10).fill([])), []), { hide });
    const cuts = [{ firstFrame: 5, lastFrame: 7 }, { firstFrame: 1, lastFrame: 2 }];
    const planned = new FramePlanner({ ...edit, cuts });
    expect(planned.outputFrames).toBe(5);
    expect(planned.at(output).sourceFrame).toBe(source);
  });

  it.each([-1, 10, 0.5, NaN])('refuses output frame %d', (frame) => {
    expect(fieldOf(() => planner(Array<Look>(10).fill([])).at(frame))).toBe('internal/bug');
  });
});

describe('plan refuses', () => {
  it.each<[string, unknown, string]>([
    ['no hide slot', {}, 'document/invalid hide'],
    ['an unknown variant', { hide: { ...hide, kind: 'nobody' } }, 'document/invalid hide.kind'],
    ['an inherited name as a variant', { hide: { ...hide, kind: 'constructor' } }, 'document/invalid hide.kind'],
    ['an unknown shape', { hide: { ...hide, shape: 'star' } }, 'document/invalid hide.shape'],
    ['an unknown part of people', { hide: { ...hide, covers: 'hands' } }, 'document/invalid hide.covers'],
    ['a mask of no size', { hide: { ...hide, scale: 0 } }, 'document/invalid hide.scale'],
    ['a scale that is no number', { hide: { ...hide, scale: NaN } }, 'document/invalid hide.scale'],
    ['an unknown fill', { hide: { ...hide, fill: { kind: 'none' } } }, 'document/invalid hide.fill.kind'],
    ['a mosaic without cells', { hide: { ...hide, fill: { kind: 'mosaic', cellsAcross: 0 } } }, 'document/invalid hide.fill.cellsAcross'],
    ['an image without pixels', { hide: { ...hide, fill: { kind: 'image', image: { widthPx: 2, heightPx: 2, rgba: [] } } } }, 'document/invalid hide.fill.image.rgba'],
    ['others neither hidden nor shown', { hide: { ...people, others: 'maybe' } }, 'document/invalid hide.others'],
    ['nobody listed to keep', { hide: { ...people, keep: undefined } }, 'document/invalid hide.keep'],
    ['a name for an id', { hide: { ...people, hide: ['Mina'] } }, 'document/invalid hide.hide[0]'],
    ['an unknown cut', { hide, cut: { kind: 'silence' } }, 'document/invalid cut.kind'],
    ['a cut that ends before it begins', { hide, cut: { kind: 'range', firstFrame: 2, lastFrame: 1 } }, 'document/invalid cut.lastFrame'],
    ['a cut after the end', { hide, cut: { kind: 'range', firstFrame: 10, lastFrame: 20 } }, 'document/invalid cut.firstFrame'],
  ])('%s', (_, intent, expected) => {
    const analysis = understand(observationsOf(Array<Look>(10).fill([])), []);
    expect(fieldOf(() => plan(analysis, intent as Intent))).toBe(expected);
  });

  it('a video without pictures', () => {
    const analysis = understand(observationsOf([[]]), []);
    expect(fieldOf(() => plan({ ...analysis, source: { ...analysis.source, widthPx: null, heightPx: null } }, { hide }))).toBe('media/no-video');
  });
});
