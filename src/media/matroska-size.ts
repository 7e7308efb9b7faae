import { AppError } from '../core/errors.ts';

/** Element IDs of EBML (RFC 8794) and Matroska (RFC 9559, 5.1). */
const ebmlId = 0x1a45dfa3;
const segmentId = 0x18538067;

/**
 * Throws `media/truncated` when a Matroska file is shorter than its segment says. Live recordings say nothing: they end where they end.
 * `head` are the file's first bytes.
 */
export function checkMatroskaSize(head: Uint8Array, fileBytes: number): void {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (head.length < 12 || view.getUint32(0) !== ebmlId) return;
  const ebml = readSize(head, 4);
  if (ebml === null) return;
  const segment = ebml.end + (ebml.value ?? 0);
  if (segment + 12 > head.length || view.getUint32(segment) !== segmentId) return;
  const size = readSize(head, segment + 4);
  if (size === null || size.value === null) return;
  const expectedBytes = size.end + size.value;
  if (expectedBytes > fileBytes) throw new AppError('media/truncated', { expectedBytes, actualBytes: fileBytes });
}

/** A size of 1 to 8 bytes: as many leading zero bits as bytes follow; all ones means "unknown". Null when it is cut off or damaged. */
export function readSize(bytes: Uint8Array, at: number): { readonly value: number | null; readonly end: number } | null {
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
