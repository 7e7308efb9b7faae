import { BoxParser } from 'mp4box';
import type { Box, VisualSampleEntry } from 'mp4box';
import { AppError } from '../core/errors.ts';
import type { LeftOut, LeftOutKind } from '../core/left-out.ts';
import type { ColorCodes } from './color-codes.ts';
import { readEdits } from './edit-list.ts';
import { appendSamples, readFragments } from './fragments.ts';
import { fingerprintFile } from './fingerprint.ts';
import type { AudioTrack, Movie, PixelAspect, SampleColumns, Sound, VideoTrack } from './movie.ts';
import { readAvcSps } from './h264-sps.ts';
import { readMp4Sound } from './mp4-sound.ts';
import { parseMoov } from './parse-moov.ts';
import type { ParsedMoov, TrakBox } from './parse-moov.ts';
import { noSamples, readSampleTable } from './sample-table.ts';
import { readerOf } from './sample-reader.ts';
import { aspectOf, combineMatrices, matrixStretch } from './track-geometry.ts';
import { makeVideoTrack } from './video-track.ts';
import type { VideoFacts } from './video-track.ts';

/** Reads the headers of an MP4 or QuickTime file. Throws `media/*` (see the catalogue) for what is no readable video or sound, `job/cancelled`. */
export async function openMp4(file: Blob, name: string, signal?: AbortSignal): Promise<Movie | Sound> {
  const parsed = await parseMoov(file, signal);
  const tracks = parsed.moov.traks.filter((trak) => trak.mdia?.hdlr !== undefined && trak.mdia.mdhd !== undefined && trak.tkhd !== undefined);
  const chapters = chapterTracks(tracks);
  const videoTraks = tracks.filter((trak) => trak.mdia.hdlr.handler === 'vide' && !isAttachedPicture(trak, parsed) && !chapters.has(trak.tkhd.track_id));
  const audioTraks = tracks.filter((trak) => trak.mdia.hdlr.handler === 'soun');
  const videoTrak = firstEnabled(videoTraks);
  if (videoTrak === undefined && (parsed.moov.traks.length === 0 || tracks.length < parsed.moov.traks.length)) throw new AppError('media/unreadable', { reason: 'the movie header is damaged' });
  const audioTrak = firstEnabled(audioTraks);
  const leftOut: LeftOut[] = tracks.filter((trak) => trak !== videoTrak && trak !== audioTrak).map((trak) => describeTrack(trak, parsed, chapters));

  const fragments = await readFragments(file, parsed, signal);
  const fragmentsOf = (trak: TrakBox): SampleColumns => fragments.get(trak.tkhd.track_id) ?? noSamples;
  if (videoTrak === undefined) {
    const sound = audioTrak === undefined ? null : guard(() => readMp4Sound(file, parsed, audioTrak, fragmentsOf(audioTrak)));
    if (sound === null) throw new AppError('media/no-video');
    checkComplete(file, [sound.samples]);
    return { name, file, fingerprint: await fingerprintFile(file, [sound.samples], signal), audio: sound, leftOut: [...leftOut, ...parsed.metadata.map((kind) => ({ kind }))] };
  }
  const pictures = guard(() => appendSamples(readSampleTable(videoTrak), fragmentsOf(videoTrak)));
  // Pictures that a header without an edit list puts before 0 begin at 0, and the sound as much later.
  const lead = leadTicks(pictures, videoTrak);
  const video = guard(() => readVideo(file, parsed, videoTrak, lead === 0 ? pictures : { ...pictures, cts: pictures.cts.map((time) => time - lead) }));
  let audio: AudioTrack | null = null;
  if (audioTrak !== undefined) {
    audio = guard(() => readMp4Sound(file, parsed, audioTrak, fragmentsOf(audioTrak)));
    if (audio === null) leftOut.push(describeTrack(audioTrak, parsed, chapters));
  }
  leftOut.push(...parsed.metadata.map((kind) => ({ kind })));
  if (audio !== null && lead < 0) audio = { ...audio, edits: [{ durationS: -lead / video.timescale, mediaTime: -1 }, ...audio.edits] };
  const tables = audio === null ? [video.samples] : [video.samples, audio.samples];
  checkComplete(file, tables);
  return { name, file, fingerprint: await fingerprintFile(file, tables, signal), video, audio, leftOut };
}

