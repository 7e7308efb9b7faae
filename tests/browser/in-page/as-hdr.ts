import { BufferTarget, EncodedPacket, EncodedVideoPacketSource, Output, WebMOutputFormat } from 'mediabunny';
import { i420Layout } from '../../../src/core/i420.ts';
import type { I420Image } from '../../../src/core/i420.ts';
import { copyToI420 } from '../../../src/media/copy-picture.ts';
import { decodeFrames } from '../../../src/media/decode-frames.ts';
import { openMovie } from '../../../src/media/open-movie.ts';
import { nitsToPq } from '../../../src/pixels/tone-map.ts';
import { toBase64 } from './base64.ts';

const pq = { primaries: 'bt2020', transfer: 'pq', matrix: 'bt2020-ncl', fullRange: false } as unknown as VideoColorSpaceInit;

/** The first file (8 bit, small) as 10-bit PQ in WebM whose white has `whiteNits`, in base64: grey of its luma is enough for faces. */
export async function asHdr({ whiteNits }: { whiteNits: number }, [file]: [File]): Promise<string> {
  const movie = await openMovie(file, file.name);
  const { storedWidthPx: width, storedHeightPx: height } = movie.video.geometry;
  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat(), target });
  const source = new EncodedVideoPacketSource('vp9');
  output.addVideoTrack(source);
  await output.start();
  const chunks: EncodedVideoChunk[] = [];
  const encoder = new VideoEncoder({ output: (chunk) => chunks.push(chunk), error: (error) => console.error(error) });
  encoder.configure({ codec: 'vp09.02.21.10', width, height, bitrate: 2_000_000, framerate: 12 });
  for await (const decoded of decodeFrames(movie, { firstFrame: 0, lastFrame: movie.video.ticks.length - 1 })) {
    using held = decoded;
    const { frame, picture } = held.value;
    if (picture === null) throw new Error(`frame ${frame} cannot be decoded`);
    const samples = greyPq(await copyToI420(picture), whiteNits);
    const timestamp = Math.round(((movie.video.ticks[frame] as number) * 1e6) / movie.video.timescale);
    const next = new VideoFrame(samples, { format: 'I420P10' as VideoPixelFormat, codedWidth: width, codedHeight: height, timestamp, colorSpace: pq });
    encoder.encode(next, { keyFrame: frame === 0 });
    next.close();
  }
  await encoder.flush();
  encoder.close();
  const config = { codec: 'vp09.02.21.10', codedWidth: width, codedHeight: height, colorSpace: pq };
  for (const chunk of chunks) await source.add(EncodedPacket.fromEncodedChunk(chunk), { decoderConfig: config });
  await output.finalize();
  return toBase64(new Uint8Array(target.buffer as ArrayBuffer));
}

function greyPq({ data, widthPx, heightPx }: I420Image, whiteNits: number): Uint16Array<ArrayBuffer> {
  const { uOffset, byteLength } = i420Layout(widthPx, heightPx);
  const codes = Array.from({ length: 256 }, (_, luma) => Math.round(64 + 876 * nitsToPq(whiteNits * Math.min(1, Math.max(0, (luma - 16) / 219)) ** 2.4)));
  const samples = new Uint16Array(byteLength).fill(512);
  for (let i = 0; i < uOffset; i += 1) samples[i] = codes[data[i] as number] as number;
  return samples;
}
