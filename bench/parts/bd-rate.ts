/** Bytes and what they are worth. */
export interface RateScore {
  readonly bytes: number;
  readonly score: number;
}

/** Steps of the integration; curves are straight between their points. */
const steps = 200;

/**
 * By what share more (less: negative) bytes `other` takes than `base` at the same score, averaged over the scores that both reach (after Bjøntegaard, VCEG-M33,
 * with straight lines between the points on a logarithmic axis of bytes in place of a polynomial). NaN when they share none.
 */
export function bdRate(base: readonly RateScore[], other: readonly RateScore[]): number {
  const [a, b] = [ascending(base), ascending(other)];
  const low = Math.max((a[0] as RateScore).score, (b[0] as RateScore).score);
  const high = Math.min((a.at(-1) as RateScore).score, (b.at(-1) as RateScore).score);
  if (!(high > low)) return NaN;
  let sum = 0;
  for (let step = 0; step < steps; step += 1) {
    const score = low + ((step + 0.5) / steps) * (high - low);
    sum += logBytes(b, score) - logBytes(a, score);
  }
  return Math.exp(sum / steps) - 1;
}

function ascending(points: readonly RateScore[]): readonly RateScore[] {
  return [...points].sort((a, b) => a.score - b.score);
}

function logBytes(points: readonly RateScore[], score: number): number {
  const after = Math.max(1, points.findIndex((point) => point.score >= score));
  const [from, to] = [points[after - 1] as RateScore, points[after] as RateScore];
  const part = to.score === from.score ? 0 : (score - from.score) / (to.score - from.score);
  return Math.log(from.bytes) + part * (Math.log(to.bytes) - Math.log(from.bytes));
}
