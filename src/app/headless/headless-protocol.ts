import type { Aspect } from '../../core/canvas-size.ts';
import type { Report } from '../../documents/report.ts';
import type { ExportFormat, JobEvent, JobOptions, ReferencePhoto, WireError } from '../../rpc/job-types.ts';
import type { SavedWork } from './saved-work.ts';

/** One job for the page that the command line drives; the video is the file in `#video`. */
export interface HeadlessTask {
  readonly kind: 'anonymize' | 'analyze';
  /** For the fill `image` the picture comes from the file in `#fill-image`; reference photos come from `#references`. */
  readonly options: Omit<JobOptions, 'references' | 'poseModel'>;
  /** Whether bodies are looked for with the network in `#pose-model`. Absent: with those that are there. */
  readonly ownPoseModel?: boolean;
  /** What the people of the pictures in `#references` are there for, in the same order. Absent: there are none. */
  readonly references?: readonly ReferencePhoto['role'][];
  /** How an analysis is written; JSON when absent. */
  readonly format?: ExportFormat;
  /** What else is written of the analysis of what is made, each into a sink of its own after the videos. Absent: nothing. */
  readonly beside?: readonly ExportFormat[];
  /** Work that was done before. */
  readonly saved?: SavedWork;
  /** The shape of the layout's canvas, of which a size is made that suits the video. Absent: the layout has its size. */
  readonly aspect?: Aspect;
  /** A video for each of so many subjects, in one go. Absent: one for all. */
  readonly each?: number;
  /** Path that takes the first result's slices: the offset is appended. */
  readonly sinkUrl: string;
}

/** What Node hears of a job under way; pictures stay in the page. */
export type HeadlessEvent = Exclude<JobEvent, { readonly kind: 'preview' }>;

/** A result: so many `bytes` were sent to its sink; an analysis has no report. */
export interface HeadlessResult {
  readonly bytes: number;
  readonly report: Report | null;
}

/** Results in the order of their sinks. */
export type HeadlessOutcome =
  | { readonly ok: true; readonly results: readonly HeadlessResult[] }
  | { readonly ok: false; readonly error: WireError };

/** What headless.html offers as `window.veil`; `run` never rejects. */
export interface HeadlessApi {
  run(task: HeadlessTask): Promise<HeadlessOutcome>;
  cancel(): void;
}

declare global {
  interface Window {
    veil: HeadlessApi;
    /** Bound by Node before the page loads. */
    veilEvent: (event: HeadlessEvent) => Promise<void>;
    /** Bound by Node likewise: the path that takes the slices of one more result. */
    veilNextSink: () => Promise<string>;
    /** Bound by Node likewise: what will be free where the output goes once private storage holds so many bytes. */
    veilFreeBytes: (privateBytes: number) => Promise<number>;
  }
}
