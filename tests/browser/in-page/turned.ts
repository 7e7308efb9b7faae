import { outputLayout } from '../../../src/acts/output-layout.ts';
import { encoderRequest } from '../../../src/acts/render.ts';
import { i420Layout } from '../../../src/core/i420.ts';
import type { I420Image } from '../../../src/core/i420.ts';
import { Owned } from '../../../src/core/owned.ts';
import { ticksToUs } from '../../../src/core/time.ts';
import { memorySink } from '../../../src/media/byte-sink.ts';
import { copyToI420 } from '../../../src/media/copy-picture.ts';
import { decodeFrames } from '../../../src/media/decode-frames.ts';
import { chooseEncoder, encodeFrames } from '../../../src/media/encode-frames.ts';
import type { ComposedPicture } from '../../../src/media/encode-frames.ts';
import type { Movie } from '../../../src/media/movie.ts';
import { Mp4Writer } from '../../../src/media/mp4-writer.ts';
import { openMovie } from '../../../src/media/open-movie.ts';
import { toBase64 } from './base64.ts';

/** 1 in the 16.16 numbers of a track matrix. */
const one = 1 << 16;

/**
 * The first file as a phone held upright stores it, in base64: pictures lie on their left side, and the track's matrix turns
 * them a quarter clockwise. What a viewer sees is the same. Silent.
 */
export async function turned(_: unknown, [file]: [File]): Promise<string> {
  const movie = await openMovie(file, file.name);
  const { widthPx, heightPx } = movie.video.geometry;
  const geometry = { storedWidthPx: heightPx, storedHeightPx: widthPx, rotation: 90, widthPx, heightPx } as const;
  const lying: Movie = { ...movie, video: { ...movie.video, geometry, matrix: Int32Array.of(0, one, 0, -one, 0, 0, widthPx * one, 0, 1 << 30) } };
  const encoder = await chooseEncoder(encoderRequest(lying));
  const sink = memorySink();
  const layout = outputLayout(lying, encoder, { firstFrame: 0, lastFrame: movie.video.ticks.length - 1 });
  const writer = await Mp4Writer.open(sink, { ...layout, audio: null });
  for await (const sample of encodeFrames(encoder, pictures(movie))) await writer.addVideo(sample);
  await writer.finish();
  return toBase64(sink.bytes());
}

async function* pictures({ video, ...movie }: Movie): AsyncGenerator<Owned<ComposedPicture>, void, undefined> {
  const { ticks, timescale, lastDurationTicks } = video;
  for await (const decoded of decodeFrames({ video, ...movie }, { firstFrame: 0, lastFrame: ticks.length - 1 })) {
    using held = decoded;
    const { frame: index, picture } = held.value;
    if (picture === null) throw new Error(`frame ${index} cannot be decoded`);
    const at = ticks[index] as number;
    const durationUs = ticksToUs((ticks[index + 1] ?? at + lastDurationTicks) - at, timescale);
    yield new Owned({ index, timestampUs: ticksToUs(at, timescale), durationUs, image: turnLeft(await copyToI420(picture)) }, () => undefined);
  }
}

function turnLeft(image: I420Image): I420Image {
  const { widthPx, heightPx } = image;
  const from = i420Layout(widthPx, heightPx);
  const to = i420Layout(heightPx, widthPx);
  const data = new Uint8Array(to.byteLength);
  const turn = (source: number, target: number, width: number, height: number): void => {
    for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) data[target + (width - 1 - x) * height + y] = image.data[source + y * width + x] as number;
  };
  turn(0, 0, widthPx, heightPx);
  turn(from.uOffset, to.uOffset, from.chromaWidthPx, from.chromaHeightPx);
  turn(from.vOffset, to.vOffset, from.chromaWidthPx, from.chromaHeightPx);
  return { ...image, widthPx: heightPx, heightPx: widthPx, data };
}
