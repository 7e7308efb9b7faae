import { EncodedPacketSink } from 'mediabunny';
import type { EncodedPacket, InputAudioTrack, InputTrack, InputVideoTrack } from 'mediabunny';
import { AppError, throwIfCancelled, toAppError } from '../core/errors.ts';
import { signOfLife } from '../core/signs-of-life.ts';
import { readAdtsHeader, withoutAdts } from './adts.ts';
import { colorCodesOf } from './color-codes.ts';
import { fingerprintFile } from './fingerprint.ts';
import { readAvcSps } from './h264-sps.ts';
import type { AudioTrack, Movie, PixelAspect, SampleColumns, VideoTrack } from './movie.ts';
import { packetReader } from './packet-reader.ts';
import { openInput } from './packet-source.ts';
import { soundConfig } from './sound-config.ts';
import { aspectOf, orientationMatrix } from './track-geometry.ts';
import { makeVideoTrack } from './video-track.ts';

/** These containers have no edit lists: all of a track is shown. */
const wholeTrack = [{ durationS: Infinity, mediaTime: 0 }] as const;

/**
 * Reads Matroska, WebM and MPEG-TS: walks every packet's header once for its time and size. Throws `media/unreadable`,
 * `media/no-video`, `job/cancelled`.
 */
export async function openPackets(file: Blob, name: string, signal?: AbortSignal): Promise<Movie> {
  try {
    const input = openInput(file);
    const videoTrack = await input.getPrimaryVideoTrack();
    if (videoTrack === null) throw new AppError('media/no-video');
    const audioTrack = await input.getPrimaryAudioTrack();
    const tracks = await input.getTracks();
    const pictures = await listPackets(videoTrack, signal);
    const sounds = audioTrack === null ? [] : await listPackets(audioTrack, signal);
    // Some files begin late (MPEG-TS at any time): players start with what comes first of either track.
    const startS = Math.min(earliest(pictures), earliest(sounds));
    const video = await readVideo(file, videoTrack, pictures, startS);
    const audio = audioTrack === null ? null : await readAudio(file, audioTrack, sounds, startS);
    const used: readonly InputTrack[] = audio === null || audioTrack === null ? [videoTrack] : [videoTrack, audioTrack];
    const leftOut = await Promise.all(tracks.filter((track) => !used.includes(track)).map(describeTrack));
    const tables = audio === null ? [video.samples] : [video.samples, audio.samples];
    return { name, file, fingerprint: await fingerprintFile(file, tables, signal), video, audio, leftOut };
  } catch (error) {
    throw toAppError(error, 'media/unreadable');
  }
}

async function readVideo(file: Blob, track: InputVideoTrack, packets: readonly EncodedPacket[], startS: number): Promise<VideoTrack> {
  const config = await track.getDecoderConfig();
  if (config === null) throw new AppError('media/unsupported-codec', { codec: String(await track.getInternalCodecId()), advice: 'convert' });
  const timescale = Math.round(await track.getTimeResolution());
  const samples = videoColumns(packets, timescale, startS);
  if (samples.count === 0) throw new AppError('media/no-video');
  const description = config.description === undefined ? null : bytesOf(config.description);
  const sps = description !== null && config.codec.startsWith('avc') ? readAvcSps(description) : null;
  const [widthPx, heightPx, aspect, rotation, mirrored] = await Promise.all([track.getCodedWidth(), track.getCodedHeight(), track.getPixelAspectRatio(), track.getRotation(), track.getFlip()]);
  return makeVideoTrack({
    codec: config.codec,
    description,
    widthPx: sps?.widthPx ?? widthPx,
    heightPx: sps?.heightPx ?? heightPx,
    ...packetAspect(aspect, sps?.pasp ?? null),
    headerSize: null,
    cleanAperture: null,
    colorCodes: colorCodesOf(config.colorSpace),
    sps,
    matrix: orientationMatrix({ rotation, mirrored }, widthPx, heightPx),
    timescale,
    samples,
    edits: wholeTrack,
    openReader: packetReader(file, track.id, packets),
  });
}

/** The container's pixel aspect, else the codec's own. */
function packetAspect({ num, den }: { num: number; den: number }, coded: PixelAspect | null): { pasp: PixelAspect | null; pixelAspect: number } {
  const pasp = num === den ? coded : { horizontal: num, vertical: den };
  return { pasp, pixelAspect: aspectOf(pasp) ?? 1 };
}

