import { createFile, MP4BoxBuffer } from 'mp4box';
import type { ISOFile } from 'mp4box';
import { AppError } from '../core/errors.ts';
import type { LeftOutKind } from '../core/left-out.ts';
import { boxAt } from './box-at.ts';
import type { BoxPlace } from './box-at.ts';
import { findMetadata } from './mp4-metadata.ts';
import { readBlob } from './read-blob.ts';

export type MoovBox = NonNullable<ISOFile['moov']>;
export type TrakBox = MoovBox['traks'][number];

/** The parsed header with its raw bytes, from which configuration boxes are cut out as they stand. */
export interface ParsedMoov {
  readonly moov: MoovBox;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Position of `bytes` in the file. */
  readonly start: number;
  /** Positions of the movie fragments. */
  readonly moofs: readonly BoxPlace[];
  /** Kinds of metadata in the header and beside it. */
  readonly metadata: readonly LeftOutKind[];
}

/** Two hours with two tracks take about 6 MiB of tables; a header past this bound is garbage or an attack. */
const moovBytesMax = 256 * 1024 * 1024;
/** Enough for a box header with a 64-bit size. */
const boxHeaderBytes = 16;
/** So many boxes of unknown kind are looked at for what they are. */
const uuidsMax = 16;
/** Small boxes that follow each other are walked in one read. */
const walkWindowBytes = 4096;
/** A garbage file made of tiny boxes must not be walked for ever: fragments of a day at one second each fit twice. */
const topLevelBoxesMax = 400_000;

/** Finds and parses `moov` by walking box headers; reads nothing of the payload. Throws `media/*` as the file deserves. */
export async function parseMoov(file: Blob, signal?: AbortSignal): Promise<ParsedMoov> {
  const places = await walkTopLevel(file, signal);
  const place = places.find((box) => box.type === 'moov');
  if (place === undefined) throw new AppError('media/unreadable', { reason: 'no movie header' });
  if (place.start + place.size > file.size) throw new AppError('media/unreadable', { reason: 'the movie header is cut off' });
  if (place.size > moovBytesMax) throw new AppError('media/unreadable', { reason: 'the movie header is too large' });
  const last = places[places.length - 1];
  const isFragmented = places.some((box) => box.type === 'moof');
  // Behind a damaged box may lie more fragments: a video that is shorter than it was must not come out as if it were whole.
  if (isFragmented && last !== undefined && last.start + last.size < file.size) throw new AppError('media/unreadable', { reason: 'a fragment is damaged' });
  const bytes = await readBlob(file, place.start, place.start + place.size, signal);
  const uuids = await Promise.all(places.filter((box) => box.type === 'uuid').slice(0, uuidsMax).map((box) => readBlob(file, box.start + 8, Math.min(box.start + 24, file.size), signal)));
  const metadata = findMetadata(bytes, places, uuids); // before the parser's copy loses them
  return { moov: parse(bytes, place.start, file.size), bytes, start: place.start, metadata, moofs: places.filter((box) => box.type === 'moof') };
}

/** Places of the top-level boxes, up to the first damaged header or the end of the file. */
async function walkTopLevel(file: Blob, signal?: AbortSignal): Promise<BoxPlace[]> {
  const places: BoxPlace[] = [];
  let position = 0;
  let window: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  let windowStart = 0;
  while (position + 8 <= file.size && places.length < topLevelBoxesMax) {
    if (position + boxHeaderBytes > windowStart + window.length) {
      window = await readBlob(file, position, Math.min(file.size, position + walkWindowBytes), signal);
      windowStart = position;
    }
    const place = boxAt(window, position - windowStart, position, file.size);
    if (place === null) break;
    places.push(place);
    position += place.size;
  }
  return places;
}

function parse(bytes: Uint8Array<ArrayBuffer>, start: number, fileBytes: number): MoovBox {
  defuse(bytes, fileBytes);
  try {
    const parsed = createFile(false);
    parsed.sampleListBuilt = true; // one object per sample is not wanted: the tables become columns
    const copy = MP4BoxBuffer.fromArrayBuffer(bytes.buffer, start);
    // mp4box begins parsing at position 0 of the file: give it the header as if it stood there.
    copy.fileStart = 0;
    parsed.appendBuffer(copy, true);
    if (parsed.moov === undefined || !Array.isArray(parsed.moov.traks)) throw new TypeError('no tracks');
    return parsed.moov;
  } catch (error) {
    throw new AppError('media/unreadable', { reason: 'the movie header is damaged' }, error);
  }
}

/**
 * Takes out of the header what must not reach mp4box: `udta` and `meta` (never carried over, often odd), and constant `stsz` tables
 * with a huge count, which it expands into one number per sample: raw sound or a forged count would take gigabytes. Raw sound is
 * counted by its other tables (`pcm-table.ts`); another track then counts as one without samples.
 */
function defuse(moov: Uint8Array, fileBytes: number): void {
  const view = new DataView(moov.buffer, moov.byteOffset, moov.byteLength);
  const containers = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl']);
  const walk = (from: number, to: number): void => {
    let isRaw = false;
    for (let at = from; at + 8 <= to; ) {
      const box = boxAt(moov, at, at, to);
      if (box === null) return;
      const end = Math.min(to, at + box.size);
      if (containers.has(box.type)) walk(at + 8, end);
      else if (box.type === 'stsd' && at + firstEntryType + 4 <= end) isRaw = rawEntries.has(String.fromCharCode(...moov.subarray(at + firstEntryType, at + firstEntryType + 4)));
      else if (box.type === 'udta' || box.type === 'meta') view.setUint32(at + 4, freeType);
      else if (box.type === 'stsz' && at + 20 <= end && view.getUint32(at + 12) !== 0) {
        const count = view.getUint32(at + 16);
        if (count > constantSamplesMax || count > fileBytes || isRaw) view.setUint32(at + 16, 0);
      }
      at += box.size;
    }
  };
  walk(0, moov.length);
}

/** Sample entries of raw sound (QuickTime File Format, "Sound"; ISO/IEC 23003-5), and where `stsd` has the type of its first. */
const rawEntries: ReadonlySet<string> = new Set(['sowt', 'twos', 'raw ', 'NONE', 'in24', 'in32', 'fl32', 'fl64', 'alaw', 'ulaw', 'lpcm', 'ipcm', 'fpcm']);
const firstEntryType = 20;
/** 'free' */
const freeType = 0x66726565;
/** Ten hours of 1024-sample AAC packets at 96 kHz are 3.4 million. */
const constantSamplesMax = 4_000_000;
