import type { Analysis, SpeechRange } from '../../documents/analysis.ts';

/** Who is taken for the speaker in a stretch of speech, by a track. */
export interface SpeakerRange extends SpeechRange {
  readonly track: number;
  readonly confidence: number;
}

/** An Analysis with what was heard, as far as somebody listened. */
export interface HeardAnalysis extends Omit<Analysis, 'speechUnknown'> {
  readonly speechUnknown?: readonly SpeechRange[];
  readonly speakers?: readonly SpeakerRange[];
}
