import { Box, BoxParser, DataStream } from 'mp4box';
import type { CodecFamily } from '../core/codec.ts';
import type { FrameGeometry } from '../core/geometry.ts';
import { makeVpcC } from './codec-config-boxes.ts';
import type { ColorCodes } from './color-codes.ts';
import type { EditEntry, HeaderSize, PixelAspect } from './movie.ts';
import type { OutputSound } from './sound/output-sound.ts';

/** What the output's video track is, known before the first frame is encoded. */
export interface VideoLayout {
  readonly codecFamily: CodecFamily;
  /** WebCodecs codec string of the encoder. */
  readonly codec: string;
  readonly geometry: FrameGeometry;
  readonly matrix: Int32Array;
  readonly pasp: PixelAspect | null;
  readonly cleanAperture: Uint8Array | null;
  /** As the source's header has it; null to state the displayed size. */
  readonly headerSize: HeaderSize | null;
  readonly color: ColorCodes | null;
  readonly timescale: number;
  /** Times of the output's frames, ascending; the first may lie after 0, which becomes a pause before the video. */
  readonly ticks: Float64Array;
  readonly lastDurationTicks: number;
}

/** Samples of one track as they were written. */
export interface WrittenTrack {
  readonly sizes: number[];
  readonly chunks: { readonly offset: number; samples: number }[];
  /** Sample numbers from 1. */
  readonly keys: number[];
}

/** Movie times are counted in a unit that both tracks divide, as long as it stays sane for 32-bit readers' arithmetic. */
const movieTimescaleMax = 100_000_000;
/** Else in multiples of the video's ticks, fine enough for a sound packet's edge. */
const movieTimescaleMin = 90_000;
const unityMatrix = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000];
const videoTrackId = 1;
const soundTrackId = 2;
/** 72 dpi in 16.16 and 24 bits: the fixed values of ISO/IEC 14496-12 for picture entries. */
const resolution72Dpi = 0x480000;
const pictureDepth = 24;
/** The sample entry has 16 bits for whole hertz; 0 then sends readers to the codec's own configuration, which knows it. */
const rateMax = 0xffff;

/** The complete `moov` box as bytes. Only what stands here reaches the output: no dates, no names, no user data. */
export function buildMoov(layout: VideoLayout, sound: OutputSound | null, video: WrittenTrack, soundWritten: WrittenTrack, description: Uint8Array | null): Uint8Array {
  const timescale = movieTimescale(layout.timescale, sound?.timescale ?? null);
  const videoEdits = makeVideoEdits(layout);
  const duration = Math.max(editsDuration(videoEdits, timescale), sound === null ? 0 : editsDuration(sound.edits, timescale));
  const moov = make('moov', {});
  moov.addBox(make('mvhd', { ...noDates, timescale, duration, rate: 0x10000, volume: 1, matrix: unityMatrix, next_track_id: sound === null ? soundTrackId : soundTrackId + 1 }));
  moov.addBox(videoTrak(layout, videoEdits, timescale, video, description));
  if (sound !== null) moov.addBox(soundTrak(sound, timescale, soundWritten));
  return serialize(moov);
}

/** `ftyp` for the codecs at hand. */
export function buildFtyp(codecFamily: CodecFamily): Uint8Array {
  const codecBrand = { h264: ['avc1'], hevc: [], vp9: [], av1: ['av01'] }[codecFamily];
  return serialize(make('ftyp', { major_brand: 'isom', minor_version: 512, compatible_brands: ['isom', 'iso2', ...codecBrand, 'mp41'] }));
}

