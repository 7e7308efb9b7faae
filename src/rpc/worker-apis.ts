import type { EncoderOffer, EncodingProfile } from '../core/encoding.ts';
import type { FrameGeometry } from '../core/geometry.ts';
import type { GpuTrouble } from '../core/gpu-trouble.ts';
import type { I420Image } from '../core/i420.ts';
import type { Bodies, BodyScale } from '../documents/bodies.ts';
import type { Corrections, FollowMask } from '../documents/corrections.ts';
import type { FaceEmbeddings } from '../documents/embeddings.ts';
import type { Mouths } from '../documents/mouths.ts';
import type { Detections, Quality } from '../documents/observations.ts';
import type { Edit } from '../documents/edit.ts';
import type { SeenElsewhere } from '../documents/people-elsewhere.ts';
import type { AnalysisFacts, Report } from '../documents/report.ts';
import type { HeardSpeech } from '../documents/speech-observations.ts';
import type { Capabilities, ExportFormat, JobEvent, JobOptions, ListenRange, SourceSummary, WireError } from './job-types.ts';
import type { FaceRequest, FollowProgress, FollowRequest, Look, LookRequest, ReviewModel } from './review-types.ts';

type Send = (event: JobEvent) => void;

interface Controls {
  pause(): void;
  resume(): void;
  cancel(): void;
}

/** What the observe worker answers to its neighbours: plans never pass through the page's thread. */
export interface PlanApi {
  edit(options: JobOptions): Edit;
  facts(options: JobOptions): AnalysisFacts;
}

export interface ObserveApi extends Controls {
  inspect(file: File): Promise<SourceSummary>;
  encoders(file: File, profile: EncodingProfile): Promise<readonly EncoderOffer[]>;
  checkOutput(file: File, options: JobOptions, toStorage: boolean, send: Send): Promise<number>;
  /** Resolves with the digest of what was found. */
  analyze(file: File, options: JobOptions, modelsUrl: string, send: Send): Promise<string>;
  /** What the review room lists. */
  review(options: JobOptions): ReviewModel;
  exportAnalysis(options: JobOptions, format: ExportFormat): Blob;
  /** Writes what is known of the people, with these corrections, into the port: one message, then it closes. */
  tellPeople(corrections: Corrections, port: MessagePort): void;
  /** Who of this video is surely in others, too; each port was written to by the `tellPeople` of another video's worker. */
  peopleElsewhere(corrections: Corrections, ports: readonly MessagePort[]): Promise<SeenElsewhere[]>;
  /** Answers `PlanApi` on the port. */
  serve(port: MessagePort): void;
}

/** A finished file and what it took. */
export interface RenderedFile {
  /** In private storage, in memory (a picture), or the file that the user picked. */
  readonly file: File;
  readonly report: Report;
}

/** One of several things to be made of an analysis; `handle` is a file that the user picked for it. */
export interface RenderWish {
  readonly options: JobOptions;
  readonly handle?: FileSystemFileHandle;
}

/** What became of a wish. */
export type WishOutcome = { readonly ok: true; readonly files: readonly RenderedFile[] } | { readonly ok: false; readonly error: WireError };

export interface RenderApi extends Controls {
  /** Plans come from the port. */
  connect(port: MessagePort): void;
  /** Resolves with the files in order: one, or one for each cut. `workedMs` of work before count where a time is given. */
  render(file: File, options: JobOptions, handle: FileSystemFileHandle | undefined, workedMs: number, send: Send): Promise<RenderedFile[]>;
  /** Several from one analysis, sharing the decoder where they can; in the order of the wishes. One that fails does not stop the others. */
  renderAll(file: File, wishes: readonly RenderWish[], workedMs: number, send: Send): Promise<WishOutcome[]>;
}

export interface PreviewApi {
  connect(port: MessagePort): void;
  /** What is hidden from now on: asked for once per change of the options. */
  use(options: JobOptions): Promise<void>;
  look(file: File, request: LookRequest): Promise<Look>;
  /** A small picture of a face as it is; does not disturb `look`. */
  face(file: File, request: FaceRequest): Promise<ImageBitmap>;
  /** Measures where a drawn mask goes; `stopFollowing` ends it with what was measured. */
  follow(file: File, request: FollowRequest, onProgress: (progress: FollowProgress) => void): Promise<FollowMask>;
  stopFollowing(): void;
}

export interface ProbeApi {
  probe(): Promise<Capabilities>;
}

export interface SampleApi {
  makeSample(photos: ImageBitmap[]): Promise<File>;
}

export interface InferApi {
  /** Loads, checks and opens a detector; resolves with the models' SHA-256 by id. */
  open(detector: 'yunet' | 'embedded', modelsUrl: string, onBytes: (loaded: number, total: number) => void): Promise<Readonly<Record<string, string>>>;
  /** The picture's buffer moves here and comes back. */
  detect(image: I420Image, request: { geometry: FrameGeometry; quality: Quality; sensitivity: number }): Promise<{ detections: Detections; data: Uint8Array<ArrayBuffer> }>;
}

export interface AudioApi {
  /** What is heard of speech in a file between an in and an out point; `onHeard` gets seconds of sound. */
  listen(file: File, range: ListenRange, modelsUrl: string, onHeard: (seconds: number) => void): Promise<HeardSpeech>;
  pause(): void;
  resume(): void;
}

export interface SpeechApi {
  open(modelsUrl: string): Promise<void>;
  /** How likely somebody speaks in each chunk of each stretch behind its lead-in; the stretches' buffers move here. */
  probabilities(stretches: readonly { readonly samples: Float32Array<ArrayBuffer>; readonly leadInChunks: number }[]): Promise<Float32Array<ArrayBuffer>[]>;
}

export interface RecognizeApi {
  /** Loads and checks the network; what a GPU makes trouble with is told. */
  open(modelsUrl: string, onGpu: boolean, onTrouble: (trouble: GpuTrouble) => void): Promise<void>;
  /** Looks closely at the given faces (indices into the detections); the picture's buffer moves here and comes back, with what answered. */
  embed(image: I420Image, request: { geometry: FrameGeometry; detections: Detections; faces: Uint32Array }): Promise<{ embeddings: FaceEmbeddings; data: Uint8Array<ArrayBuffer>; provider: 'webgpu' | 'wasm' }>;
}

export interface MouthApi {
  /** Loads, checks and tests the network. */
  open(modelsUrl: string): Promise<void>;
  /** Looks at the mouths of the given faces (indices into the detections); the picture's buffer moves here and comes back. */
  read(image: I420Image, request: { geometry: FrameGeometry; detections: Detections; faces: Uint32Array }): Promise<{ mouths: Mouths; data: Uint8Array<ArrayBuffer> }>;
}

export interface BodyApi {
  /** Loads, checks and tests what finds bodies: networks of the catalogue, or the user's own file; resolves with the models' SHA-256 by id. */
  open(modelsUrl: string, networks: 'yolox' | 'centernet' | Blob): Promise<Readonly<Record<string, string>>>;
  /** The picture's buffer moves here and comes back. */
  find(image: I420Image, geometry: FrameGeometry, scale: BodyScale): Promise<{ bodies: Bodies; data: Uint8Array<ArrayBuffer> }>;
}

export interface ActionApi {
  /** Loads, checks and tests the network; resolves with its labels. */
  open(modelsUrl: string): Promise<readonly string[]>;
  /** One probability for each label of each window; the windows' buffer moves here. */
  probabilities(batch: { readonly count: number; readonly frames: number; readonly values: Float32Array<ArrayBuffer> }): Promise<Float32Array<ArrayBuffer>>;
}
