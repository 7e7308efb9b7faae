import { AppError } from '../core/errors.ts';
import { BodyGatherer } from './body-gatherer.ts';
import { ColumnChunks } from './column-chunks.ts';
import { embeddingLength, vectorOf } from './embeddings.ts';
import type { FaceEmbeddings } from './embeddings.ts';
import { noMouths } from './mouths.ts';
import type { Mouths } from './mouths.ts';
import { frameStatus, keypointCount } from './observations.ts';
import type { Detections, FrameObservation, Observations, ObserveSettings, RunInfo } from './observations.ts';
import { sourceLengthUs } from './source.ts';
import type { SourceInfo } from './source.ts';

/** Embeddings are 128 floats and rare: chunks of as many bytes. */
const chunkEmbeddings = 128;

/**
 * Gathers what the observers deliver, frame by frame in ascending order, into the columns of `Observations`.
 * A frame that never comes is `unknown`, and so is one with a box or score (of a face or a body) that is no number: neither ever reads as "nobody".
 */
export class ObservationsBuilder {
  readonly #source: SourceInfo;
  readonly #settings: ObserveSettings;
  readonly #statuses: Uint8Array;
  readonly #sceneChanges: Uint8Array;
  readonly #counts: Uint32Array;
  readonly #boxes = new ColumnChunks(4);
  readonly #scores = new ColumnChunks(1);
  readonly #keypoints = new ColumnChunks(2 * keypointCount);
  readonly #embedded: number[] = [];
  readonly #qualities: number[] = [];
  readonly #vectors = new ColumnChunks(embeddingLength, chunkEmbeddings);
  readonly #mouths: { readonly detection: number; readonly opening: number; readonly quality: number }[] = [];
  readonly #bodies: BodyGatherer | undefined;
  #nextFrame: number;
  #built = false;

  constructor(source: SourceInfo, settings: ObserveSettings) {
    this.#source = source;
    this.#settings = settings;
    const frames = settings.lastFrame - settings.firstFrame + 1;
    this.#statuses = new Uint8Array(frames).fill(frameStatus.unknown);
    this.#sceneChanges = new Uint8Array(frames);
    this.#counts = new Uint32Array(frames);
    this.#bodies = settings.bodies === undefined ? undefined : new BodyGatherer(frames);
    this.#nextFrame = settings.firstFrame;
  }

  /** The frame after the last one delivered: where a resumed act goes on. */
  get nextFrame(): number {
    return this.#nextFrame;
  }

  /** Takes a copy of one frame; throws `internal/bug` when it is out of order, out of the range, or after `build`. */
  add({ frame, status, detections, embeddings, mouths = noMouths, bodies, sceneChange = 0 }: FrameObservation): void {
    if (this.#built || frame < this.#nextFrame || frame > this.#settings.lastFrame) {
      throw new AppError('internal/bug', { reason: 'frame out of order', frame, expected: this.#nextFrame });
    }
    this.#nextFrame = frame + 1;
    const index = frame - this.#settings.firstFrame;
    const soundBodies = bodies === undefined || this.#bodies === undefined || this.#bodies.add(index, bodies);
    this.#statuses[index] = isSound(detections) && soundBodies ? status : frameStatus.unknown;
    this.#sceneChanges[index] = sceneChange;
    let row = 0;
    let mouth = 0;
    for (let item = 0; item < detections.count; item++) {
      while (embeddings !== undefined && row < embeddings.count && (embeddings.detections[row] as number) < item) row += 1;
      while ((mouths.detections[mouth] ?? Infinity) < item) mouth += 1;
      if (!isSoundDetection(detections, item)) continue;
      if (mouths.detections[mouth] === item) this.#addMouth(mouths, mouth);
      if (embeddings !== undefined && row < embeddings.count && embeddings.detections[row] === item) this.#addEmbedding(embeddings, row);
      this.#boxes.push(detections.boxes, item);
      this.#scores.push(detections.scores, item);
      this.#keypoints.push(detections.keypoints, item);
      this.#counts[index] = (this.#counts[index] as number) + 1;
    }
  }

  /** Of the detection that is added next; one with a number that is none decides nothing and is left out. */
  #addEmbedding(embeddings: FaceEmbeddings, row: number): void {
    const quality = embeddings.qualities[row] as number;
    if (!Number.isFinite(vectorOf(embeddings, row).reduce((sum, each) => sum + each, quality))) return;
    this.#embedded.push(this.#scores.rows);
    this.#qualities.push(quality);
    this.#vectors.push(embeddings.vectors, row);
  }

  /** Of the detection that is added next, as with embeddings. */
  #addMouth({ openings, qualities }: Mouths, row: number): void {
    const mouth = { detection: this.#scores.rows, opening: openings[row] as number, quality: qualities[row] as number };
    if (Number.isFinite(mouth.opening + mouth.quality)) this.#mouths.push(mouth);
  }

  /** The columns; nobody listened yet. The builder is empty afterwards (chunks are dropped as they are copied, so that peak memory stays near one copy). */
  build(runs: readonly RunInfo[]): Observations {
    this.#built = true;
    const offsets = new Uint32Array(this.#counts.length + 1);
    this.#counts.forEach((count, index) => (offsets[index + 1] = (offsets[index] as number) + count));
    return {
      source: this.#source,
      settings: this.#settings,
      statuses: this.#statuses,
      sceneChanges: this.#sceneChanges,
      offsets,
      boxes: this.#boxes.drain(),
      scores: this.#scores.drain(),
      keypoints: this.#keypoints.drain(),
      embeddings: { detections: Uint32Array.from(this.#embedded), qualities: Float32Array.from(this.#qualities), vectors: this.#vectors.drain() },
      ...(this.#settings.speakers === true ? { mouths: this.#mouthColumns() } : {}),
      ...(this.#bodies === undefined ? {} : { bodies: this.#bodies.build() }),
      speech: { kind: 'unheard', totalUs: sourceLengthUs(this.#source) },
      runs,
    };
  }

  #mouthColumns(): Mouths {
    return {
      detections: Uint32Array.from(this.#mouths, ({ detection }) => detection),
      openings: Float32Array.from(this.#mouths, ({ opening }) => opening),
      qualities: Float32Array.from(this.#mouths, ({ quality }) => quality),
    };
  }
}

function isSound(detections: Detections): boolean {
  for (let item = 0; item < detections.count; item++) if (!isSoundDetection(detections, item)) return false;
  return true;
}

function isSoundDetection({ boxes, scores }: Detections, item: number): boolean {
  let sum = scores[item] as number;
  for (let side = 0; side < 4; side++) sum += boxes[4 * item + side] as number;
  return Number.isFinite(sum);
}
