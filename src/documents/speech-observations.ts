import type { RunInfo } from './observations.ts';

/** Each probability is of so much sound: Silero's 512 samples at 16 kHz. */
export const speechChunkUs = 32_000;

/**
 * What was heard of speech. Times are microseconds from the first presented frame, of sound alone from its beginning. `unheard`: there is sound, or may
 * be, but nobody could listen to it, which never means "nobody speaks". `totalUs` is the length of the video or of its sound, whichever is longer.
 */
export type SpeechObservations =
  | { readonly kind: 'no-sound' }
  | { readonly kind: 'unheard'; readonly totalUs: number }
  | {
      readonly kind: 'heard';
      readonly totalUs: number;
      /** What was listened to, the end exclusive. Where the sound ends before, it is quiet. */
      readonly startUs: number;
      readonly endUs: number;
      /** How likely somebody speaks, 0–1, one for every `speechChunkUs` from `startUs` on; NaN where the sound could not be decoded. */
      readonly probabilities: Float32Array;
    };

/** What was heard, and how that went. */
export interface HeardSpeech {
  readonly speech: SpeechObservations;
  readonly runs: readonly RunInfo[];
  /** Packets of the sound that could not be decoded. */
  readonly packetsSilent: number;
}
