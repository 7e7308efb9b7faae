import { BufferTarget, EncodedPacket, EncodedVideoPacketSource, Output, WebMOutputFormat } from 'mediabunny';
import { copyToI420 } from '../../../src/media/copy-picture.ts';
import { decodeFrames } from '../../../src/media/decode-frames.ts';
import { openMovie } from '../../../src/media/open-movie.ts';
import { i420Layout } from '../../../src/core/i420.ts';
import { scaleI420 } from '../../../src/pixels/scale.ts';
import { toBase64 } from './base64.ts';

/** The first file as a VP9 stream in WebM whose pictures are half as wide from the given frame on, in base64. What is to be seen fills the picture. */
export async function resized({ fromFrame }: { fromFrame: number }, [file]: [File]): Promise<string> {
  const movie = await openMovie(file, file.name);
  const { storedWidthPx, storedHeightPx } = movie.video.geometry;
  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat(), target });
  const source = new EncodedVideoPacketSource('vp9');
  output.addVideoTrack(source);
  await output.start();
  const chunks: [EncodedVideoChunk, EncodedVideoChunkMetadata | undefined][] = [];
  const encoderOf = (width: number): VideoEncoder => {
    const encoder = new VideoEncoder({ output: (chunk, metadata) => chunks.push([chunk, metadata]), error: (error) => console.error(error) });
    encoder.configure({ codec: 'vp09.00.21.08', width, height: storedHeightPx, bitrate: 2_000_000, framerate: 30 });
    return encoder;
  };
  let encoder = encoderOf(storedWidthPx);
  for await (const decoded of decodeFrames(movie, { firstFrame: 0, lastFrame: movie.video.ticks.length - 1 })) {
    using held = decoded;
    const { frame, picture } = held.value;
    const width = frame < fromFrame ? storedWidthPx : storedWidthPx / 2;
    if (frame === fromFrame) {
      await encoder.flush();
      encoder.close();
      encoder = encoderOf(width);
    }
    const image = await copyToI420(picture as VideoFrame);
    const scaled = scaleI420(image, width, storedHeightPx, new Uint8Array(i420Layout(width, storedHeightPx).byteLength));
    const timestamp = Math.round(((movie.video.ticks[frame] as number) * 1e6) / movie.video.timescale);
    const next = new VideoFrame(scaled.data, { format: 'I420', codedWidth: width, codedHeight: storedHeightPx, timestamp });
    encoder.encode(next, { keyFrame: frame === 0 || frame === fromFrame });
    next.close();
  }
  await encoder.flush();
  encoder.close();
  const [[, first] = []] = chunks;
  for (const [chunk] of chunks) await source.add(EncodedPacket.fromEncodedChunk(chunk), first);
  await output.finalize();
  return toBase64(new Uint8Array(target.buffer as ArrayBuffer));
}
