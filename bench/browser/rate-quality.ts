import { encoderRequest } from '../../src/acts/render.ts';
import type { CodecFamily } from '../../src/core/codec.ts';
import { AppError } from '../../src/core/errors.ts';
import type { I420Image } from '../../src/core/i420.ts';
import { Owned } from '../../src/core/owned.ts';
import { adaptiveBitrate, complexityOf } from '../../src/media/adaptive-bitrate.ts';
import { chooseEncoder } from '../../src/media/choose-encoder.ts';
import type { EncoderChoice } from '../../src/media/choose-encoder.ts';
import { copyToI420 } from '../../src/media/copy-picture.ts';
import { decodeFrames } from '../../src/media/decode-frames.ts';
import { encodeFrames } from '../../src/media/encode-frames.ts';
import type { ComposedPicture, RatedSample } from '../../src/media/encode-frames.ts';
import type { Movie } from '../../src/media/movie.ts';
import { openMovie } from '../../src/media/open-movie.ts';
import { sampledComplexity } from '../../src/pixels/content-complexity.ts';
import { ssim } from './ssim.ts';

/** One or more clips of one size, of which stretches follow each other in turns, as after an edit. */
export interface RateQualityTask {
  readonly codec: CodecFamily;
  readonly mode: 'constant' | 'adaptive';
  /** Bitrates as shares of what the first clip's own would be. */
  readonly factors: readonly number[];
  readonly stretchS: number;
  readonly secondsMax: number;
}

/** What came of one bitrate. */
export interface RatePoint {
  readonly factor: number;
  readonly seconds: number;
  readonly bytes: number;
  readonly bitrateAsked: number;
  /** Mean over the compared pictures, and over the worst tenth of them. */
  readonly ssim: number;
  readonly ssimLow: number;
}

export interface RateQuality {
  readonly points: readonly RatePoint[];
  /** Complexity of the pictures at key frames. */
  readonly complexity: { readonly lowest: number; readonly mean: number; readonly highest: number };
  /** Milliseconds that measuring a picture's complexity takes, and that encoding took for each group of pictures that it is measured for. */
  readonly measureMs: number;
  readonly groupMs: number;
}

/** Every n-th picture is compared. */
const compareStep = 5;

/** Encodes the clips at several bitrates and holds what decodes from it against them. Throws like `decodeFrames` and `encodeFrames`. */
export async function rateQuality(task: RateQualityTask, files: readonly File[]): Promise<RateQuality> {
  const movies = await Promise.all(files.map((file) => openMovie(file, file.name)));
  const points: RatePoint[] = [];
  const seen: number[] = [];
  let [measureMs, encodeMs, groups] = [0, 0, 0];
  for (const factor of task.factors) {
    const request = encoderRequest(movies[0] as Movie);
    const choice = await chooseEncoder({ ...request, bitrate: Math.round(request.bitrate * factor) }, { codec: task.codec, bitrate: task.mode });
    const startedMs = performance.now();
    const round = await encodeRound(choice, movies, task);
    encodeMs += performance.now() - startedMs;
    groups += round.keyPictures.length;
    for (const picture of round.keyPictures) {
      const atMs = performance.now();
      adaptiveBitrate(1e6, picture);
      measureMs += performance.now() - atMs;
      seen.push(complexityOf(sampledComplexity(picture)));
    }
    points.push({ factor, ...round.point });
  }
  const complexity = { lowest: Math.min(...seen), mean: mean(seen), highest: Math.max(...seen) };
  return { points, complexity, measureMs: measureMs / groups, groupMs: encodeMs / groups };
}

async function encodeRound(choice: EncoderChoice, movies: readonly Movie[], task: RateQualityTask): Promise<{ point: Omit<RatePoint, 'factor'>; keyPictures: I420Image[] }> {
  /** Pictures in the encoder or the decoder, and all at key frames. */
  const originals = new Map<number, I420Image>();
  const keyPictures: I420Image[] = [];
  const scores: number[] = [];
  const comparisons: Promise<void>[] = [];
  let failure: DOMException | undefined;
  const decoder = new VideoDecoder({
    output: (frame) => {
      const original = originals.get(frame.timestamp);
      if (original === undefined) return frame.close();
      originals.delete(frame.timestamp);
      comparisons.push(copyToI420(frame).then((image) => void scores.push(ssim(original, image))).finally(() => frame.close()));
    },
    error: (error) => (failure = error),
  });
  const keep = (index: number, image: I420Image): void => {
    if (index % compareStep === 0) originals.set(index, image);
  };
  let [bytes, durationUs, asked] = [0, 0, 0];
  for await (const sample of encodeFrames(choice, pictures(movies, task, keep))) {
    if (sample.index === 0) decoder.configure(decoderConfig(choice, sample));
    if (sample.key && sample.index % compareStep === 0) keyPictures.push(originals.get(sample.index) as I420Image);
    bytes += sample.data.length;
    durationUs += sample.durationUs;
    asked += sample.bitrate * sample.durationUs;
    decoder.decode(new EncodedVideoChunk({ type: sample.key ? 'key' : 'delta', timestamp: sample.index, data: sample.data }));
  }
  await decoder.flush().catch((error: unknown) => {
    throw new AppError('media/decode-failed', {}, failure ?? error);
  });
  await Promise.all(comparisons);
  decoder.close();
  const worst = scores.sort((a, b) => a - b).slice(0, Math.max(1, Math.ceil(scores.length / 10)));
  return { keyPictures, point: { seconds: durationUs / 1e6, bytes, bitrateAsked: Math.round(asked / durationUs), ssim: mean(scores), ssimLow: mean(worst) } };
}

function decoderConfig({ config }: EncoderChoice, { description }: RatedSample): VideoDecoderConfig {
  return { codec: config.codec, codedWidth: config.width, codedHeight: config.height, ...(description === undefined ? {} : { description }) };
}

/** The clips' pictures in turns, a stretch each, at the first clip's frame rate; each into a buffer of its own. */
async function* pictures(movies: readonly Movie[], { stretchS, secondsMax }: RateQualityTask, keep: (index: number, image: I420Image) => void): AsyncGenerator<Owned<ComposedPicture>, void, undefined> {
  const { frameRate } = encoderRequest(movies[0] as Movie);
  const durationUs = 1e6 / frameRate;
  const stretch = Math.round(stretchS * frameRate);
  const most = Math.round(secondsMax * frameRate);
  let index = 0;
  for (let round = 0; ; round += 1) {
    const begun = index;
    for (const movie of movies) {
      const firstFrame = round * stretch;
      const lastFrame = Math.min(firstFrame + stretch, movie.video.ticks.length) - 1;
      if (firstFrame > lastFrame) continue;
      for await (const decoded of decodeFrames(movie, { firstFrame, lastFrame })) {
        using held = decoded;
        if (held.value.picture === null) throw new AppError('media/decode-failed', { frame: held.value.frame });
        if (index === most) return;
        const image = await copyToI420(held.value.picture);
        keep(index, image);
        yield new Owned({ index, timestampUs: Math.round(index * durationUs), durationUs: Math.round(durationUs), image }, () => undefined);
        index += 1;
      }
    }
    if (index === begun) return;
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
