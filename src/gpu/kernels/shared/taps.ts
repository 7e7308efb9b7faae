/** Taps along one axis: `taps` weights from sample `first[i]` on for each of `count` output samples. */
export interface Taps {
  readonly count: number;
  readonly taps: number;
  readonly first: Int32Array;
  readonly weights: Int32Array;
}

/** Each output sample's first sample and weights side by side, as `taps.wgsl` reads them. */
export function tableInts({ count, taps, first, weights }: Taps): Int32Array {
  const ints = new Int32Array(1 + count * (1 + taps));
  ints[0] = taps;
  for (let i = 0, at = 1; i < count; i++, at += 1 + taps) {
    ints[at] = first[i] as number;
    for (let tap = 0; tap < taps; tap++) ints[at + 1 + tap] = weights[i * taps + tap] as number;
  }
  return ints;
}