function videoTrak(layout: VideoLayout, edits: readonly EditEntry[], movieTicks: number, written: WrittenTrack, description: Uint8Array | null): Box {
  const { geometry, timescale, ticks } = layout;
  const turned = geometry.rotation === 90 || geometry.rotation === 270;
  const trak = make('trak', {});
  trak.addBox(
    make('tkhd', {
      ...noDates, flags: 3, track_id: videoTrackId, duration: editsDuration(edits, movieTicks), layer: 0, alternate_group: 0, volume: 0,
      matrix: Array.from(layout.matrix),
      // Displayed size before the turn, 16.16 fixed point.
      width: Math.round((layout.headerSize?.width ?? (turned ? geometry.heightPx : geometry.widthPx)) * 0x10000),
      height: Math.round((layout.headerSize?.height ?? (turned ? geometry.widthPx : geometry.heightPx)) * 0x10000),
    }),
  );
  addEdits(trak, edits, movieTicks, timescale, trackTicks(layout));
  const entry = make(sampleEntryType(layout.codecFamily), {
    data_reference_index: 1, width: geometry.storedWidthPx, height: geometry.storedHeightPx, horizresolution: resolution72Dpi,
    vertresolution: resolution72Dpi, frame_count: 1, compressorname: '', depth: pictureDepth,
  });
  entry.addBox(configBox(layout, description));
  if (layout.color !== null) entry.addBox(rawBox('colr', colrPayload(layout.color)));
  if (layout.cleanAperture !== null) entry.addBox(rawBox('clap', layout.cleanAperture));
  if (layout.pasp !== null) entry.addBox(rawBox('pasp', paspPayload(layout.pasp)));
  const durations = Array.from(ticks, (tick, frame) => (frame + 1 < ticks.length ? ticks[frame + 1]! - tick : layout.lastDurationTicks));
  const stbl = sampleTable(entry, durations, written);
  stbl.addBox(make('stss', { sample_numbers: written.keys }));
  trak.addBox(media('vide', 'Video', timescale, trackTicks(layout), 'und', make('vmhd', { flags: 1, graphicsmode: 0, opcolor: [0, 0, 0] }), stbl));
  return trak;
}

function soundTrak(sound: OutputSound, movieTicks: number, written: WrittenTrack): Box {
  const { carriage, timescale, edits, sync } = sound;
  const durations = Array.from(sound.durations);
  const total = durations.reduce((sum, duration) => sum + duration, 0);
  const trak = make('trak', {});
  trak.addBox(
    make('tkhd', {
      ...noDates, flags: 3, track_id: soundTrackId, duration: editsDuration(edits, movieTicks), layer: 0, alternate_group: 1, volume: 1,
      matrix: unityMatrix, width: 0, height: 0,
    }),
  );
  addEdits(trak, edits, movieTicks, timescale, total);
  const entry = make(carriage.sampleEntry, { data_reference_index: 1, channel_count: sound.channels, samplesize: 16, samplerate: sound.sampleRate <= rateMax ? sound.sampleRate : 0 });
  entry.addBox(rawBox(carriage.description.type, carriage.description.payload));
  const stbl = sampleTable(entry, durations, written);
  // Not every packet of the newer codecs can be started at; those that cannot are rare enough to list the others.
  if (sync.includes(0)) {
    const numbers: number[] = [];
    sync.forEach((flag, packet) => flag === 1 && numbers.push(packet + 1));
    stbl.addBox(make('stss', { sample_numbers: numbers }));
  }
  trak.addBox(media('soun', 'Sound', timescale, total, sound.language, make('smhd', { balance: 0 }), stbl));
  return trak;
}

function media(handler: string, name: string, timescale: number, duration: number, language: string, header: Box, stbl: Box): Box {
  const mdia = make('mdia', {});
  const packedLanguage = [...language].reduce((packed, letter) => (packed << 5) | (letter.charCodeAt(0) - 0x60), 0);
  mdia.addBox(make('mdhd', { ...noDates, timescale, duration, language: packedLanguage }));
  mdia.addBox(make('hdlr', { handler, name }));
  const minf = mdia.addBox(make('minf', {}));
  minf.addBox(header);
  const dinf = minf.addBox(make('dinf', {}));
  dinf.addBox(make('dref', { entries: [rawBox('url ', Uint8Array.of(0, 0, 0, 1))] })); // flag 1: the data is in this file
  minf.addBox(stbl);
  return mdia;
}

function sampleTable(entry: Box, durations: readonly number[], { sizes, chunks }: WrittenTrack): Box {
  const stbl = make('stbl', {});
  stbl.addBox(make('stsd', { entries: [entry] }));
  const runs = runLengths(durations);
  stbl.addBox(make('stts', { sample_counts: runs.map((run) => run.count), sample_deltas: runs.map((run) => run.value) }));
  const first: number[] = [];
  const perChunk: number[] = [];
  chunks.forEach((chunk, index) => {
    if (perChunk.at(-1) === chunk.samples) return;
    first.push(index + 1);
    perChunk.push(chunk.samples);
  });
  stbl.addBox(make('stsc', { first_chunk: first, samples_per_chunk: perChunk, sample_description_index: first.map(() => 1) }));
  stbl.addBox(make('stsz', { sample_size: 0, sample_sizes: sizes })); // 0, or mp4box takes the sizes for constant
  const offsets = chunks.map((chunk) => chunk.offset);
  stbl.addBox(make((offsets.at(-1) ?? 0) > 0xffffffff ? 'co64' : 'stco', { chunk_offsets: offsets }));
  return stbl;
}

