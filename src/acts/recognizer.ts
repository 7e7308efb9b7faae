import { AppError } from '../core/errors.ts';
import type { I420Image } from '../core/i420.ts';
import { signOfLife } from '../core/signs-of-life.ts';
import type { FaceEmbeddings } from '../documents/embeddings.ts';
import { checkCatalog, findModel, recognitionAdapter } from '../inference/catalog.ts';
import type { CatalogEntry } from '../inference/catalog.ts';
import type { EmbedRequest } from '../models/face-embedder.ts';

/** A worker that looks closely at faces, on the processor whatever finds them: a few looks a second do not pay a trip to a GPU. */
export interface RecognitionLane {
  /** Loads and opens the network. Throws `model/missing`, `model/hash-mismatch`, `model/run-failed`. */
  open(modelsUrl: string): Promise<void>;
  /** The picture's buffer moves there and comes back. Throws `model/run-failed`. */
  embed(image: I420Image, request: EmbedRequest): Promise<{ embeddings: FaceEmbeddings; data: Uint8Array<ArrayBuffer> }>;
  close(): void;
}

/** What looks closely at faces. `close` ends it. */
export interface Recognizer {
  /** SHA-256 by id. */
  readonly models: Readonly<Record<string, string>>;
  /** Looks at some faces of a picture, which is taken and comes back; a failure takes it away. */
  embed(image: I420Image, request: EmbedRequest): Promise<{ embeddings: FaceEmbeddings; image: I420Image }>;
  close(): void;
}

/** Reads which network there is; its worker starts when the first face is to be looked at: many videos are of nobody. Throws `model/missing`. */
export async function openRecognizer(modelsUrl: string, makeLane: () => RecognitionLane): Promise<Recognizer> {
  const { id, sha256 } = await recognitionEntry(modelsUrl);
  let opened: { readonly lane: RecognitionLane; readonly ready: Promise<void> } | undefined;
  const start = (): { readonly lane: RecognitionLane; readonly ready: Promise<void> } => {
    const lane = makeLane();
    return { lane, ready: lane.open(modelsUrl) };
  };
  return {
    models: { [id]: sha256 },
    embed: async (image, request) => {
      opened ??= start();
      await opened.ready;
      const { embeddings, data } = await opened.lane.embed(image, request);
      signOfLife();
      return { embeddings, image: { ...image, data } };
    },
    close: () => opened?.lane.close(),
  };
}

/** The catalogue's recognizer. Throws `model/missing`. */
export async function recognitionEntry(modelsUrl: string): Promise<CatalogEntry> {
  const response = await fetch(`${modelsUrl}catalog.json`);
  if (!response.ok) throw new AppError('model/missing', { file: 'catalog.json', status: response.status });
  const entry = findModel(checkCatalog(await response.json()), recognitionAdapter);
  if (entry === undefined) throw new AppError('model/missing', { adapter: recognitionAdapter });
  return entry;
}
