import { boxAt } from './box-at.ts';

/** What an MP4 or QuickTime sample entry says of its sound; box payloads by type, those inside QuickTime's `wave` among them. */
export interface SoundEntry {
  /** Sample entry type: 'mp4a', 'sowt', … */
  readonly type: string;
  readonly channels: number;
  readonly sampleRate: number;
  readonly bits: number;
  /** Flags of QuickTime's version 2 entries; 0 in others. */
  readonly lpcmFlags: number;
  readonly boxes: ReadonlyMap<string, Uint8Array>;
}

/** Field positions from the start of the entry (ISO/IEC 14496-12, 12.2.3; QuickTime File Format, "Sound Sample Descriptions"). */
const at = { version: 16, channels: 24, bits: 26, rate: 32, boxes: 36, rate2: 40, channels2: 48, bits2: 56, flags2: 60 } as const;
/** Bytes that QuickTime's versions 1 and 2 put before the boxes. */
const extensionBytes = [0, 16, 36] as const;

/**
 * Reads the entry that stands at `start`, in any of its versions. mp4box 2.4.1 takes QuickTime's versions for others when it is given the
 * header alone, hence by hand. Null when it is cut off.
 */
export function readSoundEntry(bytes: Uint8Array, start: number, isoVersion: number): SoundEntry | null {
  const entry = boxAt(bytes, start, start, bytes.length);
  if (entry === null || entry.size < at.boxes || start + entry.size > bytes.length) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, entry.size);
  // ISO's own version 1 says so in the list of entries and has no extension; QuickTime's says so here alone.
  const version = isoVersion > 0 ? 0 : Math.min(view.getUint16(at.version), 2);
  const boxesStart = at.boxes + (extensionBytes[version] ?? 0);
  if (boxesStart > entry.size) return null;
  const boxes = new Map<string, Uint8Array>();
  gather(bytes, start + boxesStart, start + entry.size, boxes);
  const common = { type: entry.type, boxes };
  if (version === 2) return { ...common, channels: view.getUint32(at.channels2), sampleRate: view.getFloat64(at.rate2), bits: view.getUint32(at.bits2), lpcmFlags: view.getUint32(at.flags2) };
  return { ...common, channels: view.getUint16(at.channels), sampleRate: view.getUint32(at.rate) / 0x10000, bits: view.getUint16(at.bits), lpcmFlags: 0 };
}

function gather(bytes: Uint8Array, from: number, to: number, boxes: Map<string, Uint8Array>): void {
  for (let position = from; position + 8 <= to; ) {
    const box = boxAt(bytes, position, position, to);
    if (box === null || position + box.size > to) return;
    if (box.type === 'wave') gather(bytes, position + 8, position + box.size, boxes);
    else if (!boxes.has(box.type)) boxes.set(box.type, bytes.slice(position + 8, position + box.size));
    position += box.size;
  }
}

/** Flags of QuickTime's `lpcm` (Core Audio's AudioFormatFlags). */
const lpcm = { float: 1, bigEndian: 2, signed: 4 } as const;

/** The name of raw sound, like `pcm-s16be`; null when the entry holds another codec. */
export function pcmCodecOf({ type, bits, lpcmFlags, boxes }: SoundEntry): string | null {
  const order = (big: boolean, sampleBits: number): string => (big && sampleBits > 8 ? 'be' : '');
  // `enda` 1 in `wave` turns the order of QuickTime's big-endian kinds.
  const big = boxes.get('enda')?.[1] !== 1;
  switch (type) {
    case 'sowt':
      return `pcm-s${bits === 8 ? 8 : 16}`;
    case 'twos':
      return bits === 8 ? 'pcm-s8' : `pcm-s${known(bits)}${order(big, bits)}`;
    case 'raw ':
    case 'NONE':
      return bits > 8 ? `pcm-s${known(bits)}be` : 'pcm-u8';
    case 'in24':
      return `pcm-s24${order(big, 24)}`;
    case 'in32':
      return `pcm-s32${order(big, 32)}`;
    case 'fl32':
      return `pcm-f32${order(big, 32)}`;
    case 'fl64':
      return `pcm-f64${order(big, 64)}`;
    case 'alaw':
    case 'ulaw':
      return type;
    case 'lpcm': {
      const kind = (lpcmFlags & lpcm.float) !== 0 ? 'f' : (lpcmFlags & lpcm.signed) !== 0 ? 's' : 'u';
      return `pcm-${kind}${known(bits)}${order((lpcmFlags & lpcm.bigEndian) !== 0, bits)}`;
    }
    case 'ipcm':
    case 'fpcm': {
      const config = boxes.get('pcmC'); // full box, format flags, sample size (ISO/IEC 23003-5)
      if (config === undefined || config.length < 6) return null;
      const size = config[5] as number;
      return `pcm-${type === 'fpcm' ? 'f' : 's'}${known(size)}${order(((config[4] as number) & 1) === 0, size)}`;
    }
    default:
      return null;
  }
}

/** A sample size there is; an odd one makes a name that nothing decodes. */
function known(bits: number): number {
  return bits === 0 ? 16 : bits;
}