/** A pause up to the first frame, then the whole track; none needed when it begins at 0. */
function makeVideoEdits(layout: VideoLayout): EditEntry[] {
  const firstTick = layout.ticks[0] ?? 0;
  const edits: EditEntry[] = [{ durationS: trackTicks(layout) / layout.timescale, mediaTime: 0 }];
  return firstTick > 0 ? [{ durationS: firstTick / layout.timescale, mediaTime: -1 }, ...edits] : edits;
}

function trackTicks({ ticks, lastDurationTicks }: VideoLayout): number {
  return ticks.length === 0 ? 0 : ticks[ticks.length - 1]! - ticks[0]! + lastDurationTicks;
}

function addEdits(trak: Box, edits: readonly EditEntry[], movieTicks: number, timescale: number, totalTicks: number): void {
  const [only] = edits;
  if (edits.length === 1 && only?.mediaTime === 0 && Math.round(only.durationS * timescale) >= totalTicks) return;
  const entries = edits.map(({ durationS, mediaTime }) => ({
    segment_duration: Math.round(durationS * movieTicks), media_time: mediaTime, media_rate_integer: 1, media_rate_fraction: 0,
  }));
  trak.addBox(make('edts', {})).addBox(make('elst', { entries }));
}

function editsDuration(edits: readonly EditEntry[], movieTicks: number): number {
  return edits.reduce((sum, edit) => sum + Math.round(edit.durationS * movieTicks), 0);
}

function movieTimescale(video: number, audio: number | null): number {
  const common = audio === null ? video : (video / greatestCommonDivisor(video, audio)) * audio;
  return common <= movieTimescaleMax && common >= movieTimescaleMin ? common : video * Math.ceil(movieTimescaleMin / video);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function runLengths(values: readonly number[]): { count: number; value: number }[] {
  const runs: { count: number; value: number }[] = [];
  for (const value of values) {
    const last = runs.at(-1);
    if (last?.value === value) last.count += 1;
    else runs.push({ count: 1, value });
  }
  return runs;
}

function sampleEntryType(codecFamily: CodecFamily): string {
  return { h264: 'avc1', hevc: 'hvc1', vp9: 'vp09', av1: 'av01' }[codecFamily];
}

function configBox({ codecFamily, codec, color }: VideoLayout, description: Uint8Array | null): Box {
  if (codecFamily === 'vp9') return rawBox('vpcC', makeVpcC(codec, color));
  return rawBox({ h264: 'avcC', hevc: 'hvcC', av1: 'av1C' }[codecFamily], description ?? new Uint8Array(0));
}

function colrPayload({ primaries, transfer, matrix, fullRange }: ColorCodes): Uint8Array {
  return Uint8Array.of(0x6e, 0x63, 0x6c, 0x78, 0, primaries, 0, transfer, 0, matrix, fullRange ? 0x80 : 0); // 'nclx'
}

function paspPayload({ horizontal, vertical }: PixelAspect): Uint8Array {
  const payload = new Uint8Array(8);
  const view = new DataView(payload.buffer);
  view.setUint32(0, horizontal);
  view.setUint32(4, vertical);
  return payload;
}

const noDates = { creation_time: 0, modification_time: 0 };

/** One of mp4box's boxes with its fields set. Its typings lack half of the fields that are written, hence plain names. */
function make(type: string, fields: Readonly<Record<string, unknown>>): Box {
  const registry = { ...BoxParser.box, ...BoxParser.sampleEntry } as unknown as Readonly<Record<string, new (size?: number) => Box>>;
  const kind = registry[type];
  if (kind === undefined) throw new TypeError(`mp4box has no box ${type}`);
  return Object.assign(new kind(0), fields);
}

/** A box with a payload written as it is: mp4box rewrites avcC, esds and their like in its own way. */
function rawBox(type: string, payload: Uint8Array): Box {
  const box = new Box(0);
  box.type = type;
  box.data = payload;
  return box;
}

function serialize(box: Box): Uint8Array {
  const stream = new DataStream();
  box.write(stream);
  return new Uint8Array(stream.buffer.slice(0, stream.getPosition()));
}