function readVideo(file: Blob, parsed: ParsedMoov, trak: TrakBox, samples: SampleColumns): VideoTrack {
  const entry = trak.mdia.minf.stbl.stsd.entries[0] as VisualSampleEntry | undefined;
  if (entry === undefined || !(entry.width > 0) || !(entry.height > 0)) throw new TypeError('no picture size');
  if (samples.count === 0) throw new AppError('media/no-video');
  const description = configPayload(parsed, entry, ['avcC', 'hvcC', 'av1C']);
  checkOneConfiguration(parsed, trak);
  const matrix = combineMatrices(trak.tkhd.matrix, parsed.moov.mvhd.matrix);
  const sps = description?.type === 'avcC' ? readAvcSps(description.payload) : null;
  // The stream itself knows best how large its pictures are; the header's size is kept beside it in proportion.
  const [widthPx, heightPx] = [sps?.widthPx ?? entry.width, sps?.heightPx ?? entry.height];
  const { headerSize, ...aspect } = readAspect(trak, entry, matrix, sps?.pasp ?? null);
  return makeVideoTrack({
    codec: entry.getCodec(),
    description: description?.payload ?? null,
    widthPx,
    heightPx,
    ...aspect,
    cleanAperture: configPayload(parsed, entry, ['clap'])?.payload ?? null,
    headerSize: headerSize === null ? null : { width: (headerSize.width * widthPx) / entry.width, height: (headerSize.height * heightPx) / entry.height },
    colorCodes: readColr(parsed, entry),
    sps,
    matrix,
    timescale: trak.mdia.mdhd.timescale,
    samples,
    edits: readEdits(trak, parsed.moov.mvhd.timescale),
    openReader: readerOf(file, samples),
  });
}

/** The earliest composition time when it lies before 0 and no edit list says what is shown; else 0. */
function leadTicks({ cts }: SampleColumns, trak: TrakBox): number {
  return trak.edts === undefined ? cts.reduce((earliest, time) => Math.min(earliest, time), 0) : 0;
}

/** A configuration box as it stands in the file. */
function configPayload(parsed: ParsedMoov, entry: Box, types: readonly string[]): { type: string; payload: Uint8Array } | null {
  for (const box of entry.boxes ?? []) {
    if (types.includes(box.type) && box.start !== undefined) {
      return { type: box.type, payload: parsed.bytes.slice(box.start + 8, box.start + box.size) };
    }
  }
  return null;
}

/**
 * The pixel aspect as players reckon it: what the matrix stretches, else the `pasp` box, else a track header of another shape than
 * the stored picture, else the parameter set.
 */
function readAspect(trak: TrakBox, entry: VisualSampleEntry, matrix: Int32Array, coded: PixelAspect | null): Pick<VideoFacts, 'pasp' | 'pixelAspect' | 'headerSize'> {
  const [width, height] = [trak.tkhd.width / 0x10000, trak.tkhd.height / 0x10000];
  const headerSize = width > 0 && height > 0 ? { width, height } : null;
  const shape = headerSize === null ? null : (width * entry.height) / (height * entry.width);
  const said = readPasp(entry);
  const byHeader = shape !== null && Math.abs(shape - 1) > headerTolerance ? shape : null;
  const pasp = said ?? (byHeader === null ? coded : null);
  return { pasp, headerSize, pixelAspect: matrixStretch(matrix) ?? aspectOf(said) ?? byHeader ?? aspectOf(coded) ?? 1 };
}

/** A header's size may be rounded to whole pixels. */
const headerTolerance = 0.005;

/** Samples may be of several descriptions; all but the first would be decoded with the wrong settings. Throws `media/unsupported-codec`. */
function checkOneConfiguration(parsed: ParsedMoov, trak: TrakBox): void {
  const bytesOf = (entry: Box): string => (entry.start === undefined ? '' : parsed.bytes.subarray(entry.start + 8, entry.start + (entry.size ?? 0)).join());
  const [first, ...others] = trak.mdia.minf.stbl.stsd.entries as readonly Box[];
  if (first === undefined || others.every((other) => other.type === first.type && bytesOf(other) === bytesOf(first))) return;
  throw new AppError('media/unsupported-codec', { codec: `${1 + others.length} different settings of ${first.type} in one track`, advice: 'convert' });
}

