import { describe, expect, it } from 'vitest';
import { treatedCheck } from '../../../src/acts/audit-treatments.ts';
import type { TreatedInterval } from '../../../src/core/sound-treatment.ts';
import type { PresentedRange } from '../../../src/media/audio-cut.ts';
import { programSound } from '../../../src/media/sound/program-sound.ts';
import { placeStretches } from '../../../src/media/sound/stretches.ts';
import { gathered, pcmTrack } from '../../support/pcm-track.ts';
import { seededRandom } from '../../support/random.ts';

const rate = 48_000;
const noise = seededRandom(7);
/** Three seconds of something like speech: a few partials and breath, louder and softer. */
const source = Float32Array.from({ length: 3 * rate }, (_, i) => (0.3 + 0.2 * Math.sin(i / 4000)) * (0.5 * Math.sin(i / 50) + 0.3 * Math.sin(i / 21) + 0.2 * (noise() - 0.5)));
const cuts: readonly PresentedRange[] = [{ startS: 1.5, endS: 2.5 }, { startS: 0, endS: 1 }];
const treatments: readonly TreatedInterval[] = [{ kind: 'silence', start: 0.2, end: 0.6 }, { kind: 'bleep', start: 1.8, end: 2.2 }];
const signal = new AbortController().signal;

const programOf = (done: readonly TreatedInterval[]): Promise<Float32Array> =>
  gathered(programSound({ track: pcmTrack([source], rate), stretches: placeStretches(cuts, rate), treatments: done, channels: 1 }, { packets: 0 }));
const checked = (made: Float32Array, wanted = treatments, stretches: readonly PresentedRange[] | null = cuts): ReturnType<typeof treatedCheck> => treatedCheck(pcmTrack([made], rate), pcmTrack([source], rate), { stretches, treatments: wanted }, signal);

describe('the audit of treated sound', () => {
  it('passes what was silenced and bleeped, wherever it went in the output', async () => {
    expect(await checked(await programOf(treatments))).toEqual({ name: 'treated sound', passed: true, detail: 'nothing of the source in 0.7 s silenced or bleeped' });
  });

  it.each<[string, readonly TreatedInterval[], number]>([
    ['nothing was done', [], 2],
    ['only one was done', [treatments[0] as TreatedInterval], 1],
    ['half of one was done', [treatments[0] as TreatedInterval, { kind: 'bleep', start: 1.8, end: 2.0 }], 1],
  ])('finds the source where %s', async (_, done, leaks) => {
    expect(await checked(await programOf(done))).toMatchObject({ passed: false, detail: expect.stringContaining(`heard in ${leaks} treated`) as string });
  });

  it('finds a tenth of the source under a bleep', async () => {
    const [clean, untouched] = [await programOf(treatments), await programOf([])];
    expect(await checked(clean.map((value, i) => value + 0.1 * (untouched[i] as number)))).toMatchObject({ passed: false });
    expect(await checked(clean.map((value) => value + 0.002 * (noise() - 0.5)))).toMatchObject({ passed: true });
  });

  it('takes missing sound for silence, but not a sound that ends too soon', async () => {
    expect(await checked(new Float32Array(0))).toMatchObject({ passed: true }); // silence is what was asked for, a bleep that is missing hides as well
    expect(await checked(source.subarray(0, rate / 4), [{ kind: 'silence', start: 0, end: 3 }], null)).toMatchObject({ passed: false });
  });

  it('says what it cannot prove', async () => {
    const wanted: readonly TreatedInterval[] = [{ kind: 'silence', start: 0.1, end: 0.15 }, { kind: 'disguise', start: 0.5, end: 0.75 }];
    expect(await checked(await programOf(wanted), wanted)).toMatchObject({ passed: true, detail: 'nothing of the source in 0.0 s silenced or bleeped, 1 stretches too short to tell, 0.3 s disguised, which proves nothing: voices may still be recognised' });
    expect(await checked(await programOf([]), [{ kind: 'silence', start: 1.1, end: 1.4 }])).toBeNull(); // lies in what was cut away
  });
});
