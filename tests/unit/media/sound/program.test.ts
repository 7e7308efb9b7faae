import { describe, expect, it } from 'vitest';
import { fadeGain, fadeS } from '../../../../src/media/sound/fades.ts';
import { programSound } from '../../../../src/media/sound/program-sound.ts';
import { joinStretches, placeStretches } from '../../../../src/media/sound/stretches.ts';
import type { PresentedRange } from '../../../../src/media/audio-cut.ts';
import { gathered, pcmTrack, sameSound } from '../../../support/pcm-track.ts';

const rate = 48_000;
const fade = Math.round(fadeS * rate);

/** Stretches of so many frames at 30000/1001 a second, in any order. */
function atFrames(...ranges: readonly (readonly [number, number])[]): PresentedRange[] {
  return ranges.map(([first, last]) => ({ startS: (first * 1001) / 30_000, endS: ((last + 1) * 1001) / 30_000 }));
}

describe('stretches', () => {
  it.each<[string, PresentedRange[], PresentedRange[]]>([
    ['that follow each other become one', atFrames([0, 9], [10, 19], [30, 31]), atFrames([0, 19], [30, 31])],
    ['in another order stay', atFrames([10, 19], [0, 9]), atFrames([10, 19], [0, 9])],
    ['twice the same stay', atFrames([5, 6], [5, 6]), atFrames([5, 6], [5, 6])],
  ])('%s', (_, stretches, expected) => expect(joinStretches(stretches)).toEqual(expected));

  it('lie to the sample where the pictures lie, after a hundred cuts too', () => {
    // One to nine frames each, with gaps: lengths that are no whole number of samples.
    const cuts = Array.from({ length: 100 }, (_, i) => [11 * i, 11 * i + (i % 9)] as const);
    let framesBefore = 0;
    placeStretches(atFrames(...cuts), rate).forEach(({ firstFrame, endFrame }, i) => {
      expect(firstFrame).toBe(Math.round((framesBefore * 1001 * 48) / 30));
      framesBefore += (i % 9) + 1;
      expect(endFrame).toBe(Math.round((framesBefore * 1001 * 48) / 30));
    });
  });
});

describe('fades', () => {
  it.each([[-1, 0], [0, 0], [240, 0.5], [480, 1], [900, 1]])('at %i of 480 the gain is %f', (frame, gain) => expect(fadeGain(frame, 480)).toBeCloseTo(gain, 12));
});

/** Rises by a hundredth a second, which tells of each sample where it is from. */
const ramp = (frames: number, sampleRate: number): Float32Array => Float32Array.from({ length: frames }, (_, i) => i / sampleRate / 100);

describe('a program', () => {
  it.each<[string, number, number, number, number]>([
    ['all of it', 0, 1, 0, 0],
    ['its beginning', 0, 0.75, 0, fade],
    ['its end', 0.25, 1, fade, 0],
    ['its middle', 0.25, 0.75, fade, fade],
  ])('without treatments is the source, sample for sample, but for fades where it was cut: %s', async (_, startS, endS, fadeIn, fadeOut) => {
    const source = Float32Array.from({ length: rate }, (_, i) => Math.sin(i + 1));
    const made = await gathered(programSound({ track: pcmTrack([source], rate), stretches: placeStretches([{ startS, endS }], rate), treatments: [], channels: 1 }, { packets: 0 }));
    const cut = source.subarray(startS * rate, endS * rate);
    expect(made.length).toBe(cut.length);
    expect(sameSound(made.subarray(fadeIn, made.length - fadeOut), cut.subarray(fadeIn, cut.length - fadeOut))).toBe(true);
    expect(made[0]).toBeCloseTo(fadeIn > 0 ? 0 : (cut[0] as number), 12);
    expect(made.at(-1)).toBeCloseTo(fadeOut > 0 ? 0 : (cut.at(-1) as number), 12);
  });

  it('has each of a hundred stretches in its place, whatever their order', { timeout: 20_000 }, async () => {
    const cuts = Array.from({ length: 100 }, (_, i) => [((i * 37) % 100) * 9, ((i * 37) % 100) * 9 + 2 + (i % 5)] as const);
    const stretches = placeStretches(atFrames(...cuts), rate);
    const source = ramp(33 * rate, rate);
    const made = await gathered(programSound({ track: pcmTrack([source], rate), stretches, treatments: [], channels: 1 }, { packets: 0 }));
    expect(made.length).toBe(stretches.at(-1)?.endFrame);
    for (const { startS, firstFrame, endFrame } of stretches) {
      const middle = Math.floor((firstFrame + endFrame) / 2);
      const heardFromS = (made[middle] as number) * 100;
      // Half a sample of rounding at the source, half one at the output.
      expect(Math.abs(heardFromS - (startS + (middle - firstFrame) / rate))).toBeLessThan(1.01 / rate + 33 * 1e-6);
    }
  });

  it('does not click where stretches meet', async () => {
    const hertz = 220;
    const source = Float32Array.from({ length: 4 * 44_100 }, (_, i) => 0.8 * Math.sin((2 * Math.PI * hertz * i) / 44_100));
    const stretches = placeStretches([{ startS: 0.1, endS: 1.1012 }, { startS: 2.0005, endS: 2.5 }, { startS: 0.3, endS: 0.3123 }, { startS: 3, endS: 3.5 }], rate);
    const made = await gathered(programSound({ track: pcmTrack([source], 44_100), stretches, treatments: [], channels: 1 }, { packets: 0 }));
    let jump = 0;
    for (let i = 1; i < made.length; i += 1) jump = Math.max(jump, Math.abs((made[i] as number) - (made[i - 1] as number)));
    // The steepest that the tone itself is, and what a fade of 10 ms adds.
    expect(jump).toBeLessThan(0.8 * ((2 * Math.PI * hertz) / rate + Math.PI / 2 / fade) * 1.02);
    for (const { firstFrame } of stretches.slice(1)) expect(Math.abs(made[firstFrame] as number)).toBe(0);
    // Away from the joins it is as loud as it was.
    expect(Math.max(...made.subarray(4800, 40_000))).toBeGreaterThan(0.79);
  });

  it('is silent where the source is over', async () => {
    const made = await gathered(programSound({ track: pcmTrack([new Float32Array(rate).fill(0.5)], rate), stretches: placeStretches([{ startS: 0.5, endS: 1.5 }], rate), treatments: [], channels: 1 }, { packets: 0 }));
    expect(made.length).toBe(rate);
    expect(made[23_999]).toBe(0.5);
    expect(made.subarray(24_000).every((value) => value === 0)).toBe(true);
  });
});
