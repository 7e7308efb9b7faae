import { AppError } from '../core/errors.ts';
import type { Owned } from '../core/owned.ts';
import type { Session } from '../inference/session.ts';

/** Silero VAD (silero-vad, utils_vad.py, OnnxWrapper): sound at 16 kHz, 512 samples at a time behind the 64 before them, with a state that is carried on. */
export const sileroRate = 16_000;
export const chunkFrames = 512;
export const contextFrames = 64;
const stateUnits = 128;
/** Steps between two looks at what else wants to be done. */
const stepsAtOnce = 32;

/** A piece of a sound, heard without what comes before but for a lead-in. */
export interface SoundStretch {
  /** `contextFrames`, then whole chunks at 16 kHz, full scale ±1. */
  readonly samples: Float32Array<ArrayBuffer>;
  /** The first chunks are only there for the network to hear its way in: nothing is said of them. */
  readonly leadInChunks: number;
}

/** What hears speech. `close` frees it. */
export interface SpeechDetector {
  /**
   * How likely somebody speaks in each chunk of each stretch behind its lead-in, 0–1. Stretches go through the network side by side, which is faster and
   * changes nothing: none hears of another. Takes their samples: a network elsewhere has them moved there. `breathe` is awaited now and then. Throws `model/run-failed`, `model/wrong-answer`, and what `breathe` throws.
   */
  probabilities(stretches: readonly SoundStretch[], breathe: () => Promise<void>): Promise<Float32Array<ArrayBuffer>[]>;
  close(): void;
}

/** Silero VAD, versions 5 and 6. Takes the session. */
export function createSileroVad(session: Owned<Session>): SpeechDetector {
  const owned = session.take();

  async function probabilities(stretches: readonly SoundStretch[], breathe: () => Promise<void>): Promise<Float32Array<ArrayBuffer>[]> {
    const lanes = stretches.length;
    const chunks = stretches.map(({ samples }) => (samples.length - contextFrames) / chunkFrames);
    const heard = stretches.map(({ leadInChunks }, lane) => new Float32Array((chunks[lane] as number) - leadInChunks));
    const length = contextFrames + chunkFrames;
    const input = new Float32Array(lanes * length);
    let state: Float32Array = new Float32Array(2 * lanes * stateUnits);
    for (let step = 0; step < Math.max(0, ...chunks); step += 1) {
      if (step % stepsAtOnce === 0) await breathe();
      stretches.forEach(({ samples }, lane) => {
        // A stretch that has ended goes on with silence, of which nothing is kept.
        if (step < (chunks[lane] as number)) input.set(samples.subarray(step * chunkFrames, step * chunkFrames + length), lane * length);
        else input.fill(0, lane * length, (lane + 1) * length);
      });
      const { output, stateN } = await owned.value.run({ input: { data: input, dims: [lanes, length] }, state: { data: state, dims: [2, lanes, stateUnits] }, sr: { integer: sileroRate } });
      if (output?.data.length !== lanes || stateN?.data.length !== state.length) throw new AppError('model/wrong-answer', { model: 'silero-vad', found: output?.data.length ?? 0 });
      state = stateN.data;
      stretches.forEach(({ leadInChunks }, lane) => {
        if (step >= leadInChunks && step < (chunks[lane] as number)) (heard[lane] as Float32Array)[step - leadInChunks] = checked(output.data[lane] as number);
      });
    }
    return heard;
  }
  return { probabilities, close: () => owned.close() };
}

/** Not a number would read as "could not be decoded" from here on. */
function checked(probability: number): number {
  if (!(probability >= 0 && probability <= 1)) throw new AppError('model/wrong-answer', { model: 'silero-vad', found: String(probability) });
  return probability;
}
