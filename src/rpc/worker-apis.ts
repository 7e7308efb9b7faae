import type { EncoderOffer, EncodingProfile } from '../core/encoding.ts';
import type { FrameGeometry } from '../core/geometry.ts';
import type { GpuTrouble } from '../core/gpu-trouble.ts';
import type { I420Image } from '../core/i420.ts';
import type { FollowMask } from '../documents/corrections.ts';
import type { FaceEmbeddings } from '../documents/embeddings.ts';
import type { Detections, Quality } from '../documents/observations.ts';
import type { Edit } from '../documents/edit.ts';
import type { AnalysisFacts, Report } from '../documents/report.ts';
import type { Capabilities, ExportFormat, JobEvent, JobOptions, SourceSummary } from './job-types.ts';
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
  /** Answers `PlanApi` on the port. */
  serve(port: MessagePort): void;
}

export interface RenderApi extends Controls {
  /** Plans come from the port. */
  connect(port: MessagePort): void;
  render(file: File, options: JobOptions, handle: FileSystemFileHandle | undefined, send: Send): Promise<{ file: File; report: Report }>;
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

export interface RecognizeApi {
  /** Loads and checks the network; what a GPU makes trouble with is told. */
  open(modelsUrl: string, onGpu: boolean, onTrouble: (trouble: GpuTrouble) => void): Promise<void>;
  /** Looks closely at the given faces (indices into the detections); the picture's buffer moves here and comes back, with what answered. */
  embed(image: I420Image, request: { geometry: FrameGeometry; detections: Detections; faces: Uint32Array }): Promise<{ embeddings: FaceEmbeddings; data: Uint8Array<ArrayBuffer>; provider: 'webgpu' | 'wasm' }>;
}
