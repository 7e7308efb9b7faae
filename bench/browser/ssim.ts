import type { I420Image } from '../../src/core/i420.ts';

/** Windows of 8 × 8 samples, four apart: the usual stand-in for the paper's Gaussian window. */
const windowPx = 8;
const stepPx = 4;
const c1 = (0.01 * 255) ** 2;
const c2 = (0.03 * 255) ** 2;

/**
 * Structural similarity of the lumas of two pictures of one size (Wang et al., IEEE TIP 13(4), 2004, formula 13), averaged over windows: 1 for equal ones.
 * Pictures smaller than a window have none: NaN.
 */
export function ssim(a: Pick<I420Image, 'data' | 'widthPx' | 'heightPx'>, b: Pick<I420Image, 'data'>): number {
  const { widthPx, heightPx } = a;
  const [x, y] = [a.data, b.data];
  let total = 0;
  let windows = 0;
  for (let top = 0; top + windowPx <= heightPx; top += stepPx) {
    for (let left = 0; left + windowPx <= widthPx; left += stepPx) {
      let [sumX, sumY, sumXx, sumYy, sumXy] = [0, 0, 0, 0, 0];
      for (let row = top; row < top + windowPx; row += 1) {
        for (let at = row * widthPx + left; at < row * widthPx + left + windowPx; at += 1) {
          const [p, q] = [x[at] as number, y[at] as number];
          sumX += p;
          sumY += q;
          sumXx += p * p;
          sumYy += q * q;
          sumXy += p * q;
        }
      }
      const n = windowPx ** 2;
      const [meanX, meanY] = [sumX / n, sumY / n];
      const [varianceX, varianceY, covariance] = [sumXx / n - meanX ** 2, sumYy / n - meanY ** 2, sumXy / n - meanX * meanY];
      total += ((2 * meanX * meanY + c1) * (2 * covariance + c2)) / ((meanX ** 2 + meanY ** 2 + c1) * (varianceX + varianceY + c2));
      windows += 1;
    }
  }
  return total / windows;
}
