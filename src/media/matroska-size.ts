import { AppError } from '../core/errors.ts';
import { readEbmlSize } from './ebml.ts';

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
  const ebml = readEbmlSize(head, 4);
  if (ebml === null) return;
  const segment = ebml.end + (ebml.value ?? 0);
  if (segment + 12 > head.length || view.getUint32(segment) !== segmentId) return;
  const size = readEbmlSize(head, segment + 4);
  if (size === null || size.value === null) return;
  const expectedBytes = size.end + size.value;
  if (expectedBytes > fileBytes) throw new AppError('media/truncated', { expectedBytes, actualBytes: fileBytes });
}
