import { describe, expect, it } from 'vitest';
import { ByteTracker } from '../../../src/tracking/byte-track.ts';
import { BoxFilter, stepS } from '../../../src/tracking/kalman.ts';
import { trackerOptions } from '../../../src/tracking/options.ts';
import { detectionsOf } from './observations.ts';
import type { Face } from './observations.ts';

function follow(frames: readonly (readonly Face[])[], elapsedS = stepS): number[][] {
  const tracker = new ByteTracker(trackerOptions(0.5));
  return frames.map((faces, index) => [...tracker.update(index * elapsedS, detectionsOf(faces))]);
}

const none: readonly Face[] = [];
const steady: Face = [100, 100, 60, 80, 0.9];
const weak: Face = [100, 100, 60, 80, 0.3];
const noise: Face = [100, 100, 60, 80, 0.1];

describe('ByteTracker', () => {
  it.each<[string, readonly (readonly Face[])[], number[][]]>([
    ['a single high score is a track at once', [[steady]], [[1]]],
    ['a low score starts none', [[weak], [weak]], [[0], [0]]],
    ['a low score continues one', [[steady], [weak], [weak]], [[1], [1], [1]]],
    ['below the continue threshold nothing counts', [[steady], [noise]], [[1], [0]]],
    ['a low score continues one that was just missed', [[steady], none, [weak]], [[1], [], [1]]],
    ['a high score is preferred to a low one at the same place', [[steady], [weak, steady]], [[1], [0, 1]]],
    ['a face comes back within the buffer', [[steady], ...Array(20).fill(none), [steady]], [[1], ...Array(20).fill([]), [1]]],
    ['and is somebody new after it', [[steady], ...Array(40).fill(none), [steady]], [[1], ...Array(40).fill([]), [2]]],
    ['another place is another track', [[steady], [[600, 100, 60, 80, 0.9]]], [[1], [2]]],
    ['another size is another track', [[steady], [[40, 10, 200, 260, 0.9]]], [[1], [2]]],
    ['order of detections does not matter', [[steady, [400, 100, 60, 80, 0.9]], [[402, 100, 60, 80, 0.9], steady]], [[1, 2], [2, 1]]],
  ])('%s', (_, frames, expected) => expect(follow(frames)).toEqual(expected));

  it.each([
    ['a small face that moves its whole width each frame, so that boxes never overlap', 21, 1, stepS],
    ['half its width each frame', 10, 1, stepS],
    ['three frames at a time', 12, 3, 3 * stepS],
    ['12 frames a second', 25, 1, 1 / 12],
  ])('follows %s', (_, stepPx, perUpdate, elapsedS) => {
    const frames = Array.from({ length: 12 }, (_v, index): Face[] => [[100 + index * stepPx * perUpdate, 100, 20, 26, 0.9]]);
    expect(new Set(follow(frames, elapsedS).flat())).toEqual(new Set([1]));
  });

  it('keeps two faces apart that cross', () => {
    const frames = Array.from({ length: 40 }, (_, i): Face[] => [
      [100 + 8 * i, 100, 60, 80, 0.9],
      [420 - 8 * i, 130, 60, 80, 0.9],
    ]);
    const ids = follow(frames);
    expect(ids[39]).toEqual([1, 2]);
  });

  it('tells the states of a track, new to removed', () => {
    const tracker = new ByteTracker(trackerOptions(0.5));
    const states = [[steady], [steady], none].map((faces, index) => {
      tracker.update(index * stepS, detectionsOf(faces));
      return tracker.tracks[0]?.state;
    });
    for (let index = 0; index < 3; index++) tracker.update(5 + index, detectionsOf(none));
    expect([...states, tracker.tracks[0]?.state]).toEqual(['new', 'tracked', 'lost', undefined]);
    const other = new ByteTracker(trackerOptions(0.5));
    other.update(0, detectionsOf([steady]));
    for (let index = 1; index <= 3; index++) other.update(index, detectionsOf(none));
    expect(other.tracks.map(({ state }) => state)).toEqual(['removed']);
  });
});

describe('trackerOptions', () => {
  it.each([
    [0, 0.7, 0.28],
    [0.5, 0.5, 0.2],
    [1, 0.3, 0.12],
  ])('sensitivity %d starts at %d and continues at %d', (sensitivity, start, keep) => {
    const options = trackerOptions(sensitivity);
    expect(options.startScoreMin).toBeCloseTo(start);
    expect(options.continueScoreMin).toBeCloseTo(keep);
  });
});

describe('BoxFilter', () => {
  it('learns a steady velocity and predicts over uneven times', () => {
    const filter = new BoxFilter(0, 0, 60, 80);
    for (let step = 1; step <= 30; step++) {
      filter.predict(stepS);
      filter.correct(5 * step, 0, 60, 80);
    }
    expect(filter.velocityPxPerS.x).toBeCloseTo(150, 0);
    filter.predict(4 * stepS);
    expect(filter.box.x).toBeCloseTo(170, 0);
    expect(filter.box.width).toBeCloseTo(60, 1);
  });

  it('stays put after half a second without a look', () => {
    const filter = new BoxFilter(0, 0, 60, 80);
    for (let step = 1; step <= 30; step++) {
      filter.predict(stepS);
      filter.correct(5 * step, 0, 60, 80);
    }
    filter.predict(0.5);
    const there = filter.box.x;
    filter.predict(3);
    expect(filter.box.x).toBeCloseTo(there, 6);
  });
});
