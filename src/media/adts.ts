import { AppError } from '../core/errors.ts';
import type { OpenReader } from './sample-reader.ts';

/** A frame of AAC as MPEG-TS carries it: a header (ISO/IEC 13818-7, 6.2) before each packet. */
interface AdtsHeader {
  readonly byteLength: number;
  /** What an MP4 says once instead (ISO/IEC 14496-3, 1.6.2.1). */
  readonly audioSpecificConfig: Uint8Array;
}

/** The header at the start of a packet; null when there is none. */
export function readAdtsHeader(packet: Uint8Array): AdtsHeader | null {
  if (packet.length < 7 || packet[0] !== 0xff || ((packet[1] as number) & 0xf6) !== 0xf0) return null;
  const [, second, third, fourth] = packet as unknown as [number, number, number, number];
  const objectType = (third >> 6) + 1;
  const rateIndex = (third >> 2) & 0xf;
  const channels = ((third & 1) << 2) | (fourth >> 6);
  const hasChecksum = (second & 1) === 0;
  const config = (objectType << 11) | (rateIndex << 7) | (channels << 3);
  return { byteLength: hasChecksum ? 9 : 7, audioSpecificConfig: Uint8Array.of(config >> 8, config & 0xff) };
}

/** The same packets without their headers, each of which must say the same as the first. Throws `media/unreadable` for one that does not. */
export function withoutAdts(open: OpenReader, first: AdtsHeader): OpenReader {
  return (signal) => {
    const reader = open(signal);
    return {
      read: async (sample) => {
        const packet = await reader.read(sample);
        const header = readAdtsHeader(packet);
        if (header === null || header.byteLength !== first.byteLength || !sameBytes(header.audioSpecificConfig, first.audioSpecificConfig)) {
          throw new AppError('media/unreadable', { reason: 'the sound changes its format', packet: sample });
        }
        return packet.subarray(header.byteLength);
      },
    };
  };
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
