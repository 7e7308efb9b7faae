/** How raw sound samples lie in a packet: frames of `channels` samples, one after the other. */
export interface PcmFormat {
  readonly kind: 'pcm';
  readonly encoding: 'unsigned' | 'signed' | 'float' | 'alaw' | 'ulaw';
  readonly bits: 8 | 16 | 24 | 32 | 64;
  readonly littleEndian: boolean;
  readonly channels: number;
}

/** The format behind a codec name like `pcm-s16`, `pcm-f32be` or `ulaw` (WebCodecs' registry, with `be` for big-endian); null for other codecs. */
export function pcmFormatOf(codec: string, channels: number): PcmFormat | null {
  if (codec === 'alaw' || codec === 'ulaw') return { kind: 'pcm', encoding: codec, bits: 8, littleEndian: true, channels };
  const match = /^pcm-([usf])(8|16|24|32|64)(be)?$/.exec(codec);
  if (match === null) return null;
  const encoding = ({ u: 'unsigned', s: 'signed', f: 'float' } as const)[match[1] as 'u' | 's' | 'f'];
  const bits = Number(match[2]) as PcmFormat['bits'];
  if (encoding === 'float' && bits < 32) return null;
  return { kind: 'pcm', encoding, bits, littleEndian: match[3] === undefined, channels };
}

/** Bytes of one sample of every channel. */
export function pcmFrameBytes({ bits, channels }: PcmFormat): number {
  return (bits / 8) * channels;
}

/** Raw bytes as one plane per channel, full scale ±1; an incomplete frame at the end is dropped. */
export function readPcm(bytes: Uint8Array, format: PcmFormat): Float32Array<ArrayBuffer>[] {
  const frameBytes = pcmFrameBytes(format);
  const frames = Math.floor(bytes.length / frameBytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sample = sampleReader(view, format);
  return Array.from({ length: format.channels }, (_, channel) => {
    const plane = new Float32Array(frames);
    let at = channel * (format.bits / 8);
    for (let frame = 0; frame < frames; frame += 1, at += frameBytes) plane[frame] = sample(at);
    return plane;
  });
}

function sampleReader(view: DataView, { encoding, bits, littleEndian }: PcmFormat): (at: number) => number {
  if (encoding === 'alaw') return (at) => expandAlaw(view.getUint8(at));
  if (encoding === 'ulaw') return (at) => expandUlaw(view.getUint8(at));
  if (encoding === 'float') return bits === 64 ? (at) => view.getFloat64(at, littleEndian) : (at) => view.getFloat32(at, littleEndian);
  const signed = signedReader(view, bits, littleEndian);
  const scale = 2 ** (bits - 1);
  // An unsigned sample is a signed one with its highest bit turned over.
  return encoding === 'signed' ? (at) => signed(at) / scale : (at) => ((signed(at) + 2 * scale) % (2 * scale)) / scale - 1;
}

function signedReader(view: DataView, bits: number, littleEndian: boolean): (at: number) => number {
  if (bits === 8) return (at) => view.getInt8(at);
  if (bits === 16) return (at) => view.getInt16(at, littleEndian);
  if (bits === 32) return (at) => view.getInt32(at, littleEndian);
  if (bits === 64) return (at) => Number(view.getBigInt64(at, littleEndian));
  return littleEndian ? (at) => (view.getInt8(at + 2) << 16) | view.getUint16(at, true) : (at) => (view.getInt16(at, false) << 8) | view.getUint8(at + 2);
}

/** ITU-T G.711, A-law: 13-bit samples, even bits turned over. */
function expandAlaw(byte: number): number {
  const code = byte ^ 0x55;
  const exponent = (code >> 4) & 7;
  const mantissa = ((code & 15) << 4) + 8;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
  return ((code & 0x80) === 0 ? -magnitude : magnitude) / 32768;
}

/** ITU-T G.711, µ-law: 14-bit samples, all bits turned over. */
function expandUlaw(byte: number): number {
  const code = ~byte & 0xff;
  const bias = 0x84;
  const magnitude = ((((code & 15) << 3) + bias) << ((code >> 4) & 7)) - bias;
  return ((code & 0x80) === 0 ? magnitude : -magnitude) / 32768;
}
