import { BufferTarget, EncodedPacket, EncodedVideoPacketSource, Mp4OutputFormat, Output, WebMOutputFormat } from 'mediabunny';
import { withVui } from '../../support/vui.ts';
import type { Vui } from '../../support/vui.ts';
import { toBase64 } from './base64.ts';

/** A silent clip of flat patches in a grid, of 25 frames a second. */
export interface ClipSpec {
  /** What it is encoded with: a codec string of WebCodecs. */
  readonly codec: string;
  readonly container: 'mp4' | 'webm';
  readonly widthPx: number;
  readonly heightPx: number;
  readonly frames: number;
  readonly format: 'I420' | 'I420P10' | 'I444';
  /** Y, U and V of every patch, row by row, in codes of the format. */
  readonly patches: readonly (readonly [number, number, number])[];
  readonly columns: number;
  /** What the encoder is told that the pictures are. */
  readonly color: VideoColorSpaceInit;
  /** What the container says; null says nothing. */
  readonly containerColor: VideoColorSpaceInit | null;
  /** What the parameter set says in place of the encoder's words; H.264 only. */
  readonly vui?: Vui;
}

/** The clip as a file, in base64. */
export async function makeClip(spec: ClipSpec): Promise<string> {
  const target = new BufferTarget();
  const output = new Output({ format: spec.container === 'mp4' ? new Mp4OutputFormat() : new WebMOutputFormat(), target });
  const source = new EncodedVideoPacketSource(spec.codec.startsWith('avc') ? 'avc' : spec.codec.startsWith('av01') ? 'av1' : spec.codec.startsWith('vp09') ? 'vp9' : 'vp8');
  output.addVideoTrack(source);
  await output.start();
  for (const { chunk, config } of await encode(spec)) {
    await source.add(EncodedPacket.fromEncodedChunk(chunk), { decoderConfig: config });
  }
  await output.finalize();
  return toBase64(new Uint8Array(target.buffer as ArrayBuffer));
}

/** Several clips, in order. */
export async function makeClips(specs: readonly ClipSpec[]): Promise<string[]> {
  const made: string[] = [];
  for (const spec of specs) made.push(await makeClip(spec));
  return made;
}

async function encode(spec: ClipSpec): Promise<{ chunk: EncodedVideoChunk; config: VideoDecoderConfig }[]> {
  const { codec, widthPx, heightPx, frames } = spec;
  const encoded: { chunk: EncodedVideoChunk; config: VideoDecoderConfig }[] = [];
  let config: VideoDecoderConfig | undefined;
  let failure: DOMException | undefined;
  const encoder = new VideoEncoder({
    output: (chunk, metadata) => {
      if (metadata?.decoderConfig !== undefined) config = describe(spec, metadata.decoderConfig);
      encoded.push({ chunk, config: config as VideoDecoderConfig });
    },
    error: (error) => (failure = error),
  });
  encoder.configure({ codec, width: widthPx, height: heightPx, bitrate: 8_000_000, framerate: 25, ...(codec.startsWith('avc') ? { avc: { format: 'avc' } } : {}) });
  const planes = paint(spec);
  for (let i = 0; i < frames; i += 1) {
    const picture = new VideoFrame(planes, { format: spec.format as VideoPixelFormat, codedWidth: widthPx, codedHeight: heightPx, timestamp: i * 40_000, duration: 40_000, colorSpace: spec.color });
    encoder.encode(picture, { keyFrame: true });
    picture.close();
  }
  await encoder.flush().catch((error: unknown) => {
    throw failure ?? error;
  });
  encoder.close();
  return encoded;
}

function describe({ codec, containerColor, vui, widthPx, heightPx }: ClipSpec, given: VideoDecoderConfig): VideoDecoderConfig {
  const { colorSpace: _, description, ...config } = given;
  const payload = description === undefined ? undefined : new Uint8Array(description as ArrayBuffer);
  return {
    ...config,
    codec,
    codedWidth: widthPx,
    codedHeight: heightPx,
    ...(containerColor === null ? {} : { colorSpace: containerColor }),
    ...(payload === undefined ? {} : { description: vui === undefined ? payload : withVui(payload, vui) }),
  };
}

function paint({ format, widthPx, heightPx, patches, columns }: ClipSpec): Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> {
  const shift = format === 'I444' ? 0 : 1;
  const chromaWidth = (widthPx + shift) >> shift;
  const chromaHeight = (heightPx + shift) >> shift;
  const length = widthPx * heightPx + 2 * chromaWidth * chromaHeight;
  const data = format === 'I420P10' ? new Uint16Array(length) : new Uint8Array(length);
  const rows = Math.ceil(patches.length / columns);
  const fill = (offset: number, width: number, height: number, channel: 0 | 1 | 2): void => {
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const patch = Math.floor((y * rows) / height) * columns + Math.floor((x * columns) / width);
        data[offset + y * width + x] = (patches[patch] ?? patches[0]!)[channel];
      }
    }
  };
  fill(0, widthPx, heightPx, 0);
  fill(widthPx * heightPx, chromaWidth, chromaHeight, 1);
  fill(widthPx * heightPx + chromaWidth * chromaHeight, chromaWidth, chromaHeight, 2);
  return data;
}
