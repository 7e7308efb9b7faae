import type { EncoderOffer, EncodingProfile } from '../../core/encoding.ts';
import type { Corrections, FollowMask } from '../../documents/corrections.ts';
import type { SeenElsewhere } from '../../documents/people-elsewhere.ts';
import type { Analysis } from '../../documents/analysis.ts';
import type { Capabilities, ExportFormat, JobEvent, JobOptions, SourceSummary } from '../../rpc/job-types.ts';
import type { RenderedFile, RenderWish, WishOutcome } from '../../rpc/worker-apis.ts';
import type { FaceRequest, FollowProgress, FollowRequest, Look, LookRequest, ReviewModel } from '../../rpc/review-types.ts';

/** Where the result goes: the browser's private storage (a picture stays in memory), or a file the user picked. */
export type JobOutput = { readonly kind: 'opfs' } | { readonly kind: 'file'; readonly handle: FileSystemFileHandle };

/**
 * One video's way through the program, as the page and the command line drive it. Owns its workers; `dispose` ends
 * them and removes partial files. Every call rejects with an AppError; the signal cancels the running one.
 */
export interface Job {
  /** The time that options give a job is counted from here on, over all calls; while it is paused it is not. */
  begin(): void;
  /** Reads the file's headers only. */
  inspect(): Promise<SourceSummary>;
  /** What of each codec is to be had under a profile for this video, each really tried; nothing for a picture. */
  encoders(profile: EncodingProfile): Promise<readonly EncoderOffer[]>;
  /**
   * Before any work: tells in notices in what the new video will be unlike the source; resolves with the bytes it will take, about. Rejects when
   * it cannot be encoded, or has no room in private storage.
   */
  checkOutput(options: JobOptions, output: JobOutput, onEvent: (event: JobEvent) => void): Promise<number>;
  /**
   * observe + understand; resumes from the journal if the same job was interrupted. Needed once before the others. Resolves with a digest of what was
   * found: where it is another one, the same ids may be other people.
   */
  analyze(options: JobOptions, onEvent: (event: JobEvent) => void, signal: AbortSignal): Promise<string>;
  /** plan + render + audit with the options' hide, cut, layout, corrections and range. Resolves with one file, or one for each cut, valid until `dispose`. */
  render(options: JobOptions, output: JobOutput, onEvent: (event: JobEvent) => void, signal: AbortSignal): Promise<readonly RenderedFile[]>;
  /**
   * Several things from one analysis in one go: what can share a run of the decoder does. Outcomes are in the order of the wishes; one that fails does not stop
   * the others. All wishes must look for people in the same way. Files are valid until `dispose`. Needs `analyze`.
   */
  renderAll(wishes: readonly RenderWish[], onEvent: (event: JobEvent) => void, signal: AbortSignal): Promise<readonly WishOutcome[]>;
  /** What the review room lists, with the options' corrections. Needs `analyze`. */
  review(options: JobOptions): Promise<ReviewModel>;
  /** `look` shows what these options hide from now on. Needs `analyze`. */
  use(options: JobOptions): Promise<void>;
  /** A frame as the render would make it, or as it is; the newest call wins, others reject with `job/cancelled`. Needs `use`; the receiver closes the picture. */
  look(request: LookRequest): Promise<Look>;
  /** A small picture of a face as it is, for lists; the receiver closes it. Needs `analyze`. */
  face(request: FaceRequest): Promise<ImageBitmap>;
  /**
   * Measures where a drawn mask goes, forwards and backwards, until it is lost; add the result to the corrections. When the signal fires it
   * resolves with what was measured until then. One at a time.
   */
  follow(request: FollowRequest, onProgress: (progress: FollowProgress) => void, signal: AbortSignal): Promise<FollowMask>;
  /** What was found, with the options' corrections, as a text made in a worker. Needs `analyze`. */
  exportAnalysis(options: JobOptions, format: ExportFormat): Promise<Blob>;
  /**
   * Has what is known of the people, with these corrections, written into a port whose other end another video's `peopleElsewhere` reads: the numbers
   * that tell faces apart never pass through the page. Needs `analyze`; the port is taken.
   */
  tellPeople(corrections: Corrections, port: MessagePort): Promise<void>;
  /** Who of this video, with these corrections, is surely in others, too. Each port, which is taken, has been written to. Needs `analyze`. */
  peopleElsewhere(corrections: Corrections, ports: readonly MessagePort[]): Promise<readonly SeenElsewhere[]>;
  pause(): void;
  resume(): void;
  dispose(): Promise<void>;
}

export type { Analysis };
export type OpenJob = (file: File) => Promise<Job>;
export type Probe = () => Promise<Capabilities>;
