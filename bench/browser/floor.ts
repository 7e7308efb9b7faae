import { AppError } from '../../src/core/errors.ts';
import type { FrameGeometry } from '../../src/core/geometry.ts';
import { i420Layout, type I420Image } from '../../src/core/i420.ts';
import { ticksToUs } from '../../src/core/time.ts';
import type { Quality } from '../../src/documents/observations.ts';
import { copyToI420 } from '../../src/media/copy-picture.ts';
import { decodeFrames } from '../../src/media/decode-frames.ts';
import { chooseEncoder } from '../../src/media/choose-encoder.ts';
import { encodeQueueMax } from '../../src/media/encode-frames.ts';
import { openMovie } from '../../src/media/open-movie.ts';
import { DetectorHost } from '../../src/acts/detector-host.ts';
import { GpuDetectorSource } from '../../src/acts/gpu-detector-host.ts';
import { encoderRequest } from '../../src/acts/render.ts';
import type { StepsTask, StepsTime } from './steps.ts';
import type { StudioKind, StudioTime } from './studio.ts';

/** What the floor worker answers to the benches. */
export interface FloorApi {
  measureFloor(file: File): Promise<FloorTime>;
  measureStudio(file: File, kinds: readonly StudioKind[]): Promise<StudioTime>;
  measureSteps(file: File, task: StepsTask): Promise<StepsTime>;
  reencode(file: File): Promise<Uint8Array>;
  measureDetector(file: File, modelsUrl: string, quality: Quality, looks: number): Promise<DetectorTime>;
  measureGpuDetector(file: File, modelsUrl: string, quality: Quality, looks: number): Promise<DetectorTime>;
}

/** Decoding and encoding a whole clip took `ms`; `codec` is the encoder's. */
export interface FloorTime {
  readonly frames: number;
  readonly ms: number;
  readonly codec: string;
  /** As it is stored: 1920x1080. */
  readonly size: string;
}

/** Medians of one look that has the machine (or the GPU) to itself: copying the picture, then pre-processing and model; on a GPU, from planes up to faces back. */
export interface DetectorTime {
  readonly looks: number;
  readonly copyMs: number;
  readonly lookMs: number;
}

/** The browser compiles wasm twice, quickly and then well: the first looks run the quick one. */
const warmUpLooks = 10;
/** Room for any picture's tensors in one go. */
const batchBytesMax = 256e6;

/**
 * The least that any re-encoding costs: every frame of a clip goes from the decoder to the encoder Veil would take, uncopied and unmuxed.
 * Throws like `decodeFrames` and `chooseEncoder`, and `media/encode-failed` when a frame is lost on the way.
 */
export async function measureFloor(file: File): Promise<FloorTime> {
  const movie = await openMovie(file, file.name);
  const startedMs = performance.now();
  const { config, keyIntervalUs } = await chooseEncoder(encoderRequest(movie));
  let encoded = 0;
  let fail: (error: AppError) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => (fail = reject));
  failed.catch(() => undefined); // waited for below, together with room in the queue
  const encoder = new VideoEncoder({
    output: () => (encoded += 1),
    error: (error) => fail(new AppError('media/encode-failed', { codec: config.codec, reason: error.message }, error)),
  });
  encoder.configure(config);
  const { ticks, timescale, geometry } = movie.video;
  let nextKeyUs = -Infinity;
  for await (const decoded of decodeFrames(movie, { firstFrame: 0, lastFrame: ticks.length - 1 })) {
    using held = decoded;
    const { frame, picture } = held.value;
    if (picture === null) continue; // shows in the count below
    // The decoder's timestamps are made up; the encoder's rate control wants the real ones. Shares the pixels.
    const timed = new VideoFrame(picture, { timestamp: ticksToUs((ticks[frame] as number) - (ticks[0] as number), timescale) });
    const keyFrame = timed.timestamp >= nextKeyUs;
    if (keyFrame) nextKeyUs = timed.timestamp + keyIntervalUs;
    encoder.encode(timed, { keyFrame });
    timed.close();
    while (encoder.encodeQueueSize > encodeQueueMax) {
      await Promise.race([failed, new Promise((resolve) => encoder.addEventListener('dequeue', resolve, { once: true }))]);
    }
  }
  await encoder.flush();
  encoder.close();
  if (encoded !== ticks.length) throw new AppError('media/encode-failed', { codec: config.codec, encoded, frames: ticks.length });
  return { frames: encoded, ms: performance.now() - startedMs, codec: config.codec, size: `${geometry.storedWidthPx}x${geometry.storedHeightPx}` };
}

/** Asks YuNet about `looks` frames, one after the other, after a few that warm up. Throws like `DetectorHost`. */
export async function measureDetector(file: File, modelsUrl: string, quality: Quality, looks: number): Promise<DetectorTime> {
  const host = new DetectorHost();
  await host.open('yunet', modelsUrl, () => undefined);
  return timeLooks(file, looks, async (image, geometry) => (await host.detect(image, { geometry, quality, sensitivity: 0.5 })).data);
}

/** The same on this browser's GPU. Throws like `GpuDetectorSource`. */
export async function measureGpuDetector(file: File, modelsUrl: string, quality: Quality, looks: number): Promise<DetectorTime> {
  const source = await GpuDetectorSource.load('yunet', modelsUrl, navigator.gpu, () => undefined);
  using opened = await source.open(() => batchBytesMax);
  const { detector } = opened.value;
  return await timeLooks(file, looks, async (image, geometry) => {
    await detector.detect(image, { geometry, quality, sensitivity: 0.5 });
    return image.data;
  });
}

/** `look` takes the picture and gives its planes back. */
async function timeLooks(file: File, looks: number, look: (image: I420Image, geometry: FrameGeometry) => Promise<Uint8Array<ArrayBuffer>>): Promise<DetectorTime> {
  const movie = await openMovie(file, file.name);
  const { geometry, ticks } = movie.video;
  let data = new Uint8Array(i420Layout(geometry.storedWidthPx, geometry.storedHeightPx).byteLength);
  const copies: number[] = [];
  const answers: number[] = [];
  for await (const decoded of decodeFrames(movie, { firstFrame: 0, lastFrame: Math.min(looks + warmUpLooks, ticks.length) - 1 })) {
    using held = decoded;
    if (held.value.picture === null) continue;
    const startedMs = performance.now();
    const image = await copyToI420(held.value.picture, data);
    const copiedMs = performance.now();
    data = await look(image, geometry);
    if (held.value.frame < warmUpLooks) continue;
    copies.push(copiedMs - startedMs);
    answers.push(performance.now() - copiedMs);
  }
  return { looks: answers.length, copyMs: middle(copies), lookMs: middle(answers) };
}

/** The median: one look that another program held up says nothing. */
function middle(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}
