import { describe, expect, it } from 'vitest';
import type { BodySampling } from '../../../src/documents/bodies.ts';
import { BodySampler } from '../../../src/tracking/body-sampler.ts';

const [widthPx, heightPx] = [320, 180];

/** A grey picture with a bright square of 40 pixels at some place. */
function picture(x: number): { widthPx: number; heightPx: number; data: Uint8Array } {
  const data = new Uint8Array(widthPx * heightPx).fill(90);
  for (let row = 60; row < 100; row++) data.fill(200, row * widthPx + x, row * widthPx + x + 40);
  return { widthPx, heightPx, data };
}

/** Which of so many frames at 30 a second are looked at; the square moves from frame 40 to frame 49. */
function due(sampling: BodySampling, frames: readonly number[], cuts: readonly number[] = []): number[] {
  const sampler = new BodySampler(sampling, (frame) => frame / 30);
  return frames.filter((frame) => sampler.isDue(frame, picture(50 + 10 * Math.min(10, Math.max(0, frame - 39))), cuts.includes(frame) ? 120 : 0));
}

function upTo(count: number, step = 1): number[] {
  return Array.from({ length: Math.ceil(count / step) }, (_, index) => index * step);
}

describe('in which frames bodies are looked for', () => {
  it.each<[string, BodySampling, readonly number[], readonly number[], readonly number[]]>([
    ['all of them', 'all', upTo(6), [], upTo(6)],
    ['every second', 'every-2', upTo(7), [], [0, 2, 4, 6]],
    ['every fourth, and where a scene begins', 'every-4', upTo(11), [6], [0, 4, 6, 8]],
    ['of frames looked at now and then the first of each four', 'every-4', upTo(20, 3), [], [0, 6, 9, 12, 18]],
    ['once a second, and where a scene begins', 'scenes', upTo(100), [45], [0, 30, 45, 75]],
    ['where something moves, and once a second', 'motion', upTo(90), [], [0, 30, ...upTo(50).slice(40), 79]],
  ])('%s', (_, sampling, frames, cuts, expected) => expect(due(sampling, frames, cuts)).toEqual(expected));

  it.each<BodySampling>(['every-3', 'motion', 'scenes'])('%s: the same after an interruption, wherever it was', (sampling) => {
    const whole = due(sampling, upTo(90));
    for (let from = 1; from < 90; from += 7) {
      const last = whole.findLast((frame) => frame < from) as number;
      const sampler = new BodySampler(sampling, (frame) => frame / 30);
      sampler.resumeAt(last);
      expect(sampler.lastFrame).toBe(last);
      sampler.resumeAt(last, picture(50 + 10 * Math.min(10, Math.max(0, last - 39))));
      const rest = upTo(90).slice(from).filter((frame) => sampler.isDue(frame, picture(50 + 10 * Math.min(10, Math.max(0, frame - 39))), 0));
      expect(rest).toEqual(whole.filter((frame) => frame >= from));
    }
  });
});
