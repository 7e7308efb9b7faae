import { signOfLife } from '../core/signs-of-life.ts';
import { readEbmlId, readEbmlSize } from './ebml.ts';
import { readBlob } from './read-blob.ts';

/** Element IDs of Matroska (RFC 9559, 5.1): what a segment holds, and what a cluster holds. */
const clusterId = 0x1f43b675;
const voidId = 0xec;
const crcId = 0xbf;
const topIds = new Set([0x114d9b74, 0x1549a966, 0x1654ae6b, clusterId, 0x1c53bb6b, 0x1941a469, 0x1043a770, 0x1254c367, voidId, crcId]);
const blockIds = new Set([0xe7, 0xa3, 0xa0, 0xab, 0xa7, 0x5854, 0xaf, voidId, crcId]);
/** The longest head of an element: 4 bytes of ID and 8 of size. */
const headBytes = 12;
/** Read at once: blocks are smaller as a rule, so that a file is read once from end to end and not block by block. */
const windowBytes = 256 * 1024;

interface Element {
  readonly id: number;
  readonly start: number;
  /** Null when its size is not told (live recordings). */
  readonly end: number | null;
}

/**
 * Counts the places at which a Matroska file's elements do not follow one another: a demuxer goes on behind each of them without a
 * word, and the pictures in between are missing. Reads all of the file. Throws `media/file-gone`, `job/cancelled`.
 */
export async function countMatroskaGaps(file: Blob, signal?: AbortSignal): Promise<number> {
  const walk = new Walk(file, signal);
  const ebml = await walk.element(0);
  const segment = ebml?.end == null ? null : await walk.element(ebml.end);
  if (segment === null) return 0; // no such file: the demuxer says so
  const end = Math.min(segment.end ?? file.size, file.size);
  let gaps = 0;
  for (let at: number | null = segment.start; at !== null && at < end; ) {
    const element = await walk.element(at);
    const known = element !== null && topIds.has(element.id) && (element.end ?? 0) <= end;
    const next: number | null = !known ? null : element.id === clusterId ? await walk.clusterEnd(element, end) : element.end;
    if (next === null) gaps += 1;
    at = next ?? (await walk.nextTop(known ? element.start : at + 1, end));
  }
  return gaps;
}

class Walk {
  readonly #file: Blob;
  readonly #signal: AbortSignal | undefined;
  #start = 0;
  #window: Uint8Array<ArrayBuffer> = new Uint8Array(0);

  constructor(file: Blob, signal: AbortSignal | undefined) {
    this.#file = file;
    this.#signal = signal;
  }

  /** The element at a place: where its contents begin and end. Null when there is none. */
  async element(at: number): Promise<Element | null> {
    await this.#read(at, headBytes);
    const id = readEbmlId(this.#window, at - this.#start);
    const size = id === null ? null : readEbmlSize(this.#window, id.end);
    if (id === null || size === null) return null;
    const start = this.#start + size.end;
    return { id: id.id, start, end: size.value === null ? null : start + size.value };
  }

  /** Where a cluster ends whose contents are whole; null when they are not. */
  async clusterEnd(cluster: Element, segmentEnd: number): Promise<number | null> {
    const end = cluster.end ?? segmentEnd;
    for (let at = cluster.start; ; ) {
      if (at === end) return end;
      const element = await this.element(at);
      if (cluster.end === null && element !== null && topIds.has(element.id) && !blockIds.has(element.id)) return at;
      if (element?.end == null || element.end > end || !blockIds.has(element.id)) return null;
      at = element.end;
    }
  }

  /** Where the next element of a segment begins that can be told by its four bytes. */
  async nextTop(from: number, end: number): Promise<number | null> {
    for (let at = from; at + 4 <= end; ) {
      await this.#read(at, headBytes);
      const view = new DataView(this.#window.buffer, this.#window.byteOffset, this.#window.byteLength);
      for (let i = at - this.#start; i + 4 <= view.byteLength; i += 1) if (topIds.has(view.getUint32(i))) return this.#start + i;
      at = this.#start + view.byteLength - 3;
    }
    return null;
  }

  async #read(at: number, bytes: number): Promise<void> {
    if (at >= this.#start && Math.min(at + bytes, this.#file.size) <= this.#start + this.#window.length) return;
    this.#window = await readBlob(this.#file, at, Math.min(this.#file.size, at + windowBytes), this.#signal);
    this.#start = at;
    signOfLife();
  }
}
