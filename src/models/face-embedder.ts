import type { FrameGeometry } from '../core/geometry.ts';
import type { I420Image } from '../core/i420.ts';
import type { Detections } from '../documents/observations.ts';
import type { FaceEmbeddings } from '../documents/embeddings.ts';

/** Which faces of a picture are to be looked at closely. */
export interface EmbedRequest {
  readonly geometry: FrameGeometry;
  readonly detections: Detections;
  /** Indices into the detections, ascending. */
  readonly faces: Uint32Array;
}

/** Tells faces apart: an adapter per network, all behind this. Vectors of different networks cannot be compared. */
export interface FaceEmbedder {
  /**
   * An embedding of each face whose eyes are known, in the order asked for; the others are left out. Borrows the picture until it resolves.
   * Throws `model/run-failed`, also when the network answers with NaN.
   */
  embed(image: I420Image, request: EmbedRequest): Promise<FaceEmbeddings>;
  /** Frees the network after the calls that are under way. */
  close(): void;
}
