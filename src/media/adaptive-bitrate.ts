import type { I420Image } from '../core/i420.ts';
import { sampledComplexity } from '../pixels/content-complexity.ts';
import type { ContentComplexity } from '../pixels/content-complexity.ts';

/** An adaptive bitrate stays between these shares of the constant one. */
export const adaptiveFactorMin = 0.5;
export const adaptiveFactorMax = 1.5;

/** A picture of this complexity gets the constant bitrate: the mean over the clips of `bench/bitrate.ts`. */
const referenceComplexity = 0.45;
/** Measures at which a picture counts as wholly complex: a variance of 40 levels squared, every fifth sample on an edge; entropy has 8 bits at most. */
const varianceFull = 40 ** 2;
const edgeDensityFull = 0.2;
const entropyFull = 8;

/**
 * How hard a picture is to encode, 0–1: the mean of three measures. Texture counts by ½·log2(1 + variance), the bits that a Gaussian source of that variance
 * needs at unit distortion (Shannon's rate-distortion function), edges and entropy by their share of the most.
 */
export function complexityOf({ edgeDensity, textureVariance, entropyBits }: ContentComplexity): number {
  const texture = Math.log2(1 + textureVariance) / Math.log2(1 + varianceFull);
  return (Math.min(1, texture) + Math.min(1, edgeDensity / edgeDensityFull) + entropyBits / entropyFull) / 3;
}

/** Bits per second for the pictures up to the next key frame, from the first of them. */
export function adaptiveBitrate(constant: number, image: I420Image): number {
  const complexity = complexityOf(sampledComplexity(image));
  return Math.round(constant * Math.min(Math.max(complexity / referenceComplexity, adaptiveFactorMin), adaptiveFactorMax));
}
