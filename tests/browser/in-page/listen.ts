import { listen } from '../../../src/acts/listen.ts';
import { planListening } from '../../../src/acts/listening-plan.ts';
import { speechDetectorIn } from '../../../src/acts/speech-detector.ts';
import { Gate } from '../../../src/core/gate.ts';
import type { SpeechRange } from '../../../src/documents/analysis.ts';
import { openContainer } from '../../../src/media/open-movie.ts';
import { chunkFrames, contextFrames } from '../../../src/models/silero-vad.ts';
import type { SoundStretch, SpeechDetector } from '../../../src/models/silero-vad.ts';
import { speechLane } from '../../../workers/speech-lane.ts';
import { findSpeech } from '../../../src/understand/speech.ts';

export interface ListeningTime {
  readonly seconds: number;
  /** Decoding, resampling and the network, stretches side by side; one time a run. */
  readonly ms: readonly number[];
  /** The network alone, over all of the sound in one go: how Silero's own program does it. */
  readonly oneGoMs: number;
  /** The largest difference of a probability between the two, and the share of 10 ms steps about which both say the same. */
  readonly differenceMax: number;
  readonly agreement: number;
  readonly speech: readonly SpeechRange[];
}

/** Listens to a sound as the audio worker does, and to all of it in one go. */
export async function listening({ runs }: { runs: number }, [file]: [File]): Promise<ListeningTime> {
  const media = await openContainer(file, file.name);
  if (media.audio === null) throw new Error('there is no sound in it');
  const plan = planListening(media, media.audio, {});
  using detector = await speechDetectorIn(speechLane, new URL('/models/', location.href).href).open();
  const stretches: SoundStretch[] = [];
  const recorder: SpeechDetector = { ...detector.value, probabilities: (some, breathe) => (stretches.push(...structuredClone(some)), detector.value.probabilities(some, breathe)) };
  const hear = (by: SpeechDetector): Promise<{ probabilities: Float32Array }> => listen({ ...plan, detector: by, gate: new Gate(), onHeard: () => undefined });
  const { probabilities } = await hear(recorder); // also warms up what the browser compiles
  const ms: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const startedMs = performance.now();
    await hear(detector.value);
    ms.push(performance.now() - startedMs);
  }
  const startedMs = performance.now();
  const [oneGo = new Float32Array(0)] = await detector.value.probabilities([{ samples: joined(stretches), leadInChunks: 0 }], () => Promise.resolve());
  const oneGoMs = performance.now() - startedMs;
  const speechOf = (all: Float32Array): readonly SpeechRange[] => findSpeech({ kind: 'heard', startUs: 0, endUs: plan.endUs, totalUs: plan.totalUs, probabilities: all }).speech;
  const speech = speechOf(probabilities);
  return {
    seconds: plan.totalUs / 1e6,
    ms,
    oneGoMs,
    differenceMax: probabilities.reduce((most, value, chunk) => Math.max(most, Math.abs(value - (oneGo[chunk] as number))), 0),
    agreement: agreement(speech, speechOf(oneGo), plan.totalUs),
    speech,
  };
}

function joined(stretches: readonly SoundStretch[]): Float32Array<ArrayBuffer> {
  const parts = stretches.map(({ samples, leadInChunks }, index) => samples.subarray(index === 0 ? 0 : contextFrames + leadInChunks * chunkFrames));
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function agreement(a: readonly SpeechRange[], b: readonly SpeechRange[], totalUs: number): number {
  const stepUs = 10_000;
  let [same, steps] = [0, 0];
  const says = (ranges: readonly SpeechRange[], us: number): boolean => ranges.some(({ startUs, endUs }) => us >= startUs && us < endUs);
  for (let us = stepUs / 2; us < totalUs; us += stepUs) {
    steps += 1;
    if (says(a, us) === says(b, us)) same += 1;
  }
  return same / Math.max(1, steps);
}