function readPasp(entry: VisualSampleEntry): PixelAspect | null {
  const box = (entry.boxes ?? []).find((child) => child instanceof BoxParser.box.pasp);
  return box === undefined ? null : { horizontal: box.hSpacing, vertical: box.vSpacing };
}

/** `nclx` (ISO/IEC 14496-12) and `nclc` (QuickTime, no range flag); read from the raw bytes because mp4box 2.4.1 misreads `nclc`. */
function readColr(parsed: ParsedMoov, entry: VisualSampleEntry): ColorCodes | null {
  const payload = configPayload(parsed, entry, ['colr'])?.payload;
  if (payload === undefined || payload.length < 10) return null;
  const view = new DataView(payload.buffer, payload.byteOffset);
  const kind = String.fromCharCode(...payload.subarray(0, 4));
  if (kind !== 'nclx' && kind !== 'nclc') return null;
  return {
    primaries: view.getUint16(4),
    transfer: view.getUint16(6),
    matrix: view.getUint16(8),
    fullRange: kind === 'nclx' && ((payload[10] ?? 0) & 0x80) !== 0,
  };
}

/** The first track whose header says "enabled" (ISO/IEC 14496-12, tkhd flag 1), else the first. */
function firstEnabled(traks: readonly TrakBox[]): TrakBox | undefined {
  return traks.find((trak) => (trak.tkhd.flags & 1) !== 0) ?? traks[0];
}

/** Cover art is written as a video track of a single picture; a camera's MJPEG has many. */
function isAttachedPicture(trak: TrakBox, { moofs }: ParsedMoov): boolean {
  const stbl = trak.mdia.minf?.stbl;
  const type = stbl?.stsd?.entries[0]?.type;
  const pictures = (stbl?.stts?.sample_counts ?? []).reduce((sum, count) => sum + count, 0);
  return ['mjpg', 'jpeg', 'png '].includes(type ?? '') && pictures <= 1 && moofs.length === 0;
}

/** Tracks (texts, or pictures) that others name as their chapters (QuickTime File Format, "Chapter Lists"). */
function chapterTracks(traks: readonly TrakBox[]): ReadonlySet<number> {
  const references = traks.flatMap((trak) => (trak.tref?.references ?? []) as readonly { readonly type?: string; readonly track_ids?: ArrayLike<number> }[]);
  return new Set(references.filter(({ type }) => type === 'chap').flatMap(({ track_ids }) => Array.from(track_ids ?? [])));
}

const handlerKinds: Readonly<Record<string, LeftOutKind>> = {
  vide: 'video', soun: 'audio', text: 'subtitles', sbtl: 'subtitles', subt: 'subtitles', subp: 'subtitles', clcp: 'subtitles', meta: 'timed-metadata', camm: 'timed-metadata', tmcd: 'timecode',
};
/** Sample entries of positions and motion that cameras write under any handler (GoPro, Google, Sony). */
const telemetry: ReadonlySet<string> = new Set(['gpmd', 'camm', 'rtmd', 'mett', 'mebx', 'fdsc', 'dvgi', 'djmd', 'dbgi']);

function describeTrack(trak: TrakBox, parsed: ParsedMoov, chapters: ReadonlySet<number>): LeftOut {
  const codec = trak.mdia.minf?.stbl?.stsd?.entries[0]?.type.trim();
  const language = trak.mdia.mdhd.languageString;
  const kind = chapters.has(trak.tkhd.track_id)
    ? 'chapters'
    : isAttachedPicture(trak, parsed)
      ? 'cover'
      : telemetry.has(codec ?? '')
        ? 'timed-metadata'
        : (handlerKinds[trak.mdia.hdlr.handler] ?? 'data');
  return { kind, ...(codec === undefined ? {} : { codec }), ...(/^[a-z]{3}$/.test(language ?? '') && language !== 'und' ? { language } : {}) };
}

function checkComplete(file: Blob, tables: readonly SampleColumns[]): void {
  let expectedBytes = 0;
  for (const table of tables) {
    for (let sample = 0; sample < table.count; sample++) expectedBytes = Math.max(expectedBytes, table.offset[sample]! + table.size[sample]!);
  }
  if (!(expectedBytes <= file.size)) throw new AppError('media/truncated', { expectedBytes, actualBytes: file.size });
}

/** A damaged header shows as a missing box: the TypeError becomes `media/unreadable`. */
function guard<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('media/unreadable', { reason: 'the movie header is damaged' }, error);
  }
}
