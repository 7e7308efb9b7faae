import { describe, expect, it } from 'vitest';
import { outputTimes, presentedStretches, ticksOf } from '../../../src/acts/output-times.ts';
import type { FrameRange } from '../../../src/documents/analysis.ts';
import type { Movie } from '../../../src/media/movie.ts';

const range = (firstFrame: number, lastFrame: number): FrameRange => ({ firstFrame, lastFrame });
/** Frames of uneven length, the first of which is shown late. */
const video = { ticks: Float64Array.of(7, 10, 30, 31, 40), lastDurationTicks: 5, timescale: 10 };

describe('times of an output: every frame plays for as long as in the source', () => {
  it.each<[string, FrameRange[], number[], number]>([
    ['the whole begins when its source does', [range(0, 4)], [7, 10, 30, 31, 40], 5],
    ['a part begins at 0', [range(1, 2)], [0, 20], 1],
    ['the last frame alone', [range(4, 4)], [0], 5],
    ['cuts follow each other without a gap', [range(0, 1), range(3, 4)], [0, 3, 23, 32], 5],
    ['cuts that go back', [range(4, 4), range(0, 0), range(0, 1)], [0, 5, 8, 11], 20],
    ['the whole in two cuts', [range(0, 2), range(3, 4)], [0, 3, 23, 24, 33], 5],
  ])('%s', (_, cuts, ticks, last) => {
    const times = outputTimes(video, cuts);
    expect([[...times.ticks], times.lastDurationTicks]).toEqual([ticks, last]);
    expect(ticksOf(video, cuts)).toBe((ticks.at(-1) ?? 0) + last - (ticks[0] ?? 0));
  });

  it('a thousand cuts of uneven frames end at the sum of their frames, to the tick', () => {
    const ticks = Float64Array.from({ length: 5000 }, (_, frame) => 1001 * frame + (frame % 7));
    const cuts = Array.from({ length: 1000 }, (_, cut) => range(5 * cut, 5 * cut + (cut % 3)));
    const durations = cuts.flatMap(({ firstFrame, lastFrame }) => Array.from({ length: lastFrame - firstFrame + 1 }, (_, index) => (ticks[firstFrame + index + 1] as number) - (ticks[firstFrame + index] as number)));
    const times = outputTimes({ ticks, lastDurationTicks: 1001 }, cuts);
    let at = 0;
    durations.forEach((duration, frame) => {
      expect(times.ticks[frame]).toBe(at);
      at += duration;
    });
    expect((times.ticks.at(-1) ?? 0) + times.lastDurationTicks).toBe(at);
  });
});

describe('stretches of the time line, for the sound', () => {
  const movie = { video } as unknown as Movie;
  it.each<[string, FrameRange[], [number, number][] | null]>([
    ['nothing is cut away', [range(0, 4)], null],
    ['two cuts', [range(3, 4), range(0, 1)], [[3.1, 4.5], [0.7, 3]]],
    ['all of it in two cuts: there may be a join', [range(0, 2), range(3, 4)], [[0.7, 3.1], [3.1, 4.5]]],
  ])('%s', (_, cuts, expected) => expect(presentedStretches(movie, cuts)?.map(({ startS, endS }) => [startS, endS]) ?? null).toEqual(expected));
});
