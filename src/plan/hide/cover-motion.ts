/**
 * Each mask also covers where the head was half-way to the frame before and after: a picture is exposed over time, and times of
 * detections are as uncertain as that.
 */
export function coverMotion(heads: Float32Array): Float32Array {
  const covered = new Float32Array(heads.length);
  for (let at = 0; at < heads.length; at += 4) {
    for (const [start, size] of [[at, at + 2], [at + 1, at + 3]] as const) {
      const low = heads[start] as number;
      const high = low + (heads[size] as number);
      let coveredLow = low;
      let coveredHigh = high;
      for (const step of [-4, 4]) {
        const otherLow = heads[start + step];
        const otherSize = heads[size + step];
        if (otherLow === undefined || otherSize === undefined) continue;
        coveredLow = Math.min(coveredLow, (low + otherLow) / 2);
        coveredHigh = Math.max(coveredHigh, (high + otherLow + otherSize) / 2);
      }
      covered[start] = coveredLow;
      covered[size] = coveredHigh - coveredLow;
    }
  }
  return covered;
}
