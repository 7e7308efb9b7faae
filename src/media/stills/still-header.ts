import type { StillFormat } from '../../core/identify-still.ts';
import { eachBox } from './list-parts.ts';
import type { StillPart } from './still.ts';

/** What a picture file says of itself before it is decoded. */
export interface StillHeader {
  /** Stored size in pixels, before any turn; null where the header says none. */
  readonly size: { readonly widthPx: number; readonly heightPx: number } | null;
  readonly animated: boolean;
  /** What lies in the file beside the picture, in the words of a report. */
  readonly beside: readonly string[];
}

/** Reads the pieces of a file; no field of a damaged one is trusted further than its own length. */
export function readHeader(format: StillFormat, parts: readonly StillPart[]): StillHeader {
  const beside = [...new Set(parts.flatMap((part) => besidePicture(format, part)))];
  switch (format) {
    case 'JPEG':
      return { size: jpegSize(parts), animated: false, beside };
    case 'PNG':
      return { size: pngSize(parts), animated: parts.some(({ type }) => type === 'acTL'), beside };
    case 'WebP':
      return { size: webpSize(parts), animated: parts.some(({ type }) => type === 'ANIM' || type === 'ANMF'), beside };
    case 'AVIF':
      return { size: avifSize(parts), animated: parts.some(({ type }) => type === 'moov'), beside };
  }
}

function jpegSize(parts: readonly StillPart[]): StillHeader['size'] {
  const frame = parts.find(({ type }) => type.startsWith('SOF'))?.payload;
  if (frame === undefined || frame.length < 5) return null;
  const view = viewOf(frame);
  return { widthPx: view.getUint16(3), heightPx: view.getUint16(1) };
}

function pngSize(parts: readonly StillPart[]): StillHeader['size'] {
  const header = parts.find(({ type }) => type === 'IHDR')?.payload;
  if (header === undefined || header.length < 8) return null;
  return { widthPx: viewOf(header).getUint32(0), heightPx: viewOf(header).getUint32(4) };
}

/** The extended header's canvas, else the first frame's own (RFC 6386, 9.1; RFC 9649, 3.4). */
function webpSize(parts: readonly StillPart[]): StillHeader['size'] {
  const [first] = parts;
  if (first === undefined || first.payload.length < 10) return null;
  const view = viewOf(first.payload);
  if (first.type === 'VP8X') return { widthPx: 1 + (view.getUint32(4, true) & 0xffffff), heightPx: 1 + (view.getUint32(6, true) >>> 8) };
  if (first.type === 'VP8 ') return { widthPx: view.getUint16(6, true) & 0x3fff, heightPx: view.getUint16(8, true) & 0x3fff };
  if (first.type === 'VP8L') return { widthPx: 1 + (view.getUint32(1, true) & 0x3fff), heightPx: 1 + ((view.getUint32(1, true) >>> 14) & 0x3fff) };
  return null;
}

/** The largest `ispe` property: that of the whole picture, which its tiles and its alpha plane do not exceed (ISO/IEC 23008-12, 6.5.3). */
function avifSize(parts: readonly StillPart[]): StillHeader['size'] {
  let size: StillHeader['size'] = null;
  for (const { payload } of inside(parts, 'meta', 4, 'iprp', 'ipco')) {
    for (const { type, payload: property } of eachBox(payload)) {
      if (type !== 'ispe' || property.length < 12) continue;
      const [widthPx, heightPx] = [viewOf(property).getUint32(4), viewOf(property).getUint32(8)];
      if (size === null || widthPx * heightPx > size.widthPx * size.heightPx) size = { widthPx, heightPx };
    }
  }
  return size;
}

/** Boxes found along a path of types; `skip` bytes stand before the children of the first. */
function inside(parts: readonly StillPart[], type: string, skip: number, ...further: readonly string[]): readonly StillPart[] {
  const found = parts.filter((part) => part.type === type);
  const [next, ...rest] = further;
  if (next === undefined) return found;
  return found.flatMap(({ payload }) => inside([...eachBox(payload.subarray(skip))], next, 0, ...rest));
}

/** Names of what is no picture; nothing for the pieces that make up the picture itself, among them the profile: its colours are converted. */
function besidePicture(format: StillFormat, { type, payload }: StillPart): string[] {
  const starts = (text: string): boolean => text.length <= payload.length && [...text].every((letter, i) => payload[i] === letter.charCodeAt(0));
  if (type === 'trailing data') return ['data after the picture'];
  if (format === 'JPEG') {
    if (type === 'COM') return ['comment'];
    if (!type.startsWith('APP')) return [];
    if (starts('JFIF') || starts('ICC_PROFILE') || (type === 'APP14' && starts('Adobe'))) return [];
    const known = [['Exif', 'EXIF'], ['http://ns.adobe.com/x', 'XMP'], ['MPF', 'further pictures (MPF)'], ['Photoshop', 'IPTC']] as const;
    return [known.find(([text]) => starts(text))?.[1] ?? type];
  }
  if (format === 'AVIF') return type === 'meta' ? avifItems(payload) : [];
  const names: Readonly<Record<string, string>> = {
    eXIf: 'EXIF', 'EXIF': 'EXIF', 'XMP ': 'XMP', tEXt: 'text', zTXt: 'text', tIME: 'date', caBX: 'provenance (C2PA)',
  };
  if (type === 'iTXt') return [starts('XML:com.adobe.xmp') ? 'XMP' : 'text'];
  return names[type] === undefined ? [] : [names[type]];
}

/** Item types of an AVIF's `iinf` that are no picture. */
function avifItems(meta: Uint8Array): string[] {
  return inside([{ type: 'meta', payload: meta }], 'meta', 4, 'iinf').flatMap(({ payload }) => {
    const wide = (payload[0] ?? 0) > 0;
    return [...eachBox(payload.subarray(wide ? 8 : 6))].flatMap(({ type, payload: entry }) => {
      if (type !== 'infe' || entry.length < 12) return [];
      const at = (entry[0] ?? 0) >= 3 ? 10 : 8;
      const item = String.fromCharCode(...entry.subarray(at, at + 4));
      return item === 'Exif' ? ['EXIF'] : item === 'mime' ? ['XMP'] : [];
    });
  });
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
