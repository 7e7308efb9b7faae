import { AppError } from '../core/errors.ts';
import type { SampleColumns } from './movie.ts';
import { boxAt } from './box-at.ts';
import type { BoxPlace } from './box-at.ts';
import type { ParsedMoov } from './parse-moov.ts';
import { readBlob } from './read-blob.ts';

/** A fragment of ten minutes at 60 fps with every field is 600 KB; past this bound it is garbage or an attack. */
const moofBytesMax = 16 * 1024 * 1024;
/** Ten hours of 1024-sample AAC packets at 96 kHz are 3.4 million. */
const samplesMax = 4_000_000;

/** Flags of `tfhd`, of `trun`, and of a sample (ISO/IEC 14496-12, 8.8.7, 8.8.8, 8.8.3.1). */
const tfhdFlag = { baseDataOffset: 0x1, description: 0x2, duration: 0x8, size: 0x10, flags: 0x20, baseIsMoof: 0x020000 };
const trunFlag = { dataOffset: 0x1, firstFlags: 0x4, duration: 0x100, size: 0x200, flags: 0x400, compositionOffset: 0x800 };
const sampleIsNotSync = 0x010000;

/** What samples are that say nothing of themselves. */
interface Defaults {
  readonly duration: number;
  readonly size: number;
  readonly flags: number;
}

/** The samples of one track, in ticks, as fragments add them. */
interface GrowingTrack {
  readonly defaults: Defaults;
  readonly offset: number[];
  readonly size: number[];
  readonly dts: number[];
  readonly cts: number[];
  readonly sync: number[];
  nextDts: number;
  lastDuration: number;
}

/**
 * The samples that a file's movie fragments add to its tracks, by track number; empty where there are none. Reads the fragments'
 * headers and nothing of the payload. Throws `media/unreadable` for damaged ones.
 */
export async function readFragments(file: Blob, { moov, moofs }: ParsedMoov, signal?: AbortSignal): Promise<ReadonlyMap<number, SampleColumns>> {
  const tracks = new Map<number, GrowingTrack>();
  for (const { track_id, default_sample_duration: duration, default_sample_size: size, default_sample_flags: flags } of moov.mvex?.trexs ?? []) {
    tracks.set(track_id, { defaults: { duration, size, flags }, offset: [], size: [], dts: [], cts: [], sync: [], nextDts: 0, lastDuration: 0 });
  }
  for (const place of moofs) {
    if (place.size > moofBytesMax || place.start + place.size > file.size) throw damaged('a fragment is cut off');
    const bytes = await readBlob(file, place.start, place.start + place.size, signal);
    try {
      readMoof(bytes, place.start, tracks);
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw damaged('a fragment is damaged', error); // a read past the end of a box
    }
  }
  return new Map(Array.from(tracks, ([id, track]) => [id, columnsOf(track)]));
}

/** The samples of the header, then those of the fragments. */
export function appendSamples(before: SampleColumns, after: SampleColumns): SampleColumns {
  if (before.count === 0) return after;
  if (after.count === 0) return before;
  return {
    count: before.count + after.count,
    offset: Float64Array.from([...before.offset, ...after.offset]),
    size: Uint32Array.from([...before.size, ...after.size]),
    dts: Float64Array.from([...before.dts, ...after.dts]),
    cts: Float64Array.from([...before.cts, ...after.cts]),
    sync: Uint8Array.from([...before.sync, ...after.sync]),
    lastDuration: after.lastDuration,
  };
}

function columnsOf({ offset, size, dts, cts, sync, lastDuration }: GrowingTrack): SampleColumns {
  return {
    count: size.length,
    offset: Float64Array.from(offset),
    size: Uint32Array.from(size),
    dts: Float64Array.from(dts),
    cts: Float64Array.from(cts),
    sync: Uint8Array.from(sync),
    lastDuration,
  };
}

function readMoof(bytes: Uint8Array, moofStart: number, tracks: ReadonlyMap<number, GrowingTrack>): void {
  let dataEnd = moofStart;
  for (const traf of boxesIn(bytes, 8, bytes.length)) {
    if (traf.type === 'traf') dataEnd = readTraf(bytes, traf, moofStart, dataEnd, tracks);
  }
}

