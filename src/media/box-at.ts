/** Where a box stands in a file. */
export interface BoxPlace {
  readonly type: string;
  readonly start: number;
  readonly size: number;
}

/** The box whose header stands at `at`; null when it is damaged. */
export function boxAt(bytes: Uint8Array, at: number, position: number, end: number): BoxPlace | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at);
  if (view.byteLength < 8) return null;
  const type = String.fromCharCode(view.getUint8(4), view.getUint8(5), view.getUint8(6), view.getUint8(7));
  let size = view.getUint32(0);
  if (size === 0) size = end - position;
  else if (size === 1) {
    if (view.byteLength < 16) return null;
    size = Number(view.getBigUint64(8));
  }
  return size >= 8 && /^[\x20-\x7e\xa9]{4}$/.test(type) ? { type, start: position, size } : null;
}
