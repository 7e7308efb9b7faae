import { appendSamples } from './fragments.ts';
import { esdsCodec, readEsds } from './esds.ts';
import { readEdits } from './edit-list.ts';
import type { AudioTrack, SampleColumns, SoundCarriage } from './movie.ts';
import type { ParsedMoov, TrakBox } from './parse-moov.ts';
import { readPcmTable } from './pcm-table.ts';
import { readSampleTable } from './sample-table.ts';
import { readerOf } from './sample-reader.ts';
import { soundConfig } from './sound-config.ts';
import { pcmCodecOf, readSoundEntry } from './sound-entry.ts';
import type { SoundEntry } from './sound-entry.ts';
import { pcmFormatOf, pcmFrameBytes } from './sound/pcm.ts';
import type { PcmFormat } from './sound/pcm.ts';

/** Object types of AAC (MPEG-4 and MPEG-2) and of MP3 (MPEG-2 and MPEG-1) in `esds`; ISO/IEC 14496-1, table 5. */
const carriedObjectTypes: ReadonlySet<number> = new Set([0x40, 0x66, 0x67, 0x68, 0x69, 0x6b]);
/** A packet much longer than its neighbours is one with a gap behind it. */
const gapShare = 1.5;

/**
 * The sound track of an MP4 or QuickTime file; `fragments` are its samples outside the header. Null when it is empty or its entry is
 * no sound's. Throws `media/unreadable`, `media/truncated`.
 */
export function readMp4Sound(file: Blob, parsed: ParsedMoov, trak: TrakBox, fragments: SampleColumns): AudioTrack | null {
  const { stsd } = trak.mdia.minf.stbl;
  const start = stsd.entries[0]?.start;
  const entry = start === undefined ? null : readSoundEntry(parsed.bytes, start, stsd.version);
  if (entry === null) return null;
  const { codec, decoding, carriage } = codingOf(entry);
  const isRaw = decoding !== null && 'kind' in decoding;
  const samples = appendSamples(isRaw ? readPcmTable(trak, pcmFrameBytes(decoding), file.size) : readSampleTable(trak), fragments);
  if (samples.count === 0) return null;
  const { timescale, languageString = '' } = trak.mdia.mdhd;
  return {
    codec,
    carriage,
    decoding,
    timescale,
    channels: entry.channels,
    sampleRate: Math.round(entry.sampleRate) || timescale,
    language: /^[a-z]{3}$/.test(languageString) ? languageString : 'und',
    samples,
    packetTicksMax: gapShare * usualDuration(samples),
    edits: readEdits(trak, parsed.moov.mvhd.timescale),
    openReader: readerOf(file, samples),
  };
}

/** Name, way to decode and way to carry over of what a sample entry describes. */
function codingOf(entry: SoundEntry): { codec: string; decoding: AudioDecoderConfig | PcmFormat | null; carriage: SoundCarriage | null } {
  const pcm = pcmCodecOf(entry);
  if (pcm !== null) return { codec: pcm, decoding: pcmFormatOf(pcm, entry.channels), carriage: null };
  const config = (codec: string, description?: Uint8Array): AudioDecoderConfig => ({
    codec,
    sampleRate: Math.round(entry.sampleRate),
    numberOfChannels: entry.channels,
    ...(description === undefined ? {} : { description }),
  });
  const carried = (type: string): SoundCarriage | null => {
    const payload = entry.boxes.get(type);
    return payload === undefined ? null : { sampleEntry: entry.type, description: { type, payload } };
  };
  switch (entry.type) {
    case 'mp4a': {
      const stream = readEsds(entry.boxes.get('esds') ?? new Uint8Array(0));
      if (stream === null) return { codec: 'mp4a', decoding: null, carriage: null };
      const codec = esdsCodec(stream);
      return { codec, decoding: config(codec, stream.specific.length === 0 ? undefined : stream.specific), carriage: carriedObjectTypes.has(stream.objectType) ? carried('esds') : null };
    }
    case 'Opus':
      return { codec: 'opus', decoding: config('opus'), carriage: carried('dOps') };
    case 'fLaC':
      return { codec: 'flac', decoding: config('flac', entry.boxes.get('dfLa')), carriage: carried('dfLa') };
    case '.mp3':
      return { codec: 'mp3', decoding: config('mp3'), carriage: soundConfig('mp3', undefined) };
    case 'alac':
      return { codec: 'alac', decoding: config('alac', entry.boxes.get('alac')), carriage: null };
    default:
      return { codec: entry.type.trim(), decoding: config(entry.type.trim()), carriage: null };
  }
}

/** The most common distance between packets, in ticks. */
function usualDuration({ dts, lastDuration }: SampleColumns): number {
  const counts = new Map<number, number>();
  for (let packet = 1; packet < dts.length; packet += 1) {
    const duration = dts[packet]! - dts[packet - 1]!;
    counts.set(duration, (counts.get(duration) ?? 0) + 1);
  }
  let usual = lastDuration;
  let most = 0;
  for (const [duration, count] of counts) if (count > most) [usual, most] = [duration, count];
  return usual;
}
