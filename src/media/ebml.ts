/** A number of 1 to 8 bytes, as EBML writes sizes (RFC 8794, 4): as many leading zero bits as bytes follow. */
export interface EbmlNumber {
  /** Null when all bits are ones: "unknown". */
  readonly value: number | null;
  readonly end: number;
}

/** Null when it is cut off or no number. */
export function readEbmlSize(bytes: Uint8Array, at: number): EbmlNumber | null {
  const first = bytes[at];
  if (first === undefined || first === 0) return null;
  const length = Math.clz32(first) - 23;
  if (at + length > bytes.length) return null;
  let value = first & (0xff >> length);
  let allOnes = value === 0xff >> length;
  for (let i = 1; i < length; i += 1) {
    const byte = bytes[at + i] as number;
    value = value * 256 + byte;
    allOnes &&= byte === 0xff;
  }
  return { value: allOnes ? null : value, end: at + length };
}

/** An element's ID of 1 to 4 bytes, marker bits and all, as lists of them write it (RFC 8794, 5). Null when it is cut off or none. */
export function readEbmlId(bytes: Uint8Array, at: number): { readonly id: number; readonly end: number } | null {
  const first = bytes[at] ?? 0;
  const length = Math.clz32(first) - 23;
  if (length > 4 || at + length > bytes.length) return null;
  let id = 0;
  for (let i = 0; i < length; i += 1) id = id * 256 + (bytes[at + i] as number);
  return { id, end: at + length };
}
