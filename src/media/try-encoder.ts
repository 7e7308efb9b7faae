import type { EncoderRefusal } from '../core/encoding.ts';
import { throwIfCancelled } from '../core/errors.ts';
import { i420Layout } from '../core/i420.ts';
import { descriptionOf } from './decoder-description.ts';
import type { EncoderCandidate } from './encoder-candidates.ts';
import { isReclamation } from './reclaimed.ts';

/** What came of trying an encoder. An encoder that was taken away has not failed: it counts as working, without a time. */
export type EncoderTrial =
  | { readonly works: true; readonly firstFrameMs: number | null }
  | { readonly works: false; readonly refusal: Extract<EncoderRefusal, 'failed' | 'silent' | 'wrong-output'>; readonly detail: string };

/** A key frame, two that build on it, and a key frame again, as in the middle of a video. */
export const trialKeys: readonly boolean[] = [true, false, false, true];
/** An encoder that has not given all by now is taken for broken; a picture of AV1 at 4K on two busy cores needs about 2 s. */
const trialMs = 20_000;

/**
 * Encodes a few pictures of a texture that moves: some encoders say yes to a configuration and fail when they are opened, at their first picture
 * or at the one after it. All must come, in order, with the key frames that were asked for and one decoder configuration, which stands in the file's
 * header; where the bitrate is to change from key frame to key frame, it does so here, and what is to become of the encoder in the middle of the video (`then`)
 * does at the last key frame. Throws `job/cancelled`.
 */
export async function tryEncoder({ codecFamily, config, adaptive }: Pick<EncoderCandidate, 'codecFamily' | 'config' | 'adaptive'>, signal?: AbortSignal, then = adaptive ? halved(config) : undefined): Promise<EncoderTrial> {
  const startedMs = performance.now();
  const frameUs = Math.round(1e6 / (config.framerate ?? 1));
  const seen: { timestamp: number; key: boolean }[] = [];
  const descriptions = new Set<string>();
  let firstFrameMs: number | null = null;
  let failure: DOMException | undefined;
  const patience = new AbortController();
  const encoder = new VideoEncoder({
    output: (chunk, metadata) => {
      firstFrameMs ??= performance.now() - startedMs;
      const { timestamp, type } = chunk;
      seen.push({ timestamp, key: type === 'key' });
      const data = new Uint8Array(chunk.byteLength);
      chunk.copyTo(data);
      const description = descriptionOf(codecFamily, { type, data }, metadata);
      if (description !== undefined) descriptions.add(description.join());
    },
    error: (error) => (failure = error), // it also rejects the flush
  });
  try {
    encoder.configure(config);
    const texture = new MovingTexture(config.width, config.height);
    trialKeys.forEach((keyFrame, index) => {
      if (then !== undefined && index > 0 && keyFrame) encoder.configure(then);
      const picture = texture.picture(index, index * frameUs);
      try {
        encoder.encode(picture, { keyFrame });
      } finally {
        picture.close();
      }
    });
    const inTime = await Promise.race([encoder.flush().then(() => true), waited(trialMs, patience.signal, signal)]);
    throwIfCancelled(signal);
    if (!inTime) return { works: false, refusal: 'silent', detail: `${seen.length} of ${trialKeys.length} pictures in ${trialMs / 1000} s` };
  } catch (error) {
    throwIfCancelled(signal);
    if (failure !== undefined && isReclamation(failure)) return { works: true, firstFrameMs: null };
    return { works: false, refusal: 'failed', detail: (failure ?? (error as Error)).message };
  } finally {
    patience.abort();
    if (encoder.state !== 'closed') encoder.close();
  }
  const wrong = wrongOutput(seen, frameUs, descriptions.size);
  return wrong === null ? { works: true, firstFrameMs } : { works: false, refusal: 'wrong-output', detail: wrong };
}

function halved(config: VideoEncoderConfig): VideoEncoderConfig {
  return { ...config, bitrate: Math.round((config.bitrate ?? 0) / 2) };
}

/** False after so many milliseconds, or when the first signal that there is fires; a timer that is not needed is cleared. */
function waited(ms: number, ...signals: readonly (AbortSignal | undefined)[]): Promise<false> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms);
    for (const signal of signals) {
      signal?.addEventListener('abort', () => { clearTimeout(timer); resolve(false); }, { once: true });
    }
  });
}

/** What is wrong with what came; null when nothing is. More key frames than were asked for are no fault. */
function wrongOutput(seen: readonly { timestamp: number; key: boolean }[], frameUs: number, configurations: number): string | null {
  if (seen.length !== trialKeys.length) return `${seen.length} pictures for ${trialKeys.length}`;
  if (seen.some(({ timestamp }, index) => timestamp !== index * frameUs)) return 'pictures in another order';
  if (seen.some(({ key }, index) => trialKeys[index] === true && !key)) return 'no key frame where one was asked for';
  return configurations > 1 ? 'another configuration in the middle of the video' : null;
}

/** Rows of a strip repeat down the picture, so that a picture of any size costs a copy. */
const stripRows = 16;
const stepPx = 3;

/** Grey pictures with a texture that goes to the left: neither flat nor noise, for an encoder to work on as on a video. */
class MovingTexture {
  readonly #widthPx: number;
  readonly #heightPx: number;
  readonly #strip: Uint8Array[];
  readonly #planes: Uint8Array<ArrayBuffer>;

  constructor(widthPx: number, heightPx: number) {
    this.#widthPx = widthPx;
    this.#heightPx = heightPx;
    const wave = (x: number, y: number): number => 128 + 60 * Math.sin(x / 5) * Math.cos((Math.PI * y) / stripRows) + ((x * 7 + y * 13) % 11);
    this.#strip = Array.from({ length: stripRows }, (_, y) => Uint8Array.from({ length: widthPx + stepPx * trialKeys.length }, (__, x) => wave(x, y)));
    this.#planes = new Uint8Array(i420Layout(widthPx, heightPx).byteLength).fill(128);
  }

  /** The caller closes it. */
  picture(index: number, timestamp: number): VideoFrame {
    const [codedWidth, codedHeight] = [this.#widthPx, this.#heightPx];
    for (let y = 0; y < codedHeight; y += 1) this.#planes.set((this.#strip[y % stripRows] as Uint8Array).subarray(index * stepPx, index * stepPx + codedWidth), y * codedWidth);
    return new VideoFrame(this.#planes, { format: 'I420', codedWidth, codedHeight, timestamp });
  }
}
