import type { RunInfo } from './observations.ts';
import type { SourceInfo } from './source.ts';

export type TrackKind = 'face' | 'head' | 'person' | 'manual';
/** Where a sample's box is from. The index in this list is what the `origins` column holds. */
export const sampleOrigins = ['detected', 'bridged', 'extended', 'manual'] as const;
export type SampleOrigin = (typeof sampleOrigins)[number];

/** One person's way through consecutive frames: columns, ascending frames without gaps. Boxes are tight faces in upright pixels. */
export interface Track {
  readonly id: number;
  readonly kind: TrackKind;
  readonly frames: Int32Array;
  /** 4 per sample: x, y, width, height. */
  readonly boxes: Float32Array;
  readonly scores: Float32Array;
  readonly origins: Uint8Array;
}

export interface Identity {
  readonly id: number;
  readonly tracks: readonly number[];
  readonly confidence: number;
}

export interface SpeechRange {
  readonly startUs: number;
  readonly endUs: number;
}

export interface Action {
  readonly track: number;
  readonly startUs: number;
  readonly endUs: number;
  readonly label: string;
  readonly score: number;
}

/** Frames of which nothing is known (or which the user wants hidden whole), inclusive presentation indices. */
export interface FrameRange {
  readonly firstFrame: number;
  readonly lastFrame: number;
}

export interface Analysis {
  readonly source: SourceInfo;
  readonly tracks: readonly Track[];
  readonly identities: readonly Identity[];
  readonly speech: readonly SpeechRange[];
  readonly actions: readonly Action[];
  readonly unknown: readonly FrameRange[];
  readonly runs: readonly RunInfo[];
}
