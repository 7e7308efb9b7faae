import type { I420Image } from '../core/i420.ts';
import { signOfLife } from '../core/signs-of-life.ts';
import type { DetectionFacts } from '../documents/detection-facts.ts';
import type { Mouths } from '../documents/mouths.ts';
import { meshAdapter } from '../inference/catalog.ts';
import type { EmbedRequest } from '../models/face-embedder.ts';
import { modelEntry } from './model-entry.ts';

/** A worker that looks at mouths. */
export interface MouthLane {
  /** Loads, checks and tests the network. Throws `model/missing`, `model/hash-mismatch`, `model/run-failed`, `model/wrong-answer`. */
  open(modelsUrl: string): Promise<void>;
  /** The picture's buffer moves there and comes back. Throws `model/run-failed`. */
  read(image: I420Image, request: EmbedRequest): Promise<{ mouths: Mouths; data: Uint8Array<ArrayBuffer> }>;
  close(): void;
}

/** What looks at mouths, always on the processor: the network is small, and a picture would have to go up to the GPU for it. `close` ends it. */
export interface MouthReader {
  /** SHA-256 by id. */
  readonly models: Readonly<Record<string, string>>;
  /** Looks at the mouths of some faces of a picture, which is taken and comes back; a failure takes it away. */
  read(image: I420Image, request: EmbedRequest): Promise<{ mouths: Mouths; image: I420Image }>;
  /** What it ran on so far, by model id: nothing while nobody was looked at. */
  facts(): Pick<DetectionFacts, 'models' | 'troubles'>;
  close(): void;
}

/** Reads which network there is; its worker starts with the first face. Throws `model/missing`. */
export async function openMouthReader(modelsUrl: string, makeLane: () => MouthLane): Promise<MouthReader> {
  const { id, sha256 } = await modelEntry(modelsUrl, meshAdapter);
  let opened: { readonly lane: MouthLane; readonly ready: Promise<void> } | undefined;
  const start = (): { readonly lane: MouthLane; readonly ready: Promise<void> } => {
    const lane = makeLane();
    return { lane, ready: lane.open(modelsUrl) };
  };
  return {
    models: { [id]: sha256 },
    read: async (image, request) => {
      opened ??= start();
      await opened.ready;
      const { mouths, data } = await opened.lane.read(image, request);
      signOfLife();
      return { mouths, image: { ...image, data } };
    },
    facts: () => ({ models: opened === undefined ? {} : { [id]: 'wasm' }, troubles: [] }),
    close: () => opened?.lane.close(),
  };
}
