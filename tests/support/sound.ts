import { readFile, writeFile } from 'node:fs/promises';
import { ALL_FORMATS, BufferSource, BufferTarget, EncodedAudioPacketSource, EncodedPacket, EncodedPacketSink, EncodedVideoPacketSource, Input, MkvOutputFormat, MovOutputFormat, Output } from 'mediabunny';
import type { AudioCodec } from 'mediabunny';
import { createOggEncoder } from 'wasm-media-encoders';

/** Packets of a sound with what their decoder is told; times in seconds. */
export interface TestSound {
  readonly codec: AudioCodec;
  readonly config: AudioDecoderConfig;
  readonly packets: readonly EncodedPacket[];
}

/** A click (one full-scale millisecond) at each of some times, over silence: where it is heard tells the time. */
export function clicks(seconds: number, sampleRate: number, atS: readonly number[]): Float32Array<ArrayBuffer> {
  const sound = new Float32Array(Math.round(seconds * sampleRate));
  for (const at of atS) sound.fill(0.9, Math.round(at * sampleRate), Math.round((at + 0.001) * sampleRate));
  return sound;
}

/** Channels as 16-bit PCM in packets of a tenth of a second. */
export function pcmSound(channels: readonly Float32Array[], sampleRate: number, codec: 'pcm-s16' | 'pcm-s16be' = 'pcm-s16'): TestSound {
  const frames = channels[0]?.length ?? 0;
  const step = Math.round(sampleRate / 10);
  const packets: EncodedPacket[] = [];
  for (let start = 0; start < frames; start += step) {
    const count = Math.min(step, frames - start);
    const bytes = Buffer.alloc(2 * channels.length * count);
    for (let i = 0; i < count * channels.length; i += 1) {
      const value = Math.round(32767 * (channels[i % channels.length]?.[start + Math.floor(i / channels.length)] ?? 0));
      if (codec === 'pcm-s16') bytes.writeInt16LE(value, 2 * i);
      else bytes.writeInt16BE(value, 2 * i);
    }
    packets.push(new EncodedPacket(bytes, 'key', start / sampleRate, count / sampleRate));
  }
  return { codec, config: { codec, numberOfChannels: channels.length, sampleRate }, packets };
}

/** One channel as Opus that a browser made, in packets of 20 ms; its decoder gives `preSkip` samples before the sound (OpusHead, RFC 7845, 5.1). */
export function opusSound(packets: readonly string[], preSkip: number): TestSound {
  const head = Buffer.concat([Buffer.from('OpusHead'), Buffer.of(1, 1, preSkip & 255, preSkip >> 8, 0x80, 0xbb, 0, 0, 0, 0, 0)]);
  return {
    codec: 'opus',
    config: { codec: 'opus', numberOfChannels: 1, sampleRate: 48_000, description: head },
    packets: packets.map((base64, index) => new EncodedPacket(Buffer.from(base64, 'base64'), 'key', index / 50, 1 / 50)),
  };
}

/** Channels as Vorbis, which no browser encodes. */
export async function vorbisSound(channels: readonly Float32Array[], sampleRate: number): Promise<TestSound> {
  const encoder = await createOggEncoder();
  encoder.configure({ channels: channels.length as 1 | 2, sampleRate, vbrQuality: 5 });
  const ogg = Buffer.concat([Buffer.from(encoder.encode(channels)), Buffer.from(encoder.finalize())]);
  const track = await new Input({ source: new BufferSource(ogg), formats: ALL_FORMATS }).getPrimaryAudioTrack();
  const config = await track?.getDecoderConfig();
  if (track == null || config == null) throw new Error('the encoder made no Vorbis');
  const packets: EncodedPacket[] = [];
  for await (const packet of new EncodedPacketSink(track).packets()) packets.push(packet);
  return { codec: 'vorbis', config, packets };
}

/** The pictures of a file with another sound, in Matroska or QuickTime. */
export async function withSound(from: string, to: string, sound: TestSound, container: 'mkv' | 'mov' = 'mkv'): Promise<void> {
  const input = new Input({ source: new BufferSource(await readFile(from)), formats: ALL_FORMATS });
  const video = await input.getPrimaryVideoTrack();
  const [videoCodec, decoderConfig] = [await video?.getCodec(), await video?.getDecoderConfig()];
  if (video == null || videoCodec == null || decoderConfig == null) throw new Error(`${from} holds no video that can be copied`);
  const target = new BufferTarget();
  const output = new Output({ format: container === 'mkv' ? new MkvOutputFormat() : new MovOutputFormat(), target });
  const [pictures, sounds] = [new EncodedVideoPacketSource(videoCodec), new EncodedAudioPacketSource(sound.codec)];
  output.addVideoTrack(pictures);
  output.addAudioTrack(sounds);
  await output.start();
  const copy = async (): Promise<void> => {
    for await (const packet of new EncodedPacketSink(video).packets()) await pictures.add(packet, { decoderConfig });
    pictures.close();
  };
  const add = async (): Promise<void> => {
    for (const packet of sound.packets) await sounds.add(packet, { decoderConfig: sound.config });
    sounds.close();
  };
  await Promise.all([copy(), add()]);
  await output.finalize();
  await writeFile(to, Buffer.from(target.buffer as ArrayBuffer));
}
