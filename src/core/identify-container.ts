/** Box types that a QuickTime or MP4 file may begin with (ISO/IEC 14496-12; QuickTime File Format). */
const firstBoxTypes = new Set(['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot', 'styp', 'sidx', 'moof', 'uuid', 'prfl', 'junk']);

/** MPEG-TS packets begin with 0x47 every 188 bytes (ISO/IEC 13818-1). */
const tsPacketBytes = 188;
const tsSyncByte = 0x47;

export type ContainerKind = 'mp4' | 'WebM or Matroska' | 'AVI' | 'MPEG-TS' | 'Ogg' | 'FLV' | 'MPEG-PS' | 'ASF/WMV' | 'unknown';

/** Tells a container by its first bytes (512 are enough), never by its name. */
export function identifyContainer(head: Uint8Array): ContainerKind {
  const text = (from: number, to: number): string => String.fromCharCode(...head.subarray(from, to));
  const word = head.length >= 4 ? new DataView(head.buffer, head.byteOffset).getUint32(0) : 0;
  if (firstBoxTypes.has(text(4, 8))) return 'mp4';
  if (word === 0x1a45dfa3) return 'WebM or Matroska';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'AVI ') return 'AVI';
  if (text(0, 4) === 'OggS') return 'Ogg';
  if (text(0, 3) === 'FLV') return 'FLV';
  if (word === 0x000001ba) return 'MPEG-PS';
  if (word === 0x3026b275) return 'ASF/WMV';
  const isTs = [0, 1, 2].every((packet) => head[packet * tsPacketBytes] === tsSyncByte);
  return isTs ? 'MPEG-TS' : 'unknown';
}
