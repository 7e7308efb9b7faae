import { pcmFrameBytes } from './sound/pcm.ts';
import type { PcmFormat } from './sound/pcm.ts';

/** Half of Matroska's millisecond on either side, and a little for writers that cut off instead of rounding. */
export const roundingS = 0.0015;

/** How long the packets of a sound play, in its samples, where a container rounds or leaves out the times. */
export interface PacketSpacing {
  /** Duration of a packet; `distance` is to the next one's rounded time, null at the end. */
  of(packet: { readonly durationS: number; readonly byteLength: number }, distance: number | null): number;
  /** No packet is longer. */
  readonly max: number;
}

/** Frames of AAC, plain and with spectral band replication, by the two frame lengths there are (ISO/IEC 14496-3, 4.5.2.1.1). */
const aacFrames = [960, 1024, 1920, 2048];
/** Opus packets are multiples of 2.5 ms and no longer than 120 ms (RFC 6716, 3.2.5). */
const opusUnitsPerS = 400;
const opusMaxS = 0.12;
/** What encoders make unless told otherwise (RFC 6716, 2.1.4). */
const opusUsualS = 0.02;

/** By codec and its configuration (that of WebCodecs). */
export function packetSpacing(codec: string, description: Uint8Array | undefined, sampleRate: number, pcm: PcmFormat | null): PacketSpacing {
  if (pcm !== null) return { of: ({ byteLength }) => Math.floor(byteLength / pcmFrameBytes(pcm)), max: Infinity };
  if (codec.startsWith('mp4a.40')) return nearest(aacFrames);
  if (codec === 'opus') {
    const unit = sampleRate / opusUnitsPerS;
    let usual = opusUsualS * sampleRate;
    // Matroska does not tell how long the last packet is.
    const of: PacketSpacing['of'] = ({ durationS }) => (durationS > 0 ? (usual = Math.max(1, Math.round((durationS * sampleRate) / unit)) * unit) : usual);
    return { of, max: opusMaxS * sampleRate };
  }
  // MPEG-1's rates have 1152 samples in a frame of layer III, the halved ones of MPEG-2 half as many (ISO/IEC 13818-3).
  if (codec === 'mp3') return nearest([sampleRate >= 32_000 ? 1152 : 576]);
  if (codec === 'ac-3') return nearest([1536]);
  const block = codec === 'flac' ? flacBlockFrames(description) : null;
  if (block !== null) return nearest([block]);
  // Two neighbouring blocks overlap by half: no packet gives more than half the larger block (Vorbis I, 4.3.8).
  const largest = codec === 'vorbis' ? vorbisBlockFrames(description) / 2 : sampleRate / 10;
  return { of: ({ durationS }, distance) => Math.max(1, Math.round(Math.min(distance ?? durationS * sampleRate, largest))), max: largest };
}

/** The one of some lengths that lies nearest to the distance. */
function nearest(lengths: readonly number[]): PacketSpacing {
  const max = Math.max(...lengths);
  let usual = lengths[0] ?? max;
  return {
    of: (_, distance) => {
      if (distance !== null && distance <= 1.25 * max) usual = lengths.reduce((best, length) => (Math.abs(length - distance) < Math.abs(best - distance) ? length : best));
      return usual;
    },
    max,
  };
}

/** Block size of FLAC's STREAMINFO when it is one for all; null when it varies or is not told. */
function flacBlockFrames(description: Uint8Array | undefined): number | null {
  if (description === undefined || description.length < 12) return null;
  const view = new DataView(description.buffer, description.byteOffset);
  const [smallest, largest] = [view.getUint16(8), view.getUint16(10)];
  return smallest === largest && smallest > 0 ? smallest : null;
}

/** The larger block size, from the identification header (Vorbis I, 4.2.2) behind the lacing of Xiph's three headers in one. */
function vorbisBlockFrames(description: Uint8Array | undefined): number {
  const largest = 8192;
  if (description === undefined) return largest;
  let at = 1;
  for (let header = 0; header < 2; header += 1) {
    while (description[at] === 255) at += 1;
    at += 1;
  }
  const sizes = description[at + 28];
  return sizes === undefined ? largest : Math.min(largest, 2 ** (sizes >> 4));
}
