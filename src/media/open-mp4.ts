import { BoxParser } from 'mp4box';
import type { AudioSampleEntry, Box, VisualSampleEntry } from 'mp4box';
import { AppError } from '../core/errors.ts';
import type { ColorCodes } from './color-codes.ts';
import { readEdits } from './edit-list.ts';
import { appendSamples, readFragments } from './fragments.ts';
import { fingerprintFile } from './fingerprint.ts';
import type { AudioTrack, Movie, PixelAspect, SampleColumns, VideoTrack } from './movie.ts';
import { readAvcSps } from './h264-sps.ts';
import { parseMoov } from './parse-moov.ts';
import type { ParsedMoov, TrakBox } from './parse-moov.ts';
import { noSamples, readSampleTable } from './sample-table.ts';
import { readerOf } from './sample-reader.ts';
import { aspectOf, combineMatrices, matrixStretch } from './track-geometry.ts';
import { makeVideoTrack } from './video-track.ts';
import type { VideoFacts } from './video-track.ts';

/** Reads the headers of an MP4 or QuickTime file. Throws `media/*` (see the catalogue) for what is no readable video, `job/cancelled`. */
export async function openMp4(file: Blob, name: string, signal?: AbortSignal): Promise<Movie> {
  const parsed = await parseMoov(file, signal);
  const tracks = parsed.moov.traks.filter((trak) => trak.mdia?.hdlr !== undefined && trak.mdia.mdhd !== undefined && trak.tkhd !== undefined);
  const videoTraks = tracks.filter((trak) => trak.mdia.hdlr.handler === 'vide' && !isAttachedPicture(trak));
  const audioTraks = tracks.filter((trak) => trak.mdia.hdlr.handler === 'soun');
  const videoTrak = firstEnabled(videoTraks);
  if (videoTrak === undefined) {
    if (parsed.moov.traks.length === 0 || tracks.length < parsed.moov.traks.length) throw new AppError('media/unreadable', { reason: 'the movie header is damaged' });
    throw new AppError('media/no-video');
  }
  const audioTrak = firstEnabled(audioTraks);
  const leftOut = tracks.filter((trak) => trak !== videoTrak && trak !== audioTrak).map(describeTrack);

  const fragments = await readFragments(file, parsed, signal);
  const samplesOf = (trak: TrakBox): SampleColumns => appendSamples(readSampleTable(trak), fragments.get(trak.tkhd.track_id) ?? noSamples);
  const video = guard(() => readVideo(file, parsed, videoTrak, samplesOf(videoTrak)));
  let audio: AudioTrack | null = null;
  if (audioTrak !== undefined) {
    audio = guard(() => readAudio(file, parsed, audioTrak, samplesOf(audioTrak)));
    if (audio === null) leftOut.push(describeTrack(audioTrak));
  }
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

/** Null when the track holds nothing that can be carried over. */
function readAudio(file: Blob, parsed: ParsedMoov, trak: TrakBox, samples: SampleColumns): AudioTrack | null {
  const entry = trak.mdia.minf.stbl.stsd.entries[0] as AudioSampleEntry | undefined;
  if (entry === undefined || samples.count === 0) return null;
  const description = configPayload(parsed, entry, ['esds', 'dOps', 'dfLa', 'dac3', 'dec3']);
  if (description === null) return null;
  return {
    codec: entry.type === 'Opus' ? 'opus' : entry.type === 'fLaC' ? 'flac' : entry.getCodec(),
    sampleEntry: entry.type,
    description,
    timescale: trak.mdia.mdhd.timescale,
    channels: entry.channel_count,
    sampleRate: entry.samplerate,
    language: /^[a-z]{3}$/.test(trak.mdia.mdhd.languageString ?? '') ? trak.mdia.mdhd.languageString! : 'und',
    samples,
    edits: readEdits(trak, parsed.moov.mvhd.timescale),
    openReader: readerOf(file, samples),
  };
}

/** A configuration box as it stands in the file; QuickTime wraps `esds` into `wave`. */
function configPayload(parsed: ParsedMoov, entry: Box, types: readonly string[]): { type: string; payload: Uint8Array } | null {
  for (const box of entry.boxes ?? []) {
    if (box.type === 'wave') {
      const inner = configPayload(parsed, box, types);
      if (inner !== null) return inner;
    }
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

/** Cover art is written as a video track with a still-picture codec. */
function isAttachedPicture(trak: TrakBox): boolean {
  const type = trak.mdia.minf?.stbl?.stsd?.entries[0]?.type;
  return type === 'mjpg' || type === 'jpeg' || type === 'png ';
}

function describeTrack(trak: TrakBox): string {
  const kind = { vide: 'video', soun: 'audio', text: 'text', sbtl: 'subtitle', subt: 'subtitle', meta: 'timed metadata' }[trak.mdia.hdlr.handler] ?? 'other';
  return `${kind} track ${trak.tkhd.track_id} (${trak.mdia.minf?.stbl?.stsd?.entries[0]?.type ?? 'unknown'})`;
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
