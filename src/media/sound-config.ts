import type { SoundCarriage } from './movie.ts';

/**
 * What an MP4 says of sound that another container holds; null for codecs that are not taken over as they are or that lack their set-up.
 * `description` is that of WebCodecs' AudioDecoderConfig.
 */
export function soundConfig(codec: string, description: Uint8Array | undefined): SoundCarriage | null {
  if (codec.startsWith('mp4a.40')) return description === undefined ? null : aac(description);
  if (codec === 'opus') return description === undefined || description.length < 19 ? null : opus(description);
  if (codec === 'flac') return description === undefined || description.length < 8 ? null : flac(description);
  if (codec === 'mp3') return { sampleEntry: 'mp4a', description: { type: 'esds', payload: esds(mp3Object, new Uint8Array(0)) } };
  return null;
}

/** Object types of MPEG-4 Systems (ISO/IEC 14496-1, table 5). */
const aacObject = 0x40;
const mp3Object = 0x6b;

function aac(audioSpecificConfig: Uint8Array): SoundCarriage {
  return { sampleEntry: 'mp4a', description: { type: 'esds', payload: esds(aacObject, audioSpecificConfig) } };
}

/** Samples at 48 kHz that an Opus decoder gives before the sound, from the OpusHead (RFC 7845, 5.1). */
export function opusPreSkip(head: Uint8Array): number {
  return new DataView(head.buffer, head.byteOffset).getUint16(10, true);
}

/**
 * Matroska's OpusHead (RFC 7845, little-endian) as `dOps` (Opus in ISOBMFF, 4.3.2, big-endian, version 0, no magic). The pre-skip is left to the
 * edit list alone: told twice, Chromium takes it off twice, and the sound comes 6.5 ms early.
 */
function opus(head: Uint8Array): SoundCarriage {
  const from = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const payload = new Uint8Array(head.length - 8);
  payload.set(head.subarray(8));
  const to = new DataView(payload.buffer);
  to.setUint8(0, 0);
  to.setUint16(2, 0);
  to.setUint32(4, from.getUint32(12, true));
  to.setInt16(8, from.getInt16(16, true));
  return { sampleEntry: 'Opus', description: { type: 'dOps', payload } };
}

/** 'fLaC' and metadata blocks as `dfLa` (FLAC in ISOBMFF, 3.3.2): a full box's head instead of the magic. */
function flac(blocks: Uint8Array): SoundCarriage {
  const payload = blocks.slice();
  payload.fill(0, 0, 4);
  return { sampleEntry: 'fLaC', description: { type: 'dfLa', payload } };
}

/** Full box with ES_Descriptor, DecoderConfigDescriptor, DecoderSpecificInfo and SLConfigDescriptor (ISO/IEC 14496-1, 7.2.6; 14496-14, 3.1.2). */
function esds(objectType: number, specific: Uint8Array): Uint8Array {
  const audioStream = 0x15; // stream type 5, not up-stream, reserved bit
  const decoder = [objectType, audioStream, ...new Array<number>(11).fill(0), ...(specific.length === 0 ? [] : descriptor(0x05, [...specific]))];
  return Uint8Array.from([0, 0, 0, 0, ...descriptor(0x03, [0, 0, 0, ...descriptor(0x04, decoder), ...descriptor(0x06, [0x02])])]);
}

function descriptor(tag: number, payload: readonly number[]): number[] {
  if (payload.length > 127) throw new RangeError('a descriptor this long needs a longer size field');
  return [tag, payload.length, ...payload];
}
