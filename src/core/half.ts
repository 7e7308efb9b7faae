const scratch = new DataView(new ArrayBuffer(4));

/**
 * The 16 bits of a number as IEEE 754 binary16, rounded to nearest, ties to even (from its float32 form): what a network in half precision is
 * fed with. From 65520 on it is infinity.
 */
export function toHalf(value: number): number {
  scratch.setFloat32(0, value);
  const bits = scratch.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  if (Number.isNaN(value)) return sign | 0x7e00;
  const size = Math.abs(scratch.getFloat32(0));
  if (size >= 65520) return sign | 0x7c00;
  const exponent = Math.max(-14, ((bits >>> 23) & 255) - 127);
  const units = size * 2 ** (10 - exponent);
  const floor = Math.floor(units);
  const rest = units - floor;
  const rounded = rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
  // A normal number's 1024 units are implied by its exponent, and a carry runs into it; a subnormal one has fewer and exponent 0.
  return sign | (((exponent + 14) << 10) + rounded);
}

/** The number that 16 bits of IEEE 754 binary16 stand for: the inverse of `toHalf`. */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const units = bits & 1023;
  if (exponent === 31) return units === 0 ? sign * Infinity : NaN;
  return sign * (exponent === 0 ? units * 2 ** -24 : (1024 + units) * 2 ** (exponent - 25));
}