/** Null when an MP4 cannot carry the sound as it is. */
async function readAudio(file: Blob, track: InputAudioTrack, packets: readonly EncodedPacket[], startS: number): Promise<AudioTrack | null> {
  const config = await track.getDecoderConfig();
  if (config === null || packets.length === 0) return null;
  const packed = packetReader(file, track.id, packets);
  const adts = config.description === undefined && config.codec.startsWith('mp4a') ? readAdtsHeader(await packed().read(0)) : null;
  const sound = soundConfig(config.codec, adts?.audioSpecificConfig ?? (config.description === undefined ? undefined : bytesOf(config.description)));
  if (sound === null) return null;
  const samples = audioColumns(packets, config.sampleRate, startS, sound.packetSamples, adts?.byteLength ?? 0);
  const language = await track.getLanguageCode();
  return {
    codec: config.codec,
    sampleEntry: sound.sampleEntry,
    description: sound.description,
    timescale: config.sampleRate,
    channels: config.numberOfChannels,
    sampleRate: config.sampleRate,
    language: /^[a-z]{3}$/.test(language) ? language : 'und',
    samples,
    openReader: adts === null ? packed : withoutAdts(packed, adts),
    edits: wholeTrack,
  };
}

async function listPackets(track: InputTrack, signal: AbortSignal | undefined): Promise<EncodedPacket[]> {
  const packets: EncodedPacket[] = [];
  for await (const packet of new EncodedPacketSink(track).packets(undefined, undefined, { metadataOnly: true })) {
    throwIfCancelled(signal);
    signOfLife();
    packets.push(packet);
  }
  return packets;
}

function earliest(packets: readonly EncodedPacket[]): number {
  return packets.reduce((first, { timestamp }) => Math.min(first, timestamp), Infinity);
}

function videoColumns(packets: readonly EncodedPacket[], timescale: number, startS: number): SampleColumns {
  const cts = Float64Array.from(packets, ({ timestamp }) => Math.round((timestamp - startS) * timescale));
  const last = packets.at(-1);
  const dts = cts.slice().sort(); // these containers give presentation times only; decoders want the order alone
  const average = packets.length < 2 ? timescale : (dts[dts.length - 1]! - dts[0]!) / (packets.length - 1);
  return { ...columnsOf(packets), dts, cts, lastDuration: Math.round((last?.duration ?? 0) * timescale) || Math.max(1, Math.round(average)) };
}

/**
 * Sound is counted in its own samples. Matroska rounds times to milliseconds: a packet that begins within the rounding of where the
 * one before it ends begins there, so that nothing drifts or jitters.
 */
function audioColumns(packets: readonly EncodedPacket[], sampleRate: number, startS: number, packetSamples: number | null, headerBytes: number): SampleColumns {
  const roundingTicks = 0.0015 * sampleRate;
  const frameTicks = sampleRate / 400; // 2.5 ms, the unit of Opus
  const times = new Float64Array(packets.length);
  let expected = NaN;
  let duration = packetSamples ?? 0;
  packets.forEach(({ timestamp, duration: seconds }, i) => {
    const at = Math.round((timestamp - startS) * sampleRate);
    times[i] = Math.abs(at - expected) <= roundingTicks ? expected : at;
    duration = packetSamples ?? Math.max(frameTicks, Math.round((seconds * sampleRate) / frameTicks) * frameTicks);
    expected = (times[i]) + duration;
  });
  return { ...columnsOf(packets, headerBytes), dts: times, cts: times, lastDuration: duration };
}

function columnsOf(packets: readonly EncodedPacket[], headerBytes = 0): Pick<SampleColumns, 'count' | 'offset' | 'size' | 'sync'> {
  return {
    count: packets.length,
    offset: new Float64Array(packets.length).fill(NaN),
    size: Uint32Array.from(packets, ({ byteLength }) => byteLength - headerBytes),
    sync: Uint8Array.from(packets, ({ type }) => (type === 'key' ? 1 : 0)),
  };
}

async function describeTrack(track: InputTrack): Promise<string> {
  return `${track.type} track ${track.id} (${(await track.getCodec()) ?? 'unknown'})`;
}

function bytesOf(source: AllowSharedBufferSource): Uint8Array<ArrayBuffer> {
  return ArrayBuffer.isView(source) ? new Uint8Array(source.buffer as ArrayBuffer, source.byteOffset, source.byteLength).slice() : new Uint8Array(source as ArrayBuffer).slice();
}
