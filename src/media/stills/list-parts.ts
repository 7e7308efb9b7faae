import type { StillFormat } from '../../core/identify-still.ts';
import type { StillPart, StillParts } from './still.ts';

const trailing = 'trailing data';

/** The pieces a picture file is made of, in order; what is no piece is listed as `trailing data` or `garbage`. Never throws. */
export function listParts(format: StillFormat, bytes: Uint8Array): StillParts {
  switch (format) {
    case 'JPEG':
      return jpegSegments(bytes);
    case 'PNG':
      return pngChunks(bytes);
    case 'WebP':
      return riffChunks(bytes);
    case 'AVIF':
      return boxes(bytes);
  }
}

/** Marker segments of ITU-T T.81, annex B; entropy-coded data counts to the scan it follows. */
function jpegSegments(bytes: Uint8Array): StillParts {
  const parts: StillPart[] = [];
  for (let at = 2; at + 2 <= bytes.length; ) {
    const marker = bytes[at + 1] as number;
    if (bytes[at] !== 0xff || marker === 0x00) {
      const next = nextMarker(bytes, at + 1);
      parts.push({ type: 'garbage', payload: bytes.subarray(at, next) });
      at = next;
    } else if (marker === 0xff) {
      at += 1; // fill byte
    } else if (marker === 0xd9) {
      if (at + 2 < bytes.length) parts.push({ type: trailing, payload: bytes.subarray(at + 2) });
      return { parts, truncated: false };
    } else {
      const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
      const end = at + 2 + Math.max(2, length);
      parts.push({ type: markerName(marker), payload: bytes.subarray(at + 4, end) });
      at = marker === 0xda ? nextMarker(bytes, end) : end;
    }
  }
  return { parts, truncated: true };
}

/** Where the next marker stands that is neither a stuffed 0xFF nor a restart. */
function nextMarker(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const marker = bytes[at + 1] as number;
    if (marker !== 0x00 && marker !== 0xff && (marker < 0xd0 || marker > 0xd7)) return at;
  }
  return bytes.length;
}

function markerName(marker: number): string {
  if (marker >= 0xe0 && marker <= 0xef) return `APP${marker - 0xe0}`;
  if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return `SOF${marker - 0xc0}`;
  const names: Readonly<Record<number, string>> = { 0xc4: 'DHT', 0xcc: 'DAC', 0xda: 'SOS', 0xdb: 'DQT', 0xdd: 'DRI', 0xfe: 'COM' };
  return names[marker] ?? `FF${marker.toString(16).toUpperCase()}`;
}

/** Chunks of PNG (W3C, section 5.3): length, type, data, CRC. */
function pngChunks(bytes: Uint8Array): StillParts {
  const parts: StillPart[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length) break;
    const type = latin1(bytes, at + 4);
    parts.push({ type, payload: bytes.subarray(at + 8, end - 4) });
    if (type === 'IEND') {
      if (end < bytes.length) parts.push({ type: trailing, payload: bytes.subarray(end) });
      return { parts, truncated: false };
    }
    at = end;
  }
  return { parts, truncated: true };
}

/** Chunks of RIFF: type, little-endian length, data padded to even. */
function riffChunks(bytes: Uint8Array): StillParts {
  const parts: StillPart[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = 8 + (bytes.length >= 8 ? view.getUint32(4, true) : 0);
  let at = 12;
  while (at + 8 <= Math.min(end, bytes.length)) {
    const length = view.getUint32(at + 4, true);
    if (at + 8 + length > bytes.length) return { parts, truncated: true };
    parts.push({ type: latin1(bytes, at), payload: bytes.subarray(at + 8, at + 8 + length) });
    at += 8 + length + (length & 1);
  }
  if (bytes.length > end) parts.push({ type: trailing, payload: bytes.subarray(end) });
  return { parts, truncated: end > bytes.length };
}

/** Top-level boxes of ISO/IEC 14496-12. */
function boxes(bytes: Uint8Array): StillParts {
  const parts: StillPart[] = [];
  for (const box of eachBox(bytes)) {
    parts.push(box);
    if (box.truncated) return { parts, truncated: true };
  }
  return { parts, truncated: false };
}

/** The boxes that lie one after the other in the bytes; the last may be cut off. */
export function* eachBox(bytes: Uint8Array): Generator<StillPart & { readonly truncated: boolean }, void, undefined> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at + 8 <= bytes.length; ) {
    const short = view.getUint32(at);
    const headBytes = short === 1 ? 16 : 8;
    const size = short === 0 ? bytes.length - at : short === 1 && at + 16 <= bytes.length ? Number(view.getBigUint64(at + 8)) : short;
    const end = at + Math.max(headBytes, size);
    yield { type: latin1(bytes, at + 4), payload: bytes.subarray(at + headBytes, end), truncated: end > bytes.length };
    at = end;
  }
}

function latin1(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
