import { describe, expect, it } from 'vitest';
import { planListening } from '../../../src/acts/listening-plan.ts';
import type { AudioTrack, EditEntry, Movie, Sound } from '../../../src/media/movie.ts';

/** Ten seconds of sound in packets of a tenth. */
const samples = { count: 100, dts: Float64Array.from({ length: 100 }, (_, i) => 4800 * i), lastDuration: 4800 };
const track = (edits: readonly EditEntry[]): AudioTrack => ({ codec: 'opus', timescale: 48_000, sampleRate: 48_000, samples, edits }) as unknown as AudioTrack;
const whole: EditEntry = { durationS: Infinity, mediaTime: 0 };
const sound = {} as Sound;
/** Frames from `firstS` on, 25 a second. */
const movie = (firstS: number, frames: number): Movie => ({ video: { timescale: 25, ticks: Float64Array.from({ length: frames }, (_, i) => 25 * firstS + i), lastDurationTicks: 1 } }) as unknown as Movie;

describe('what is listened to', () => {
  it.each<[name: string, media: Movie | Sound, edits: readonly EditEntry[], range: { startS?: number; endS?: number }, us: readonly [number, number, number], heard: readonly EditEntry[], leadIn: number]>([
    ['all of a sound', sound, [whole], {}, [0, 10, 10], [{ durationS: 10, mediaTime: 0 }], 0],
    ['a part, and two seconds before it', sound, [whole], { startS: 5, endS: 6 }, [5, 6, 10], [{ durationS: 1 + 64 * 0.032, mediaTime: 48_000 * (5 - 64 * 0.032) }], 64],
    ['a part near the beginning, and what there is before it', sound, [whole], { startS: 1, endS: 2 }, [1, 2, 10], [{ durationS: 1 + 31 * 0.032, mediaTime: 384 }], 31],
    ['nothing beyond the end', sound, [whole], { startS: 12 }, [10, 10, 10], [], 64],
    ['an out point beyond the end', sound, [whole], { endS: 99 }, [0, 10, 10], [{ durationS: 10, mediaTime: 0 }], 0],
    ['sound that ends before the pictures', movie(0, 500), [whole], {}, [0, 20, 20], [{ durationS: 10, mediaTime: 0 }], 0],
    ['sound that goes on behind the pictures', movie(0, 50), [whole], {}, [0, 10, 10], [{ durationS: 10, mediaTime: 0 }], 0],
    ['sound from the first frame on, where that comes late', movie(2, 50), [whole], {}, [0, 8, 8], [{ durationS: 8, mediaTime: 96_000 }], 0],
    ['a pause before the sound', sound, [{ durationS: 3, mediaTime: -1 }, whole], {}, [0, 13, 13], [{ durationS: 3, mediaTime: -1 }, { durationS: 10, mediaTime: 0 }], 0],
  ])('%s', (_, media, edits, range, [startS, endS, totalS], heard, leadIn) => {
    const plan = planListening(media, track(edits), range);
    expect([plan.startUs, plan.endUs, plan.totalUs]).toEqual([startS * 1e6, endS * 1e6, totalS * 1e6]);
    expect(plan.edits.map(({ durationS, mediaTime }) => [durationS.toFixed(6), mediaTime])).toEqual(heard.map(({ durationS, mediaTime }) => [durationS.toFixed(6), mediaTime]));
    expect(plan.leadInChunks).toBe(leadIn);
  });
});
