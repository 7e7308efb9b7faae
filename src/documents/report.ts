import type { RunInfo } from './observations.ts';

/** What a job did, for the user and for `--report`. */
export interface Report {
  readonly version: 1;
  readonly kind: 'video' | 'still';
  readonly source: { readonly name: string; readonly fingerprint: string; readonly frames: number };
  readonly output: { readonly name: string; readonly bytes: number; readonly sha256: string; readonly videoCodec: string; readonly frames: number };
  readonly runs: readonly RunInfo[];
  readonly detector: string;
  readonly backend: string;
  readonly backendReason: string;
  readonly framesHiddenWhole: number;
  readonly framesUnknown: number;
  readonly tracks: number;
  readonly audit: { readonly passed: boolean; readonly checks: readonly { readonly name: string; readonly passed: boolean; readonly detail: string }[] };
  readonly notes: readonly string[];
}

/** What a finished analysis tells the render about itself, for the report. */
export interface AnalysisFacts {
  readonly fingerprint: string;
  readonly sourceFrames: number;
  readonly detector: string;
  readonly framesUnknown: number;
  readonly runs: readonly RunInfo[];
}
