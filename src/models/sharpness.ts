/** Neighbouring pixels of a face in focus differ by at least this part of all its contrast. Not calibrated: photos and clips at hand all count as sharp. */
const sharpPart = 0.1;
/** Even a blurred look is a look. */
const leastSharpness = 0.3;

/**
 * How sharp a face crop is, 0.3–1: the mean difference of pixels two apart, of green (which is mostly luma), as a part of the crop's contrast
 * (its standard deviation), so that light and skin do not count. `data` is three planes of `sidePx` · `sidePx` values.
 */
export function sharpness(data: Float32Array, sidePx: number): number {
  const plane = sidePx * sidePx;
  let sum = 0;
  let squares = 0;
  let differences = 0;
  for (let y = 1; y < sidePx - 1; y++) {
    for (let x = 1; x < sidePx - 1; x++) {
      const at = plane + y * sidePx + x;
      const value = data[at] as number;
      sum += value;
      squares += value * value;
      differences += Math.abs((data[at + 1] as number) - (data[at - 1] as number)) + Math.abs((data[at + sidePx] as number) - (data[at - sidePx] as number));
    }
  }
  const count = (sidePx - 2) ** 2;
  const contrast = Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
  if (!(contrast > 0)) return leastSharpness;
  return Math.min(1, Math.max(leastSharpness, differences / (2 * count) / contrast / sharpPart));
}
