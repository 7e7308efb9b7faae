import type { GpuTrouble } from '../core/gpu-trouble.ts';
import type { I420Image } from '../core/i420.ts';
import { signOfLife } from '../core/signs-of-life.ts';
import type { DetectionFacts } from '../documents/detection-facts.ts';
import type { FaceEmbeddings } from '../documents/embeddings.ts';
import { recognitionAdapter } from '../inference/catalog.ts';
import type { EmbedRequest } from '../models/face-embedder.ts';
import type { JobEvent } from '../rpc/job-types.ts';
import { modelEntry } from './model-entry.ts';

export type RecognitionProvider = 'webgpu' | 'wasm';

/** A worker that looks closely at faces. */
export interface RecognitionLane {
  /**
   * Loads the network, on the GPU or on the processor. Throws `model/missing`, `model/hash-mismatch`, `model/run-failed`, `model/wrong-answer`;
   * what the GPU makes trouble with is told, and ends on the processor.
   */
  open(modelsUrl: string, onGpu: boolean, onTrouble: (trouble: GpuTrouble) => void): Promise<void>;
  /** The picture's buffer moves there and comes back, with what answered. Throws `model/run-failed`. */
  embed(image: I420Image, request: EmbedRequest): Promise<{ embeddings: FaceEmbeddings; data: Uint8Array<ArrayBuffer>; provider: RecognitionProvider }>;
  close(): void;
}

/** What looks closely at faces. `close` ends it. */
export interface Recognizer {
  /** SHA-256 by id. */
  readonly models: Readonly<Record<string, string>>;
  /** Looks at some faces of a picture, which is taken and comes back; a failure takes it away. */
  embed(image: I420Image, request: EmbedRequest): Promise<{ embeddings: FaceEmbeddings; image: I420Image }>;
  /** What it ran on so far, by model id: nothing while nobody was looked at. And what the GPU made trouble with. */
  facts(): Pick<DetectionFacts, 'models' | 'troubles'>;
  close(): void;
}

/** What a recognizer is opened with. */
export interface RecognizerMeans {
  readonly modelsUrl: string;
  /** Where the faces are found on a GPU, they are told apart on it, too. */
  readonly onGpu: boolean;
  readonly makeLane: () => RecognitionLane;
}

/** Reads which network there is; its worker starts when the first face is to be looked at: many videos are of nobody. Throws `model/missing`. */
export async function openRecognizer({ modelsUrl, onGpu, makeLane }: RecognizerMeans, send: (event: JobEvent) => void): Promise<Recognizer> {
  const { id, sha256 } = await modelEntry(modelsUrl, recognitionAdapter);
  const providers = new Set<RecognitionProvider>();
  const troubles: GpuTrouble[] = [];
  let opened: { readonly lane: RecognitionLane; readonly ready: Promise<void> } | undefined;
  const onTrouble = (trouble: GpuTrouble): void => {
    signOfLife();
    troubles.push(trouble);
    send({ kind: 'notice', code: trouble.kind, details: { reason: trouble.reason } });
  };
  const start = (): { readonly lane: RecognitionLane; readonly ready: Promise<void> } => {
    const lane = makeLane();
    return { lane, ready: lane.open(modelsUrl, onGpu, onTrouble) };
  };
  return {
    models: { [id]: sha256 },
    embed: async (image, request) => {
      opened ??= start();
      await opened.ready;
      const { embeddings, data, provider } = await opened.lane.embed(image, request);
      signOfLife();
      providers.add(provider);
      return { embeddings, image: { ...image, data } };
    },
    facts: () => ({ models: providers.size === 0 ? {} : { [id]: [...providers].join(', ') }, troubles: [...troubles] }),
    close: () => opened?.lane.close(),
  };
}

/** What the detectors of a job ran on, with what told the faces apart, or looked at mouths. */
export function withFacts(detection: DetectionFacts, { models, troubles }: ReturnType<Recognizer['facts']>): DetectionFacts {
  return { ...detection, models: { ...detection.models, ...models }, troubles: [...detection.troubles, ...troubles] };
}
