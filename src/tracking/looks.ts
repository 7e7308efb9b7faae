import { lowerBound } from '../core/time.ts';
import { embeddingLength, vectorOf } from '../documents/embeddings.ts';
import type { EmbeddingColumns } from '../documents/embeddings.ts';
import type { Tracklet } from './tracklet.ts';

/**
 * Up to this distance two looks are of one person. In the shared photos a person's looks are up to .50 apart and brother and sister .48 at the least (the
 * embedded detectors; .48 and .55 with YuNet), so that one look in several is missed rather than one stranger taken for somebody:
 * `tests/quality/recognition.test.ts` prints these figures and counts what is missed.
 */
export const sameMax = 0.47;
/** From this distance on they are two people; between the two nobody can tell. */
export const differentMin = 0.57;
/** Somebody else must be further away than the nearest by this much, or it may be either. */
export const marginMin = 0.06;
/** Worse looks decide nothing: a face of 24 px that is seen from the front has .5. */
export const lookQualityMin = 0.35;
/** Looks that count: more of the same say no more. */
const looksMax = 8;
/** Width of the passage from "the same" to "different" in `sameness`. */
const samenessWidth = 0.03;

/** What is known of a face's looks: enough to compare any two. */
export interface Looks {
  readonly count: number;
  /** Sum of qualities. */
  readonly weight: number;
  readonly mean: Float64Array;
  /** Mean squared distance from the mean. */
  readonly spread: number;
}

export interface Look {
  readonly quality: number;
  readonly vector: Float32Array;
}

export const noLooks: Looks = { count: 0, weight: 0, mean: new Float64Array(embeddingLength), spread: 0 };

/** The looks that were taken of a tracklet, of good enough quality, as they come. */
export function looksAt({ detections }: Tracklet, embeddings: EmbeddingColumns): Look[] {
  const found: Look[] = [];
  for (const detection of detections) {
    const row = lowerBound(embeddings.detections, detection);
    if (embeddings.detections[row] !== detection) continue;
    const quality = embeddings.qualities[row] as number;
    if (quality >= lookQualityMin) found.push({ quality, vector: vectorOf(embeddings, row) });
  }
  return found;
}

/** Sums up the best looks, weighted by their quality. */
export function sumUp(looks: readonly Look[]): Looks {
  if (looks.length === 0) return noLooks;
  const best = [...looks].sort((a, b) => b.quality - a.quality).slice(0, looksMax);
  const weight = best.reduce((sum, { quality }) => sum + quality, 0);
  const mean = new Float64Array(embeddingLength);
  for (const { quality, vector } of best) vector.forEach((value, index) => (mean[index] = (mean[index] as number) + (value * quality) / weight));
  const spread = best.reduce((sum, { quality, vector }) => sum + (squaredDistance(vector, mean) * quality) / weight, 0);
  return { count: best.length, weight, mean, spread };
}

/** Both together, as if summed up from one list. */
export function together(a: Looks, b: Looks): Looks {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  const weight = a.weight + b.weight;
  const share = b.weight / weight;
  const mean = a.mean.map((value, index) => value + share * ((b.mean[index] as number) - value));
  const spread = (1 - share) * a.spread + share * b.spread + share * (1 - share) * squaredDistance(a.mean, b.mean);
  return { count: a.count + b.count, weight, mean, spread };
}

/**
 * Distance of two faces: the root of the mean squared distance of all pairs of their looks, which is |a − b|² and both spreads. Unlike that of
 * the means alone it does not depend on how many looks there are. Infinity where one has none.
 */
export function lookDistance(a: Looks, b: Looks): number {
  if (a.count === 0 || b.count === 0) return Infinity;
  return Math.sqrt(squaredDistance(a.mean, b.mean) + a.spread + b.spread);
}

/** How far apart the looks of one face are from each other, in the same measure. */
export function ownDistance({ spread }: Looks): number {
  return Math.sqrt(2 * spread);
}

/** 0–1: how much a distance speaks for one person. A figure to order doubts by, ½ half-way between the two thresholds; no measured probability. */
export function sameness(distance: number): number {
  return 1 / (1 + Math.exp((distance - (sameMax + differentMin) / 2) / samenessWidth));
}

function squaredDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < embeddingLength; index++) {
    const difference = (a[index] as number) - (b[index] as number);
    sum += difference * difference;
  }
  return sum;
}
