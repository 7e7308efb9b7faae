import { openAsBlob } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stretchesOf } from '../../../src/acts/sound-stretches.ts';
import { Gate } from '../../../src/core/gate.ts';
import type { Owned } from '../../../src/core/owned.ts';
import { openCount } from '../../../src/core/owned.ts';
import { openContainer } from '../../../src/media/open-movie.ts';
import type { AudioTrack } from '../../../src/media/movie.ts';
import type { SoundStretch, SpeechDetector } from '../../../src/models/silero-vad.ts';
import { findSpeech } from '../../../src/understand/speech.ts';
import { hearAll, openSpeech, readRttm, speechF1 } from '../../support/heard.ts';
import { requireShared } from '../../support/shared.ts';

let speech: Owned<SpeechDetector>;
beforeAll(async () => {
  speech = await openSpeech();
});
afterAll(() => speech.close());

async function trackOf(file: Blob): Promise<AudioTrack> {
  const { audio } = await openContainer(file, 'sound');
  if (audio === null) throw new Error('it holds no sound');
  return audio;
}

const whole = (probabilities: Float32Array): Parameters<typeof findSpeech>[0] => ({ kind: 'heard', startUs: 0, endUs: 32_000 * probabilities.length, totalUs: 32_000 * probabilities.length, probabilities });

/** Silence as a WAVE file of 16 bits at 16 kHz. */
function quiet(seconds: number): Promise<AudioTrack> {
  const data = Buffer.alloc(32_000 * seconds);
  const head = Buffer.from('RIFF....WAVEfmt \x10\0\0\0\x01\0\x01\0\x80\x3e\0\0\0\x7d\0\0\x02\0\x10\0data....', 'latin1');
  head.writeUInt32LE(36 + data.length, 4);
  head.writeUInt32LE(data.length, 40);
  return trackOf(new Blob([head, data]));
}

describe('speech in a conversation', () => {
  it('is found as people marked it: F1 of 0.95 and more at 10 ms', async (context) => {
    const open = openCount.count;
    const track = await trackOf(await openAsBlob(requireShared(context, 'media/audio/sample.wav')));
    const { probabilities, packetsSilent } = await hearAll(track, speech.value);
    const found = findSpeech(whole(probabilities));
    const f1 = speechF1(found.speech, readRttm(requireShared(context, 'media/audio/sample.rttm')), 30e6);
    console.log(`speech: F1 ${f1.toFixed(4)} in ${found.speech.length} stretches`);
    expect(f1).toBeGreaterThan(0.95);
    expect([probabilities.length, packetsSilent, found.speechUnknown]).toEqual([938, 0, []]);
    expect(openCount.count).toBe(open);
  });

  it('is the same, one stretch alone or several side by side', async (context) => {
    const track = await trackOf(await openAsBlob(requireShared(context, 'media/audio/sample.wav')));
    let all: SoundStretch | undefined;
    await hearAll(track, { ...speech.value, probabilities: (stretches) => Promise.resolve(stretches.map((each) => ((all = each), new Float32Array(0)))) });
    const samples = all?.samples ?? new Float32Array(0);
    const stretch = (firstChunk: number, chunks: number, leadInChunks: number): SoundStretch => ({ samples: samples.subarray(512 * firstChunk, 512 * (firstChunk + chunks) + 64), leadInChunks });
    const stretches = [stretch(220, 100, 0), stretch(400, 60, 32), stretch(600, 120, 64)];
    const breathe = (): Promise<void> => Promise.resolve();
    const together = await speech.value.probabilities(stretches, breathe);
    const alone = await Promise.all(stretches.map(async (each) => (await speech.value.probabilities([each], breathe))[0] as Float32Array));
    expect(together.map(({ length }) => length)).toEqual([100, 28, 56]);
    const difference = Math.max(...together.flatMap((lane, index) => Array.from(lane, (value, chunk) => Math.abs(value - (alone[index]?.[chunk] as number)))));
    console.log(`speech: side by side differs by ${difference.toExponential(1)} at most`);
    expect(difference).toBeLessThan(1e-4);
    together.forEach((lane, index) => expect(findSpeech(whole(lane))).toEqual(findSpeech(whole(alone[index] as Float32Array))));
  });
});

describe('listening', () => {
  /** Says nothing but how it was asked. */
  const silent: SpeechDetector = {
    close: () => undefined,
    probabilities: async (stretches, breathe) => {
      await breathe();
      return stretches.map(({ samples, leadInChunks }) => new Float32Array((samples.length - 64) / 512 - leadInChunks));
    },
  };

  it.each([[0.5, 16], [60, 1875], [60.1, 1879], [200, 6250]])('of %s s makes %i chunks', async (seconds, chunks) => {
    expect((await hearAll(await quiet(seconds), silent)).probabilities.length).toBe(chunks);
  });

  it('ends when it is cancelled, paused or not', async () => {
    const gate = new Gate();
    gate.pause();
    const cancelled = new AbortController();
    const heard = hearAll(await quiet(10), silent, gate, cancelled.signal);
    const outcome = expect(heard).rejects.toMatchObject({ code: 'job/cancelled' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    cancelled.abort();
    await outcome;
  });

  it('tells a failed network, and decodes no further', async () => {
    const broken: SpeechDetector = { close: () => undefined, probabilities: () => Promise.reject(new TypeError('broken')) };
    await expect(hearAll(await quiet(200), broken)).rejects.toThrow('broken');
  });
});

describe('stretches', () => {
  async function cut(frames: number, pieceFrames: number): Promise<SoundStretch[]> {
    async function* ramp(): AsyncGenerator<Float32Array[]> {
      for (let at = 0; at < frames; at += pieceFrames) yield await Promise.resolve([Float32Array.from({ length: Math.min(pieceFrames, frames - at) }, (_, i) => at + i)]);
    }
    const all: SoundStretch[] = [];
    for await (const stretch of stretchesOf(ramp())) all.push(stretch);
    return all;
  }

  it('hold every sample once, behind two seconds that lead in and 64 samples before those', async () => {
    const minute = 1875 * 512;
    const [first, second, third, ...none] = await cut(2 * minute + 1000, 777) as [SoundStretch, SoundStretch, SoundStretch];
    expect(none).toEqual([]);
    expect([first, second, third].map(({ leadInChunks, samples }) => [leadInChunks, (samples.length - 64) / 512])).toEqual([[0, 1875], [64, 64 + 1875], [64, 64 + 2]]);
    expect([first.samples[63], first.samples[64], first.samples.at(-1)]).toEqual([0, 0, minute - 1]);
    expect([second.samples[0], second.samples.at(-1)]).toEqual([minute - 64 * 512 - 64, 2 * minute - 1]);
    expect([third.samples[64 + 64 * 512], third.samples[64 + 64 * 512 + 999], third.samples.at(-1)]).toEqual([2 * minute, 2 * minute + 999, 0]);
  });

  it.each([[0, 0], [1, 1], [1875 * 512, 1], [1875 * 512 + 1, 2]])('of %i samples there are %i', async (frames, count) => expect((await cut(frames, 4096)).length).toBe(count));
});
