import type { LeftOut } from '../core/left-out.ts';
import { readEbmlId, readEbmlSize } from './ebml.ts';
import { readBlob } from './read-blob.ts';

/** Element IDs (RFC 9559, 5.1). */
const id = {
  segment: 0x18538067, seekHead: 0x114d9b74, seek: 0x4dbb, seekId: 0x53ab, info: 0x1549a966, dateUtc: 0x4461, title: 0x7ba9, app: 0x5741, tracks: 0x1654ae6b,
  track: 0xae, trackType: 0x83, codecId: 0x86, language: 0x22b59c, chapters: 0x1043a770, attachments: 0x1941a469, tags: 0x1254c367, cluster: 0x1f43b675,
} as const;
/** The header elements of any file lie in front, with room left by writers; what comes later is named by the SeekHead. */
const headBytes = 1024 * 1024;
/** Track types that are neither video nor sound: subtitles, buttons, metadata (RFC 9559, 5.1.4.1.3). */
const trackKinds: Readonly<Record<number, LeftOut['kind']>> = { 0x11: 'subtitles', 0x12: 'data', 0x21: 'timed-metadata' };

/** What a Matroska file holds besides video and sound: subtitle tracks, chapters, attached files, tags, title, date. */
export async function matroskaContents(file: Blob, signal?: AbortSignal): Promise<LeftOut[]> {
  const bytes = await readBlob(file, 0, Math.min(file.size, headBytes), signal);
  const found = new Map<string, LeftOut>();
  const add = (item: LeftOut): unknown => found.set(JSON.stringify(item), item);
  const byId = (element: number): void => {
    if (element === id.chapters) add({ kind: 'chapters' });
    else if (element === id.attachments) add({ kind: 'attachments' });
    else if (element === id.tags || element === id.title) add({ kind: 'tags' });
    else if (element === id.dateUtc) add({ kind: 'dates' });
    else if (element === id.app) add({ kind: 'device' });
  };
  const visit = (from: number, to: number): void => {
    for (const { element, start, end } of elements(bytes, from, to)) {
      if (element === id.cluster) return;
      byId(element);
      if (element === id.segment || element === id.seekHead || element === id.seek || element === id.info || element === id.tracks) visit(start, end);
      else if (element === id.seekId) byId(number(bytes, start, end));
      else if (element === id.track) {
        const item = trackOf(bytes, start, end);
        if (item !== null) add(item);
      }
    }
  };
  visit(0, bytes.length);
  return [...found.values()];
}

function trackOf(bytes: Uint8Array, from: number, to: number): LeftOut | null {
  let kind: LeftOut['kind'] | undefined;
  let [codec, language] = ['', ''];
  for (const { element, start, end } of elements(bytes, from, to)) {
    if (element === id.trackType) kind = trackKinds[number(bytes, start, end)];
    else if (element === id.codecId) codec = text(bytes, start, end);
    else if (element === id.language) language = text(bytes, start, end);
  }
  return kind === undefined ? null : { kind, ...(codec === '' ? {} : { codec }), ...(language === '' || language === 'und' ? {} : { language }) };
}

/** The elements between two places, up to the first damaged one; one of unknown size goes on to the end. */
function* elements(bytes: Uint8Array, from: number, to: number): Generator<{ element: number; start: number; end: number }, void, undefined> {
  for (let at = from; at < to; ) {
    const id = readEbmlId(bytes, at);
    const size = id === null ? null : readEbmlSize(bytes, id.end);
    if (id === null || size === null) return;
    const end = Math.min(to, size.value === null ? to : size.end + size.value);
    yield { element: id.id, start: size.end, end };
    at = end;
  }
}

function number(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at += 1) value = value * 256 + (bytes[at] as number);
  return value;
}

function text(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end)).replace(/\0+$/, '');
}
