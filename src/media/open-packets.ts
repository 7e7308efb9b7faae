import type { InputAudioTrack, InputTrack, InputVideoTrack } from 'mediabunny';
import { AppError, toAppError } from '../core/errors.ts';
import { readAdtsHeader, withoutAdts } from './adts.ts';
import { colorCodesOf } from './color-codes.ts';
import type { LeftOut } from '../core/left-out.ts';
import { fingerprintFile } from './fingerprint.ts';
import { readAvcSps } from './h264-sps.ts';
import { matroskaContents } from './matroska-contents.ts';
import type { AudioTrack, EditEntry, Movie, PixelAspect, SampleColumns, Sound, VideoTrack } from './movie.ts';
import { listPackets, noPackets } from './packet-list.ts';
import type { PacketList } from './packet-list.ts';
import { packetReader } from './packet-reader.ts';
import { packetSpacing, roundingS } from './packet-spacing.ts';
import type { PacketSpacing } from './packet-spacing.ts';
import { openInput } from './packet-source.ts';
import { opusPreSkip, soundConfig } from './sound-config.ts';
import { pcmFormatOf } from './sound/pcm.ts';
import { aspectOf, orientationMatrix } from './track-geometry.ts';
import { makeVideoTrack } from './video-track.ts';

/** These containers have no edit lists: all of a track is shown. */
const wholeTrack = [{ durationS: Infinity, mediaTime: 0 }] as const;

/**
 * All of a sound, behind a pause if it begins late. Opus' decoder gives some samples before the sound; Matroska's times count them
 * (CodecDelay, RFC 9559), so that what follows them plays at the first packet's time.
 */
function soundEdits({ dts }: SampleColumns, sampleRate: number, preSkip: number): EditEntry[] {
  const late = dts[0] ?? 0;
  const whole = { durationS: Infinity, mediaTime: late + Math.round((preSkip * sampleRate) / opusRate) };
  return late > 0 ? [{ durationS: late / sampleRate, mediaTime: -1 }, whole] : [whole];
}

/** The pre-skip is counted at 48 kHz, whatever the sound was recorded at (RFC 7845, 5.1). */
const opusRate = 48_000;

/**
 * Reads Matroska, WebM and MPEG-TS, and files of sound alone: walks every packet's header once for its time and size. Throws `media/unreadable`,
 * `media/no-video`, `job/cancelled`.
 */
export async function openPackets(file: Blob, name: string, signal?: AbortSignal): Promise<Movie | Sound> {
  try {
    const input = openInput(file);
    const videoTrack = await defaultTrack(await input.getVideoTracks());
    const audioTrack = await defaultTrack(await input.getAudioTracks());
    if (videoTrack === null && audioTrack === null) throw new AppError('media/no-video');
    const tracks = await input.getTracks();
    const pictures = videoTrack === null ? noPackets : await listPackets(videoTrack, signal);
    const sounds = audioTrack === null ? noPackets : await listPackets(audioTrack, signal);
    // Some files begin late (MPEG-TS at any time): players start with what comes first of either track.
    const startS = Math.min(earliest(pictures.timestampS), earliest(sounds.timestampS));
    const video = videoTrack === null ? null : await readVideo(file, videoTrack, pictures, startS);
    const audio = audioTrack === null ? null : await readAudio(file, audioTrack, sounds, startS);
    const used: readonly (InputTrack | null)[] = [videoTrack, audio === null ? null : audioTrack];
    const others = await Promise.all(tracks.filter((track) => !used.includes(track)).map(describeTrack));
    const leftOut = [...others, ...(await matroskaContents(file, signal))];
    const tables = [video, audio].flatMap((each) => (each === null ? [] : [each.samples]));
    const facts = { name, file, fingerprint: await fingerprintFile(file, tables, signal), leftOut };
    if (video !== null) return { ...facts, video, audio };
    if (audio === null) throw new AppError('media/no-video');
    return { ...facts, audio };
  } catch (error) {
    throw toAppError(error, 'media/unreadable');
  }
}

