import { EncodedAudioPacketSource, BufferTarget, MkvOutputFormat, Output } from 'mediabunny';
import { createMp3Encoder, createOggEncoder } from 'wasm-media-encoders';
import { pcmSound } from './sound.ts';

/** The 16-bit samples of a WAVE file, from one second to another; one channel at 16 kHz, as those of the shared folder are. */
export function samplesOf(wav: Buffer, fromS: number, toS: number): Int16Array<ArrayBuffer> {
  const data = wav.indexOf('data', 12, 'latin1') + 8;
  return Int16Array.from({ length: (toS - fromS) * 16_000 }, (_, i) => wav.readInt16LE(data + 2 * (fromS * 16_000 + i)));
}

export function bytesOf(samples: Int16Array): Buffer {
  return Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
}

export function wavOf(samples: Int16Array): Buffer {
  const head = Buffer.from('RIFF....WAVEfmt \x10\0\0\0\x01\0\x01\0\x80\x3e\0\0\0\x7d\0\0\x02\0\x10\0data....', 'latin1');
  head.writeUInt32LE(36 + samples.byteLength, 4);
  head.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([head, bytesOf(samples)]);
}

export async function mp3Of(samples: Int16Array): Promise<Buffer> {
  const encoder = await createMp3Encoder();
  encoder.configure({ channels: 1, sampleRate: 16_000, bitrate: 64 });
  return Buffer.concat([Buffer.from(encoder.encode([floats(samples)])), Buffer.from(encoder.finalize())]);
}

export async function oggOf(samples: Int16Array): Promise<Buffer> {
  const encoder = await createOggEncoder();
  encoder.configure({ channels: 1, sampleRate: 16_000, vbrQuality: 4 });
  return Buffer.concat([Buffer.from(encoder.encode([floats(samples)])), Buffer.from(encoder.finalize())]);
}

/** Raw samples in Matroska without pictures. */
export async function mkaOf(samples: Int16Array): Promise<Buffer> {
  const sound = pcmSound([floats(samples)], 16_000);
  const target = new BufferTarget();
  const output = new Output({ format: new MkvOutputFormat(), target });
  const source = new EncodedAudioPacketSource(sound.codec);
  output.addAudioTrack(source);
  await output.start();
  for (const packet of sound.packets) await source.add(packet, { decoderConfig: sound.config });
  await output.finalize();
  return Buffer.from(target.buffer as ArrayBuffer);
}

/** FLAC (RFC 9639) that stores its samples as they are: frames of one verbatim subframe. */
export function flacOf(samples: Int16Array): Buffer {
  const block = 4096;
  const info = Buffer.alloc(34);
  info.writeUInt16BE(block, 0);
  info.writeUInt16BE(block, 2);
  // 20 bits of rate, 3 of channels less one, 5 of bits less one, 36 of samples.
  info.writeBigUInt64BE((16_000n << 44n) | (15n << 36n) | BigInt(samples.length), 10);
  const parts = [Buffer.from('fLaC'), Buffer.of(0x80, 0, 0, info.length), info];
  for (let first = 0, frame = 0; first < samples.length; first += block, frame += 1) {
    const piece = samples.subarray(first, first + block);
    if (frame > 127) throw new RangeError('longer frame numbers take more bytes');
    const head = Buffer.of(0xff, 0xf8, 0x70, 0x08, frame, (piece.length - 1) >> 8, (piece.length - 1) & 0xff);
    const body = Buffer.alloc(1 + 2 * piece.length, 0x02);
    piece.forEach((value, i) => body.writeInt16BE(value, 1 + 2 * i));
    const whole = Buffer.concat([head, Buffer.of(crc(head, 0x07, 8)), body]);
    const tail = crc(whole, 0x8005, 16);
    parts.push(whole, Buffer.of(tail >> 8, tail & 0xff));
  }
  return Buffer.concat(parts);
}

function floats(samples: Int16Array): Float32Array<ArrayBuffer> {
  return Float32Array.from(samples, (value) => value / 32_768);
}

function crc(bytes: Buffer, polynomial: number, bits: 8 | 16): number {
  const [top, mask] = [1 << (bits - 1), (1 << bits) - 1];
  let value = 0;
  for (const byte of bytes) {
    value ^= byte << (bits - 8);
    for (let bit = 0; bit < 8; bit += 1) value = ((value << 1) ^ (value & top ? polynomial : 0)) & mask;
  }
  return value;
}
