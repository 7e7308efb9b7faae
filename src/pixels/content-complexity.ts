import type { I420Image } from '../core/i420.ts';

/** Side of the blocks whose variance is taken: that of a video codec's smallest common transform. */
export const blockPx = 8;
/** From this |Gx| + |Gy| of Sobel's operator on a sample counts as one on an edge: a step of 32 levels between flat sides gives 128. */
export const edgeMin = 128;

/** Sums over the luma of one picture, in whole numbers: equal on every backend. */
export interface ContentSums {
  /** How often each of the 256 levels occurs. */
  readonly histogram: Uint32Array;
  /** Samples on an edge. */
  readonly edges: number;
  /** Sum of the blocks' variances, each rounded down; exact below 2^53. */
  readonly variances: number;
}

/** What decides how many bits a picture needs. */
export interface ContentComplexity {
  /** Share of samples on an edge, 0–1. */
  readonly edgeDensity: number;
  /** Mean variance of blocks of 8 × 8 samples, in squared levels. */
  readonly textureVariance: number;
  /** Shannon's entropy of the luma's histogram, bits per sample, 0–8. */
  readonly entropyBits: number;
}

/** The sums of a picture's luma. At the borders samples repeat; blocks cut by the right or lower border count with what they have. */
export function contentSums({ data, widthPx, heightPx }: Pick<I420Image, 'data' | 'widthPx' | 'heightPx'>): ContentSums {
  const histogram = new Uint32Array(256);
  let edges = 0;
  let variances = 0;
  for (let y = 0; y < heightPx; y++) {
    const row = y * widthPx;
    const above = Math.max(0, y - 1) * widthPx;
    const below = Math.min(heightPx - 1, y + 1) * widthPx;
    for (let x = 0; x < widthPx; x++) {
      const left = Math.max(0, x - 1);
      const right = Math.min(widthPx - 1, x + 1);
      const sample = (at: number): number => data[at] as number;
      histogram[sample(row + x)] = (histogram[sample(row + x)] as number) + 1;
      const corners = { a: sample(above + left), b: sample(above + right), c: sample(below + left), d: sample(below + right) };
      const gx = corners.b + corners.d - corners.a - corners.c + 2 * (sample(row + right) - sample(row + left));
      const gy = corners.c + corners.d - corners.a - corners.b + 2 * (sample(below + x) - sample(above + x));
      if (Math.abs(gx) + Math.abs(gy) >= edgeMin) edges += 1;
    }
  }
  for (let top = 0; top < heightPx; top += blockPx) {
    for (let left = 0; left < widthPx; left += blockPx) {
      const right = Math.min(widthPx, left + blockPx);
      const bottom = Math.min(heightPx, top + blockPx);
      let sum = 0;
      let squares = 0;
      for (let y = top; y < bottom; y++) {
        for (let at = y * widthPx + left; at < y * widthPx + right; at++) {
          const value = data[at] as number;
          sum += value;
          squares += value * value;
        }
      }
      const count = (right - left) * (bottom - top);
      variances += Math.floor((count * squares - sum * sum) / (count * count));
    }
  }
  return { histogram, edges, variances };
}

/** The measures of a picture of the given size from its sums. */
export function contentComplexity(sums: ContentSums, widthPx: number, heightPx: number): ContentComplexity {
  return measures(sums, widthPx * heightPx, Math.ceil(widthPx / blockPx) * Math.ceil(heightPx / blockPx));
}

function measures({ histogram, edges, variances }: ContentSums, samples: number, blocks: number): ContentComplexity {
  let entropyBits = 0;
  for (const count of histogram) if (count > 0) entropyBits -= (count / samples) * Math.log2(count / samples);
  return { edgeDensity: edges / samples, textureVariance: variances / blocks, entropyBits: entropyBits + 0 }; // -0 of a flat picture is 0
}

/** A quarter of the rows, in bands of two blocks, tells of the whole: every `bandStepPx` rows one of `bandPx`. */
const bandPx = 2 * blockPx;
const bandStepPx = 4 * bandPx;

/** The measures of a picture from bands of its rows, evenly spread: a fourth of the work. */
export function sampledComplexity({ data, widthPx, heightPx }: Pick<I420Image, 'data' | 'widthPx' | 'heightPx'>): ContentComplexity {
  const histogram = new Uint32Array(256);
  let [edges, variances] = [0, 0];
  let [rows, blockRows] = [0, 0];
  // Begun as far from the upper border as it ends from the lower one, in whole blocks.
  const first = Math.floor((Math.max(0, heightPx - bandPx) % bandStepPx) / (2 * blockPx)) * blockPx;
  for (let top = first; top < heightPx; top += bandStepPx) {
    const height = Math.min(bandPx, heightPx - top);
    const sums = contentSums({ data: data.subarray(top * widthPx, (top + height) * widthPx), widthPx, heightPx: height });
    sums.histogram.forEach((count, level) => (histogram[level] = (histogram[level] as number) + count));
    edges += sums.edges;
    variances += sums.variances;
    rows += height;
    blockRows += Math.ceil(height / blockPx);
  }
  return measures({ histogram, edges, variances }, widthPx * rows, Math.ceil(widthPx / blockPx) * blockRows);
}
