/** The stretch of sound from one frame to another, both whole and in either order, in microseconds from the first frame; `timesS` are when frames begin. */
export function soundStretch(timesS: Float64Array, one: number, other: number): { readonly startUs: number; readonly endUs: number } {
  const [first, last] = [Math.min(one, other), Math.max(one, other)];
  const beginS = timesS[last] ?? 0;
  // The model does not hold how long the last frame lasts: as long as the one before it.
  const endS = timesS[last + 1] ?? beginS + (beginS - (timesS[last - 1] ?? beginS - 1));
  return { startUs: Math.round((timesS[first] ?? 0) * 1e6), endUs: Math.round(endS * 1e6) };
}
