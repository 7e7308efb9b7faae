import { embeddingLength } from '../../../src/documents/embeddings.ts';
import type { FaceEmbeddings } from '../../../src/documents/embeddings.ts';
import { sumUp } from '../../../src/tracking/looks.ts';
import type { Look, Looks } from '../../../src/tracking/looks.ts';

/** An embedding of a made-up person; different people are `apart` from each other (0.9, as far as two people are), `off` shifts it on a way of its own. */
export function vectorOfPerson(person: number, off = 0, apart = 0.9): Float32Array {
  const vector = new Float32Array(embeddingLength);
  vector[person] = apart / Math.SQRT2;
  vector[64 + person] = off;
  return vector;
}

/** A point on the way from one person to another, 0–1. */
export function between(a: number, b: number, part: number): Float32Array {
  const [from, to] = [vectorOfPerson(a), vectorOfPerson(b)];
  return from.map((value, index) => value + part * ((to[index] as number) - value));
}

export function look(vector: Float32Array, quality = 0.9): Look {
  return { quality, vector };
}

export function looksAs(...vectors: Float32Array[]): Looks {
  return sumUp(vectors.map((vector) => look(vector)));
}

/** Looks at some detections of a frame. */
export function embeddingsOf(...faces: readonly (readonly [detection: number, vector: Float32Array])[]): FaceEmbeddings {
  const vectors = new Float32Array(embeddingLength * faces.length);
  faces.forEach(([, vector], row) => vectors.set(vector, embeddingLength * row));
  return { count: faces.length, detections: Uint32Array.from(faces, ([detection]) => detection), qualities: new Float32Array(faces.length).fill(0.9), vectors };
}
