import { readBlob } from './read-blob.ts';

/** Boxes that hold boxes, with the bytes before the first of them (ISO/IEC 14496-12). */
const containers: ReadonlyMap<string, number> = new Map([
  ['moov', 0], ['trak', 0], ['edts', 0], ['mdia', 0], ['minf', 0], ['dinf', 0], ['stbl', 0], ['udta', 0], ['moof', 0], ['traf', 0], ['mvex', 0],
  ['dref', 8], ['stsd', 8],
]);

/** All that an output of ours may hold. User data, metadata, dates' boxes and timed tracks are not among them. */
const allowed: ReadonlySet<string> = new Set([
  'ftyp', 'free', 'mdat', 'moov', 'moov/mvhd', 'moov/trak', 'moov/trak/tkhd', 'moov/trak/edts', 'moov/trak/edts/elst', 'moov/trak/mdia',
  ...['mdhd', 'hdlr', 'elng', 'minf', 'minf/vmhd', 'minf/smhd', 'minf/dinf', 'minf/dinf/dref', 'minf/dinf/dref/url ', 'minf/stbl'].map((box) => `moov/trak/mdia/${box}`),
  ...['stsd', 'stts', 'stss', 'stsc', 'stsz', 'stco', 'co64'].map((box) => `moov/trak/mdia/minf/stbl/${box}`),
]);
const sampleEntries = 'moov/trak/mdia/minf/stbl/stsd/';
/** A header larger than this is not read whole: no box list of ours comes near (a day of video: 30 MB of tables). */
const headerBytesMax = 256 * 1024 * 1024;

/** The paths of all boxes of an MP4, like `moov/trak/tkhd`, in file order. Payloads of `mdat` are passed over, not read. */
export async function listBoxes(file: Blob): Promise<string[]> {
  const paths: string[] = [];
  for (let position = 0; position < file.size; ) {
    const head = await readBlob(file, position, Math.min(file.size, position + 16));
    const { type, headerBytes, size } = boxHead(head, 0, file.size - position);
    paths.push(type);
    if (containers.has(type) && size <= headerBytesMax) {
      const bytes = await readBlob(file, position, position + size);
      walk(bytes, headerBytes + (containers.get(type) ?? 0), size, type, paths);
    }
    position += size;
  }
  return paths;
}

/** Whether a box of an output is on the list; sample entries (codec boxes) are written by us alone and may hold what they need. */
export function isAllowedBox(path: string): boolean {
  return allowed.has(path) || path.startsWith(sampleEntries);
}

function walk(bytes: Uint8Array, start: number, end: number, parent: string, paths: string[]): void {
  for (let at = start; at + 8 <= end; ) {
    const { type, headerBytes, size } = boxHead(bytes, at, end - at);
    const path = `${parent}/${type}`;
    paths.push(path);
    const skip = containers.get(type);
    if (skip !== undefined) walk(bytes, at + headerBytes + skip, at + size, path, paths);
    at += size;
  }
}

/** A damaged size counts as "to the end": the walk always ends. */
function boxHead(bytes: Uint8Array, at: number, rest: number): { type: string; headerBytes: number; size: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at);
  const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
  const short = bytes.length - at >= 8 ? view.getUint32(0) : 0;
  const large = short === 1 && bytes.length - at >= 16;
  const size = large ? Number(view.getBigUint64(8)) : short;
  const headerBytes = large ? 16 : 8;
  return { type, headerBytes, size: size >= headerBytes && size <= rest ? size : rest };
}