/** Adds one track fragment's samples; returns where its data end (the next one's may begin there). */
function readTraf(bytes: Uint8Array, traf: BoxPlace, moofStart: number, dataEnd: number, tracks: ReadonlyMap<number, GrowingTrack>): number {
  const boxes = boxesIn(bytes, traf.start + 8, traf.start + traf.size);
  const header = boxes.find((box) => box.type === 'tfhd');
  if (header === undefined) throw damaged('a fragment has no header');
  const fields = new Fields(bytes, header);
  const track = tracks.get(fields.next32());
  if (track === undefined) return dataEnd; // not announced in the movie header: nobody's
  const base = fields.has(tfhdFlag.baseDataOffset) ? fields.next64() : fields.has(tfhdFlag.baseIsMoof) ? moofStart : dataEnd;
  if (fields.has(tfhdFlag.description)) fields.next32();
  const defaults: Defaults = {
    duration: fields.has(tfhdFlag.duration) ? fields.next32() : track.defaults.duration,
    size: fields.has(tfhdFlag.size) ? fields.next32() : track.defaults.size,
    flags: fields.has(tfhdFlag.flags) ? fields.next32() : track.defaults.flags,
  };
  const decodeTime = boxes.find((box) => box.type === 'tfdt');
  if (decodeTime !== undefined) {
    const time = new Fields(bytes, decodeTime);
    track.nextDts = time.version === 1 ? time.next64() : time.next32();
  }
  let position = base;
  for (const run of boxes) {
    if (run.type === 'trun') position = readRun(new Fields(bytes, run), base, position, defaults, track);
  }
  return position;
}

/** Adds one run of samples; returns where its data end. */
function readRun(fields: Fields, base: number, position: number, defaults: Defaults, track: GrowingTrack): number {
  const count = fields.next32();
  if (track.size.length + count > samplesMax) throw damaged('a fragment promises too many samples');
  let offset = fields.has(trunFlag.dataOffset) ? base + (fields.next32() | 0) : position;
  const firstFlags = fields.has(trunFlag.firstFlags) ? fields.next32() : null;
  for (let i = 0; i < count; i++) {
    const duration = fields.has(trunFlag.duration) ? fields.next32() : defaults.duration;
    const size = fields.has(trunFlag.size) ? fields.next32() : defaults.size;
    const ownFlags = fields.has(trunFlag.flags) ? fields.next32() : defaults.flags;
    // Version 0 calls the offset unsigned; writers put negative ones there all the same.
    const shift = fields.has(trunFlag.compositionOffset) ? fields.next32() | 0 : 0;
    const flags = i === 0 && firstFlags !== null ? firstFlags : ownFlags;
    track.offset.push(offset);
    track.size.push(size);
    track.dts.push(track.nextDts);
    track.cts.push(track.nextDts + shift);
    track.sync.push((flags & sampleIsNotSync) === 0 ? 1 : 0);
    track.nextDts += duration;
    track.lastDuration = duration;
    offset += size;
  }
  return offset;
}

/** The fields of a full box, one after the other; reading past its end throws RangeError. */
class Fields {
  readonly version: number;
  readonly #flags: number;
  readonly #view: DataView;
  #at = 4;

  constructor(bytes: Uint8Array, { start, size }: BoxPlace) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset + start + 8, size - 8);
    const word = this.#view.getUint32(0);
    this.version = word >>> 24;
    this.#flags = word & 0xffffff;
  }

  has(flag: number): boolean {
    return (this.#flags & flag) !== 0;
  }

  next32(): number {
    this.#at += 4;
    return this.#view.getUint32(this.#at - 4);
  }

  next64(): number {
    this.#at += 8;
    return Number(this.#view.getBigUint64(this.#at - 8));
  }
}

function boxesIn(bytes: Uint8Array, from: number, to: number): BoxPlace[] {
  const boxes: BoxPlace[] = [];
  for (let at = from; at + 8 <= to; ) {
    const box = boxAt(bytes, at, at, to);
    if (box === null || at + box.size > to) throw damaged('a fragment is damaged');
    boxes.push(box);
    at += box.size;
  }
  return boxes;
}

function damaged(reason: string, cause?: unknown): AppError {
  return new AppError('media/unreadable', { reason }, cause);
}
