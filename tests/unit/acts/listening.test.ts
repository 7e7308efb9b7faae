import { describe, expect, it } from 'vitest';
import { startListening } from '../../../src/acts/listening.ts';
import type { ListeningLane } from '../../../src/acts/listening.ts';
import { AppError } from '../../../src/core/errors.ts';
import type { ErrorCode } from '../../../src/core/errors.ts';
import type { HeardSpeech } from '../../../src/documents/speech-observations.ts';
import type { Movie, Sound } from '../../../src/media/movie.ts';
import type { JobEvent } from '../../../src/rpc/job-types.ts';

const audio = { timescale: 16_000, sampleRate: 16_000, edits: [{ durationS: 3, mediaTime: 0 }], samples: { count: 1, dts: Float64Array.of(0), lastDuration: 48_000 } };
const sound = { audio } as unknown as Sound;
const movie = { audio, video: { timescale: 25, ticks: Float64Array.of(0, 1), lastDurationTicks: 1 } } as unknown as Movie;
const heard: HeardSpeech = { speech: { kind: 'heard', startUs: 0, endUs: 3e6, totalUs: 3e6, probabilities: new Float32Array(93) }, runs: [], packetsSilent: 0 };

/** A worker that answers as it is told. */
class FakeLane implements ListeningLane {
  readonly calls: string[] = [];
  readonly #answer: Promise<HeardSpeech>;
  onHeard: (seconds: number) => void = () => undefined;

  constructor(answer: Promise<HeardSpeech>) {
    this.#answer = answer;
  }
  listen(...[, , onHeard]: Parameters<ListeningLane['listen']>): Promise<HeardSpeech> {
    this.onHeard = onHeard;
    return this.#answer;
  }
  pause(): void {
    this.calls.push('pause');
  }
  resume(): void {
    this.calls.push('resume');
  }
  close(): void {
    this.calls.push('close');
  }
}

function start(media: Movie | Sound, answer: Promise<HeardSpeech>): { lane: FakeLane; events: JobEvent[]; cancel: AbortController; listening: ReturnType<typeof startListening> } {
  const [lane, events, cancel] = [new FakeLane(answer), [] as JobEvent[], new AbortController()];
  return { lane, events, cancel, listening: startListening(media, new File([], 'x'), {}, () => lane, (event) => events.push(event), cancel.signal) };
}

describe('listening beside other work', () => {
  it('tells of its progress only when the other work is done', async () => {
    let answer: (found: HeardSpeech) => void = () => undefined;
    const { lane, events, listening } = start(movie, new Promise((resolve) => (answer = resolve)));
    lane.onHeard(1);
    expect(events).toEqual([]);
    const finished = listening.finish();
    answer(heard);
    expect(await finished).toBe(heard);
    expect(events).toMatchObject([{ kind: 'progress', stage: 'speech', done: 1, total: 3 }, { done: 3, total: 3 }]);
    listening.close();
    expect(lane.calls).toEqual(['close']);
  });

  it('rests and ends with the job', () => {
    const { lane, cancel, listening } = start(movie, new Promise(() => undefined));
    listening.pause();
    listening.resume();
    cancel.abort();
    expect(lane.calls).toEqual(['pause', 'resume', 'close']);
  });

  it('starts no worker where there is no sound', async () => {
    const { lane, listening } = start({ ...movie, audio: null }, Promise.reject(new Error('never asked')).catch(() => heard));
    expect((await listening.finish()).speech).toEqual({ kind: 'no-sound' });
    listening.close();
    expect(lane.calls).toEqual([]);
  });

  it('says how many packets are not known', async () => {
    const { events, listening } = start(movie, Promise.resolve({ ...heard, packetsSilent: 2 }));
    await listening.finish();
    expect(events.at(-1)).toMatchObject({ kind: 'notice', code: 'speech-unknown' });
  });

  it.each<ErrorCode>(['media/unsupported-audio', 'model/missing', 'model/run-failed', 'model/wrong-answer', 'worker/crashed', 'worker/hung', 'media/decode-failed'])('beside pictures %s makes speech unknown, and is told', async (code) => {
    const { events, listening } = start(movie, Promise.reject(new AppError(code)));
    expect((await listening.finish()).speech).toEqual({ kind: 'unheard', totalUs: 3e6 });
    expect(events.at(-1)).toMatchObject({ kind: 'notice', code: 'speech-unknown' });
  });

  it.each<[Movie | Sound, ErrorCode]>([[sound, 'media/unsupported-audio'], [sound, 'model/run-failed'], [movie, 'job/cancelled'], [movie, 'media/file-gone'], [movie, 'storage/quota']])('else a failure ends the job', async (media, code) => {
    await expect(start(media, Promise.reject(new AppError(code))).listening.finish()).rejects.toMatchObject({ code });
  });
});
