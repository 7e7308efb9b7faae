import { crc32 } from '../../core/crc32.ts';
import { throwIfCancelled } from '../../core/errors.ts';
import type { RgbaPicture } from '../../core/rgba.ts';

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Rows are handed to the compressor in batches of about this many bytes, and come back as data chunks. */
const batchBytes = 1 << 20;
/** Filter types of PNG (W3C, section 9) that are tried on each row. */
const filters = { up: 2, paeth: 4 } as const;

/**
 * Writes a picture as PNG, bit for bit: header, data, end, and nothing else. A canvas would multiply colours by alpha and divide them again,
 * and put a colour profile in. Pictures without transparency are written without alpha. Throws `job/cancelled`.
 */
export async function writePng({ widthPx, heightPx, rgba }: RgbaPicture, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const opaque = isOpaque(rgba);
  const pixelBytes = opaque ? 3 : 4;
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, widthPx);
  view.setUint32(4, heightPx);
  header.set([8, opaque ? 2 : 6], 8);
  const parts: BlobPart[] = [signature, chunk('IHDR', header)];
  const compressor = new CompressionStream('deflate');
  const writer = compressor.writable.getWriter();
  const written = feed(writer, { widthPx, heightPx, rgba }, pixelBytes, signal);
  // What stops the rows stops the reader below, with the same error.
  written.catch((error: unknown) => writer.abort(error)).catch(() => undefined);
  const reader = compressor.readable.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) parts.push(chunk('IDAT', read.value));
  await written;
  parts.push(chunk('IEND', new Uint8Array(0)));
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function isOpaque(rgba: Uint8ClampedArray): boolean {
  for (let at = 3; at < rgba.length; at += 4) if (rgba[at] !== 255) return false;
  return true;
}

/** Filtered rows, batch by batch, no faster than they are compressed. */
async function feed(writer: WritableStreamDefaultWriter<BufferSource>, { widthPx, heightPx, rgba }: RgbaPicture, pixelBytes: 3 | 4, signal: AbortSignal | undefined): Promise<void> {
  const rowBytes = widthPx * pixelBytes;
  const rowsPerBatch = Math.max(1, Math.floor(batchBytes / (rowBytes + 1)));
  let above = new Uint8Array(rowBytes);
  let row = new Uint8Array(rowBytes);
  const candidates = [new Uint8Array(rowBytes), new Uint8Array(rowBytes)] as const;
  for (let y = 0; y < heightPx; ) {
    throwIfCancelled(signal);
    const rows = Math.min(rowsPerBatch, heightPx - y);
    const batch = new Uint8Array(rows * (rowBytes + 1));
    for (let i = 0; i < rows; i++, y++) {
      takeRow(rgba, y * widthPx * 4, row, pixelBytes);
      const ups = filterUp(row, above, candidates[0]);
      const paeths = filterPaeth(row, above, pixelBytes, candidates[1]);
      batch[i * (rowBytes + 1)] = ups < paeths ? filters.up : filters.paeth;
      batch.set(candidates[ups < paeths ? 0 : 1], i * (rowBytes + 1) + 1);
      [above, row] = [row, above];
    }
    await writer.write(batch);
  }
  await writer.close();
}

function takeRow(rgba: Uint8ClampedArray, from: number, row: Uint8Array, pixelBytes: 3 | 4): void {
  for (let at = 0, source = from; at < row.length; at += pixelBytes, source += 4) {
    row[at] = rgba[source] as number;
    row[at + 1] = rgba[source + 1] as number;
    row[at + 2] = rgba[source + 2] as number;
    if (pixelBytes === 4) row[at + 3] = rgba[source + 3] as number;
  }
}

/** Both filters return the sum of absolute differences: the smaller one most often compresses better (W3C PNG, section 12.7). */
function filterUp(row: Uint8Array, above: Uint8Array, out: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < row.length; i++) {
    const difference = ((row[i] as number) - (above[i] as number)) & 255;
    out[i] = difference;
    sum += difference < 128 ? difference : 256 - difference;
  }
  return sum;
}

function filterPaeth(row: Uint8Array, above: Uint8Array, pixelBytes: number, out: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < row.length; i++) {
    const left = i >= pixelBytes ? (row[i - pixelBytes] as number) : 0;
    const up = above[i] as number;
    const corner = i >= pixelBytes ? (above[i - pixelBytes] as number) : 0;
    const toLeft = Math.abs(up - corner);
    const toUp = Math.abs(left - corner);
    const toCorner = Math.abs(left + up - 2 * corner);
    const guess = toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    const difference = ((row[i] as number) - guess) & 255;
    out[i] = difference;
    sum += difference < 128 ? difference : 256 - difference;
  }
  return sum;
}

function chunk(type: string, data: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}
