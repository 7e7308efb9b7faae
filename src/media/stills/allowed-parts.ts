import { listParts } from './list-parts.ts';
import type { StillPart } from './still.ts';

/** Bits of WebP's extended header (RFC 9649, section 2.7) that announce chunks which are not written. */
const webpFlags = { profile: 0x20, exif: 0x08, xmp: 0x04, animation: 0x02 } as const;
const announcing = webpFlags.profile | webpFlags.exif | webpFlags.xmp | webpFlags.animation;

/**
 * The pieces that make up a picture; what is not listed is no part of a result. No colour profile either: colours are sRGB, which is what a
 * picture without one means, and a profile can name a device.
 */
const allowed = {
  jpg: new Set(['APP0', 'DQT', 'DHT', 'DAC', 'DRI', 'SOF0', 'SOF1', 'SOF2', 'SOS']),
  png: new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']),
  webp: new Set(['VP8X', 'ALPH', 'VP8 ', 'VP8L']),
} as const;
const formats = { jpg: 'JPEG', png: 'PNG', webp: 'WebP' } as const;

/** The pieces of a result that are not on the list, by name; `unfinished` when its end is missing. */
export function partsNotAllowed(type: keyof typeof allowed, bytes: Uint8Array): string[] {
  const { parts, truncated } = listParts(formats[type], bytes);
  const strange = parts.filter((part) => !isAllowed(type, part)).map((part) => part.type);
  return truncated ? [...strange, 'unfinished'] : strange;
}

function isAllowed(type: keyof typeof allowed, part: StillPart): boolean {
  if (!(allowed[type] as ReadonlySet<string>).has(part.type)) return false;
  if (part.type === 'APP0') return String.fromCharCode(...part.payload.subarray(0, 5)) === 'JFIF\0' && part.payload.length === 14; // no thumbnail
  return part.type !== 'VP8X' || ((part.payload[0] ?? 0) & announcing) === 0;
}

/** Takes out of a freshly encoded JPEG or WebP what browsers put in beside the picture (their own colour profile). */
export function stripParts(type: 'jpg' | 'webp', bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const headBytes = type === 'jpg' ? 4 : 8;
  const { parts } = listParts(formats[type], bytes);
  // Up to where the next piece begins: a scan's entropy-coded data and a chunk's padding belong to the piece before them.
  const starts = [...parts.map(({ payload }) => payload.byteOffset - bytes.byteOffset - headBytes), bytes.length];
  const kept = [bytes.slice(0, starts[0])];
  for (const [i, part] of parts.entries()) {
    if (!(allowed[type] as ReadonlySet<string>).has(part.type)) continue;
    const piece = bytes.slice(starts[i], starts[i + 1]);
    if (part.type === 'VP8X') piece[headBytes] = (piece[headBytes] as number) & ~announcing;
    kept.push(piece);
  }
  const length = kept.reduce((sum, piece) => sum + piece.length, 0);
  const result = new Uint8Array(length);
  kept.reduce((at, piece) => (result.set(piece, at), at + piece.length), 0);
  if (type === 'webp') new DataView(result.buffer).setUint32(4, length - 8, true);
  return result;
}
