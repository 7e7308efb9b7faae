/** Converts ticks of a timescale (ticks per second) to microseconds, rounded: WebCodecs knows only whole microseconds. */
export function ticksToUs(ticks: number, timescale: number): number {
  return Math.round((ticks * 1_000_000) / timescale);
}

/** Microseconds to the nearest tick. */
export function usToTicks(timestampUs: number, timescale: number): number {
  return Math.round((timestampUs * timescale) / 1_000_000);
}

/** Index of the first element ≥ target in an ascending array; its length when there is none. */
export function lowerBound(ascending: ArrayLike<number>, target: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) < target) low = middle + 1;
    else high = middle;
  }
  return low;
}
