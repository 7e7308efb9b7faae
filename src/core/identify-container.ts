/** Box types that a QuickTime or MP4 file may begin with (ISO/IEC 14496-12; QuickTime File Format). */
const firstBoxTypes = new Set(['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot', 'styp', 'sidx', 'moof', 'uuid', 'prfl', 'junk']);

/** MPEG-TS packets begin with 0x47 every 188 bytes (ISO/IEC 13818-1). */
const tsPacketBytes = 188;
const tsSyncByte = 0x47;

export type ContainerKind = 'mp4' | 'WebM or Matroska' | 'AVI' | 'MPEG-TS' | 'Ogg with pictures' | 'FLV' | 'MPEG-PS' | 'ASF/WMV' | SoundContainer | 'unknown';
/** Containers that hold nothing but sound. Others may do so, too. */
export const soundContainers = ['WAV', 'FLAC', 'Ogg', 'MP3', 'AAC'] as const;
export type SoundContainer = (typeof soundContainers)[number];

/** Tells a container by its first bytes (512 are enough), never by its name. */
export function identifyContainer(head: Uint8Array): ContainerKind {
  const text = (from: number, to: number): string => String.fromCharCode(...head.subarray(from, to));
  const word = head.length >= 4 ? new DataView(head.buffer, head.byteOffset).getUint32(0) : 0;
  if (firstBoxTypes.has(text(4, 8))) return 'mp4';
  if (word === 0x1a45dfa3) return 'WebM or Matroska';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'AVI ') return 'AVI';
  if (['RIFF', 'RF64'].includes(text(0, 4)) && text(8, 12) === 'WAVE') return 'WAV';
  // The first page of every stream stands at the beginning; Theora is the one with pictures that was used.
  if (text(0, 4) === 'OggS') return text(0, head.length).includes('theora') ? 'Ogg with pictures' : 'Ogg';
  if (text(0, 4) === 'fLaC') return 'FLAC';
  if (text(0, 3) === 'FLV') return 'FLV';
  if (word === 0x000001ba) return 'MPEG-PS';
  if (word === 0x3026b275) return 'ASF/WMV';
  const isTs = [0, 1, 2].every((packet) => head[packet * tsPacketBytes] === tsSyncByte);
  return isTs ? 'MPEG-TS' : bareSound(head);
}

/** Sound without a container: its tags, or the head of its first frame (ISO/IEC 11172-3, 2.4.1.3; 13818-7, 6.2). */
function bareSound([first = 0, second = 0, third = 0]: Uint8Array): ContainerKind {
  if (first === 0x49 && second === 0x44 && third === 0x33) return 'MP3'; // "ID3"
  if (first !== 0xff) return 'unknown';
  if ((second & 0xf6) === 0xf0) return (third & 0x3c) < 0x34 ? 'AAC' : 'unknown';
  const isLayer3 = (second & 0xe6) === 0xe2 && (second & 0x18) !== 0x08;
  return isLayer3 && (third & 0xf0) !== 0xf0 && (third & 0x0c) !== 0x0c ? 'MP3' : 'unknown';
}
