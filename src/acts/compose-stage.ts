import { i420Layout } from '../core/i420.ts';
import type { I420Image, PictureColor } from '../core/i420.ts';
import { Owned } from '../core/owned.ts';
import { ticksToUs } from '../core/time.ts';
import type { FramePlan } from '../documents/edit.ts';
import { guessColor } from '../media/color-codes.ts';
import { decodeFrames } from '../media/decode-frames.ts';
import type { ComposedPicture } from '../media/encode-frames.ts';
import { PictureCopier } from '../media/picture-copier.ts';
import type { FramePlanner } from '../plan/frame-plan.ts';
import { lumaDigest } from './digest.ts';
import type { RenderDeps } from './render.ts';

/** Decodes and composes the frames of an edit in output order. Every picture it yields has passed the composer. */
export class ComposeStage {
  framesHiddenWhole = 0;
  framesUndecodable = 0;
  readonly #deps: RenderDeps;
  readonly #planner: FramePlanner;
  readonly #copier: PictureCopier;
  /** Pictures in between that are missing are of the same kind: the encoder is told of one. */
  #lastColor: PictureColor;
  /** Digests of pictures that are still in the encoder. */
  readonly #digests = new Map<number, Uint8Array>();
  /** Planes of pictures whose VideoFrame has been made (a copy): used again. */
  readonly #free: Uint8Array<ArrayBuffer>[] = [];

  constructor(deps: RenderDeps, planner: FramePlanner) {
    this.#deps = deps;
    this.#planner = planner;
    this.#copier = new PictureCopier(deps.movie.video);
    const { color, hdr, geometry } = deps.movie.video;
    this.#lastColor = hdr === null ? (color ?? guessColor(geometry.storedHeightPx)) : { matrix: 'bt709', fullRange: false };
  }

  /** Pictures that had another size than the track. */
  get framesResized(): number {
    return this.#copier.framesResized;
  }

  /** The digest of a picture that came out of `pictures`, once. */
  takeDigest(index: number): Uint8Array {
    const digest = this.#digests.get(index) as Uint8Array;
    this.#digests.delete(index);
    return digest;
  }

  async *pictures(): AsyncGenerator<Owned<ComposedPicture>, void, undefined> {
    const { movie, edit, gate, signal } = this.#deps;
    let index = 0;
    for (const { firstFrame, lastFrame } of edit.cuts) {
      for await (const decoded of decodeFrames(movie, { firstFrame, lastFrame, signal })) {
        using held = decoded;
        await gate.passed(signal);
        const plan = this.#planner.at(index);
        const image = await this.#compose(held.value.picture, plan);
        held.close(); // the decoder gets its picture back before the encoder is waited for
        this.#digests.set(index, lumaDigest(image));
        this.#deps.onComposed?.(plan.sourceFrame, image);
        yield new Owned({ index, ...this.#times(plan.sourceFrame), image }, () => this.#free.push(image.data));
        index += 1;
      }
    }
  }

  async #compose(picture: VideoFrame | null, plan: FramePlan): Promise<I420Image> {
    const { storedWidthPx, storedHeightPx } = this.#deps.movie.video.geometry;
    const { byteLength } = i420Layout(storedWidthPx, storedHeightPx);
    const buffer = this.#free.pop() ?? new Uint8Array(byteLength);
    const image: I420Image =
      picture === null
        ? { widthPx: storedWidthPx, heightPx: storedHeightPx, data: buffer.fill(0), color: this.#lastColor }
        : await this.#copier.copy(picture, buffer);
    if (picture === null) this.framesUndecodable += 1;
    this.#lastColor = image.color;
    const hideWhole = plan.hideWhole || picture === null;
    if (hideWhole) this.framesHiddenWhole += 1;
    await this.#deps.composer.compose(image, { ...plan, hideWhole });
    return image;
  }

  /** Times relative to the first frame of the output. */
  #times(sourceFrame: number): { timestampUs: number; durationUs: number } {
    const { ticks, lastDurationTicks, timescale } = this.#deps.movie.video;
    const at = ticks[sourceFrame] as number;
    const next = ticks[sourceFrame + 1] ?? at + lastDurationTicks;
    const first = ticks[this.#planner.at(0).sourceFrame] as number;
    return { timestampUs: ticksToUs(at - first, timescale), durationUs: ticksToUs(next - at, timescale) };
  }
}
