/** Numbers in a face embedding. */
export const embeddingLength = 128;

/** Faces of one frame that a recognizer looked at, a struct of arrays. */
export interface FaceEmbeddings {
  readonly count: number;
  /** Index of each face within the frame's detections, ascending. */
  readonly detections: Uint32Array;
  /** 0–1: how much the look is worth (size and frontality by `core/face-look.ts`, sharpness by `models/sharpness.ts`). 0 decides nothing. */
  readonly qualities: Float32Array;
  /** `embeddingLength` per face; faces of one person lie near each other (Euclidean). */
  readonly vectors: Float32Array;
}

/** All of a video's, as columns in ascending order of their detections. */
export interface EmbeddingColumns {
  /** Index into the detection columns of the Observations. */
  readonly detections: Uint32Array;
  readonly qualities: Float32Array;
  /** `embeddingLength` per row. */
  readonly vectors: Float32Array;
}

export const noEmbeddings: FaceEmbeddings = {
  count: 0,
  detections: new Uint32Array(0),
  qualities: new Float32Array(0),
  vectors: new Float32Array(0),
};

/** The vector of a row, a view. */
export function vectorOf({ vectors }: Pick<FaceEmbeddings, 'vectors'>, row: number): Float32Array {
  return vectors.subarray(embeddingLength * row, embeddingLength * (row + 1));
}
