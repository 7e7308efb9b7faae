import { outputLayout } from '../../src/acts/output-layout.ts';
import { encoderRequest } from '../../src/acts/render.ts';
import { AppError } from '../../src/core/errors.ts';
import type { I420Image } from '../../src/core/i420.ts';
import { Owned } from '../../src/core/owned.ts';
import { ticksToUs } from '../../src/core/time.ts';
import { memorySink } from '../../src/media/byte-sink.ts';
import { copyToI420 } from '../../src/media/copy-picture.ts';
import { decodeFrames } from '../../src/media/decode-frames.ts';
import { chooseEncoder } from '../../src/media/choose-encoder.ts';
import { encodeFrames } from '../../src/media/encode-frames.ts';
import type { ComposedPicture } from '../../src/media/encode-frames.ts';
import type { Movie } from '../../src/media/movie.ts';
import { Mp4Writer } from '../../src/media/mp4-writer.ts';
import { openMovie } from '../../src/media/open-movie.ts';

/** What the copy is to be: another geometry or matrix, and each picture brought to it. */
export interface Change {
  readonly movie: (source: Movie) => Movie;
  readonly picture: (image: I420Image) => I420Image;
}

/** The clip as a silent MP4 without B-frames, nothing hidden. Throws like `decodeFrames` and `encodeFrames`. */
export async function reencode(file: File, change?: Change): Promise<Uint8Array<ArrayBuffer>> {
  const source = await openMovie(file, file.name);
  const movie = change?.movie(source) ?? source;
  const encoder = await chooseEncoder(encoderRequest(movie));
  const sink = memorySink();
  const layout = outputLayout(movie, { canvas: null, cuts: [{ firstFrame: 0, lastFrame: movie.video.ticks.length - 1 }] }, encoder, null);
  const writer = await Mp4Writer.open(sink, layout);
  for await (const sample of encodeFrames(encoder, pictures(source, change))) await writer.addVideo(sample);
  await writer.finish();
  return sink.bytes();
}

async function* pictures(movie: Movie, change?: Change): AsyncGenerator<Owned<ComposedPicture>, void, undefined> {
  const { ticks, timescale, lastDurationTicks } = movie.video;
  for await (const decoded of decodeFrames(movie, { firstFrame: 0, lastFrame: ticks.length - 1 })) {
    using held = decoded;
    const { frame: index, picture } = held.value;
    if (picture === null) throw new AppError('media/decode-failed', { frame: index });
    const at = ticks[index] as number;
    const durationUs = ticksToUs((ticks[index + 1] ?? at + lastDurationTicks) - at, timescale);
    const image = await copyToI420(picture);
    yield new Owned({ index, timestampUs: ticksToUs(at, timescale), durationUs, image: change?.picture(image) ?? image }, () => undefined);
  }
}