async function readVideo(file: Blob, track: InputVideoTrack, packets: PacketList, startS: number): Promise<VideoTrack> {
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

/** Null when there is no sound in the track. */
async function readAudio(file: Blob, track: InputAudioTrack, packets: PacketList, startS: number): Promise<AudioTrack | null> {
  if (packets.count === 0) return null;
  const config = await track.getDecoderConfig();
  const codec = config?.codec ?? (await track.getCodec()) ?? String(await track.getInternalCodecId());
  const packed = packetReader(file, track.id, packets);
  const given = config?.description === undefined ? undefined : bytesOf(config.description);
  const adts = given === undefined && codec.startsWith('mp4a') ? readAdtsHeader(await packed().read(0)) : null;
  const description = adts?.audioSpecificConfig ?? given;
  const [sampleRate, channels, language] = [config?.sampleRate ?? (await track.getSampleRate()), config?.numberOfChannels ?? (await track.getNumberOfChannels()), await track.getLanguageCode()];
  const pcm = pcmFormatOf(codec, channels);
  const spacing = packetSpacing(codec, description, sampleRate, pcm);
  const samples = audioColumns(packets, sampleRate, startS, spacing, adts?.byteLength ?? 0);
  const carriage = soundConfig(codec, description);
  return {
    codec,
    carriage,
    decoding: pcm ?? (config === null ? null : { codec, sampleRate, numberOfChannels: channels, ...(description === undefined ? {} : { description }) }),
    timescale: sampleRate,
    channels,
    sampleRate,
    language: /^[a-z]{3}$/.test(language) ? language : 'und',
    samples,
    packetTicksMax: spacing.max + roundingS * sampleRate,
    openReader: adts === null ? packed : withoutAdts(packed, adts),
    edits: soundEdits(samples, sampleRate, codec === 'opus' && carriage !== null && description !== undefined ? opusPreSkip(description) : 0),
  };
}

function earliest(timesS: Float64Array): number {
  return timesS.reduce((first, timeS) => Math.min(first, timeS), Infinity);
}

function videoColumns(packets: PacketList, timescale: number, startS: number): SampleColumns {
  const cts = packets.timestampS.map((timestampS) => Math.round((timestampS - startS) * timescale));
  const dts = cts.slice().sort(); // these containers give presentation times only; decoders want the order alone
  const average = packets.count < 2 ? timescale : (dts[dts.length - 1]! - dts[0]!) / (packets.count - 1);
  return { ...columnsOf(packets), dts, cts, lastDuration: Math.round((packets.durationS.at(-1) ?? 0) * timescale) || Math.max(1, Math.round(average)) };
}

/**
 * Sound is counted in its own samples. Matroska rounds times to milliseconds: a packet that begins within the rounding of where the
 * one before it ends begins there, so that nothing drifts or jitters.
 */
function audioColumns(packets: PacketList, sampleRate: number, startS: number, spacing: PacketSpacing, headerBytes: number): SampleColumns {
  const { timestampS, durationS, byteLength } = packets;
  const times = new Float64Array(packets.count);
  let expected = NaN;
  let duration = 0;
  timestampS.forEach((atS, i) => {
    const at = Math.round((atS - startS) * sampleRate);
    times[i] = Math.abs(at - expected) <= roundingS * sampleRate ? expected : at;
    const nextS = timestampS[i + 1];
    duration = spacing.of({ durationS: durationS[i]!, byteLength: byteLength[i]! }, nextS === undefined ? null : (nextS - atS) * sampleRate);
    expected = times[i] + duration;
  });
  return { ...columnsOf(packets, headerBytes), dts: times, cts: times, lastDuration: duration };
}

function columnsOf({ count, byteLength, key }: PacketList, headerBytes = 0): Pick<SampleColumns, 'count' | 'offset' | 'size' | 'sync'> {
  return { count, offset: new Float64Array(count).fill(NaN), size: byteLength.map((bytes) => bytes - headerBytes), sync: key };
}

async function describeTrack(track: InputTrack): Promise<LeftOut> {
  const [codec, language] = [String((await track.getCodec()) ?? (await track.getInternalCodecId()) ?? 'unknown'), await track.getLanguageCode()];
  return { kind: track.isVideoTrack() ? 'video' : track.isAudioTrack() ? 'audio' : 'subtitles', codec, ...(language === 'und' ? {} : { language }) };
}

/** What a player shows that nobody has told otherwise: the first track marked as default, else the first. */
async function defaultTrack<T extends InputTrack>(tracks: readonly T[]): Promise<T | null> {
  for (const track of tracks) if ((await track.getDisposition()).default) return track;
  return tracks[0] ?? null;
}

function bytesOf(source: AllowSharedBufferSource): Uint8Array<ArrayBuffer> {
  return ArrayBuffer.isView(source) ? new Uint8Array(source.buffer as ArrayBuffer, source.byteOffset, source.byteLength).slice() : new Uint8Array(source as ArrayBuffer).slice();
}
