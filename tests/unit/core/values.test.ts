import { describe, expect, it } from 'vitest';
import { clipBox, frameBox, intersectionArea, iou, lerpBox, unionBox } from '../../../src/core/boxes.ts';
import { AppError, errorCatalogue, toAppError } from '../../../src/core/errors.ts';
import { Gate } from '../../../src/core/gate.ts';
import { mapPoint, uprightToStored } from '../../../src/core/geometry.ts';
import { i420Layout } from '../../../src/core/i420.ts';
import { Owned, openCount } from '../../../src/core/owned.ts';
import { lowerBound, ticksToUs, usToTicks } from '../../../src/core/time.ts';

describe('boxes', () => {
  it.each([
    ['the same box', frameBox(0, 0, 10, 10), frameBox(0, 0, 10, 10), 1],
    ['half of each', frameBox(0, 0, 10, 10), frameBox(5, 0, 10, 10), 50 / 150],
    ['apart', frameBox(0, 0, 10, 10), frameBox(20, 0, 10, 10), 0],
    ['touching edges', frameBox(0, 0, 10, 10), frameBox(10, 0, 10, 10), 0],
    ['two empty ones', frameBox(3, 3, 0, 0), frameBox(3, 3, 0, 0), 0],
  ])('iou of %s', (_, a, b, expected) => expect(iou(a, b)).toBeCloseTo(expected, 12));

  it('unites, clips and blends', () => {
    expect(unionBox(frameBox(0, 0, 2, 2), frameBox(5, 5, 1, 1))).toMatchObject({ x: 0, y: 0, width: 6, height: 6 });
    expect(clipBox(frameBox(-5, 2, 10, 100), 8, 8)).toMatchObject({ x: 0, y: 2, width: 5, height: 6 });
    expect(clipBox(frameBox(20, 20, 5, 5), 8, 8)).toMatchObject({ width: 0, height: 0 });
    expect(lerpBox(frameBox(0, 0, 10, 10), frameBox(10, 20, 30, 10), 0.5)).toMatchObject({ x: 5, y: 10, width: 20, height: 10 });
    expect(intersectionArea(frameBox(0, 0, 4, 4), frameBox(2, 2, 4, 4))).toBe(4);
  });
});

describe('uprightToStored', () => {
  // A 4 x 2 stored picture; the upright top left corner of each turn, and its bottom right.
  it.each([
    [0, false, 4, 2, [0, 0], [4, 2]],
    [90, false, 2, 4, [0, 2], [4, 0]],
    [180, false, 4, 2, [4, 2], [0, 0]],
    [270, false, 2, 4, [4, 0], [0, 2]],
    [0, true, 4, 2, [4, 0], [0, 2]],
    [90, true, 2, 4, [0, 0], [4, 2]],
    [180, true, 4, 2, [0, 2], [4, 0]],
    [270, true, 2, 4, [4, 2], [0, 0]],
  ] as const)('turned %i°, mirrored %s', (rotation, mirrored, widthPx, heightPx, topLeft, bottomRight) => {
    const map = uprightToStored({ storedWidthPx: 4, storedHeightPx: 2, rotation, mirrored, widthPx, heightPx });
    const corner = mapPoint(map, 0, 0);
    expect([corner.x, corner.y]).toEqual([...topLeft]);
    const far = mapPoint(map, widthPx, heightPx);
    expect([far.x, far.y]).toEqual([...bottomRight]);
  });

  it('shrinks displayed pixels that are wider than stored ones', () => {
    const map = uprightToStored({ storedWidthPx: 640, storedHeightPx: 360, rotation: 0, mirrored: false, widthPx: 1280, heightPx: 360 });
    expect(mapPoint(map, 640, 180)).toEqual({ x: 320, y: 180 });
  });
});

describe('time and layout', () => {
  it('rounds ticks to microseconds and back', () => {
    expect(ticksToUs(1001, 30000)).toBe(33367);
    expect(usToTicks(33367, 30000)).toBe(1001);
  });

  it.each([[[], 1, 0], [[1, 3, 5], 3, 1], [[1, 3, 5], 4, 2], [[1, 3, 5], 9, 3]])('lowerBound in %j of %i', (list, target, expected) =>
    expect(lowerBound(list, target)).toBe(expected),
  );

  it.each([[1, 1, 3], [2, 2, 6], [5, 3, 27], [1280, 720, 1382400]])('I420 of %i x %i', (width, height, bytes) =>
    expect(i420Layout(width, height).byteLength).toBe(bytes),
  );
});

describe('Owned', () => {
  it('closes once, moves its value, and counts what is open', () => {
    const before = openCount.count;
    const closed: string[] = [];
    const first = new Owned('frame', (value) => closed.push(value));
    const second = first.take();
    expect(first.closed).toBe(true);
    expect(() => first.value).toThrow(TypeError);
    second.close();
    second.close();
    expect(closed).toEqual(['frame']);
    expect(openCount.count).toBe(before);
  });

  it('is closed by using, also when the block throws', () => {
    const closed: string[] = [];
    expect(() => {
      using held = new Owned('frame', (value) => closed.push(value));
      throw new RangeError(held.value);
    }).toThrow('frame');
    expect(closed).toEqual(['frame']);
  });
});

describe('errors', () => {
  it('passes AppErrors through and wraps the rest', () => {
    const error = new AppError('media/no-video', { tracks: 2 });
    expect(toAppError(error)).toBe(error);
    expect(error.message).toContain('tracks: 2');
    expect(toAppError(new DOMException('', 'AbortError')).code).toBe('job/cancelled');
    expect(toAppError(new DOMException('', 'QuotaExceededError')).code).toBe('storage/quota');
    expect(toAppError('odd').code).toBe('internal/bug');
  });

  it('gives every code a sentence and an exit code of the command line', () => {
    for (const { exit, sentence } of Object.values(errorCatalogue)) {
      expect([2, 3, 4, 5]).toContain(exit);
      expect(sentence.length).toBeGreaterThan(10);
    }
  });
});

describe('Gate', () => {
  it('holds while paused and goes on after resume', async () => {
    const gate = new Gate();
    await gate.passed();
    gate.pause();
    let through = false;
    const waiting = gate.passed().then(() => (through = true));
    await new Promise((resolve) => setTimeout(resolve, 2));
    expect(through).toBe(false);
    gate.resume();
    await waiting;
  });

  it('rejects a waiting stage when the job is cancelled', async () => {
    const gate = new Gate();
    const controller = new AbortController();
    gate.pause();
    const waiting = gate.passed(controller.signal);
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'job/cancelled' });
  });
});
