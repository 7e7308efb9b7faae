import { i420Layout } from '../../../src/core/i420.ts';
import type { I420Image } from '../../../src/core/i420.ts';
import { Owned } from '../../../src/core/owned.ts';
import { outputLayout } from '../../../src/acts/output-layout.ts';
import type { Movie } from '../../../src/media/movie.ts';
import { memorySink } from '../../../src/media/byte-sink.ts';
import { chooseEncoder } from '../../../src/media/choose-encoder.ts';
import { encodeFrames } from '../../../src/media/encode-frames.ts';
import type { ComposedPicture } from '../../../src/media/encode-frames.ts';
import { Mp4Writer } from '../../../src/media/mp4-writer.ts';

const frameRate = 25;
const [widthPx, heightPx] = [320, 180];

/** A silent H.264 clip of a rough texture that moves, of 320 × 180 at 25 frames a second: something for an encoder to spend bits on. */
export async function textureClip(frames: number): Promise<File> {
  const encoder = await chooseEncoder({ widthPx, heightPx, frameRate, bitrate: 200_000, colorSpace: { matrix: 'bt709', primaries: 'bt709', transfer: 'bt709', fullRange: false } }, { codec: 'h264' });
  const geometry = { storedWidthPx: widthPx, storedHeightPx: heightPx, rotation: 0, mirrored: false, widthPx, heightPx } as const;
  const matrix = Int32Array.of(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);
  const ticks = Float64Array.from({ length: frames }, (_, i) => i);
  const video = { geometry, matrix, pasp: null, headerSize: null, cleanAperture: null, colorCodes: null, hdr: null, timescale: frameRate, ticks, lastDurationTicks: 1 };
  const sink = memorySink();
  const writer = await Mp4Writer.open(sink, outputLayout({ video } as unknown as Movie, { canvas: null, cuts: [{ firstFrame: 0, lastFrame: frames - 1 }] }, encoder, null));
  for await (const sample of encodeFrames(encoder, pictures(frames))) await writer.addVideo(sample);
  await writer.finish();
  return new File([sink.bytes()], 'texture.mp4');
}

async function* pictures(frames: number): AsyncGenerator<Owned<ComposedPicture>, void, undefined> {
  for (let index = 0; index < frames; index += 1) {
    const data = new Uint8Array(i420Layout(widthPx, heightPx).byteLength).fill(128);
    for (let y = 0; y < heightPx; y += 1) {
      for (let x = 0; x < widthPx; x += 1) {
        const [u, v] = [x + 2 * index, y + index];
        data[y * widthPx + x] = 128 + 50 * Math.sin(u / 7) * Math.cos(v / 5) + ((u * 7919 + v * 104_729) % 17);
      }
    }
    const image: I420Image = { widthPx, heightPx, data, color: { matrix: 'bt709', fullRange: false } };
    yield new Owned({ index, timestampUs: (index * 1e6) / frameRate, durationUs: 1e6 / frameRate, image }, () => undefined);
  }
}
