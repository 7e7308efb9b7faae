import { i420Layout } from '../core/i420.ts';
import type { I420Image, PictureColor } from '../core/i420.ts';
import { Owned } from '../core/owned.ts';
import { mapOrdered } from '../core/stage.ts';
import { ticksToUs } from '../core/time.ts';
import type { FramePlan } from '../documents/edit.ts';
import { guessColor } from '../media/color-codes.ts';
import type { ComposedPicture } from '../media/encode-frames.ts';
import { PictureCopier } from '../media/picture-copier.ts';
import type { FramePlanner } from '../plan/frame-plan.ts';
import { decodeCuts } from './decode-cuts.ts';
import { lumaDigest } from './digest.ts';
import { outputTimes } from './output-times.ts';
import type { OutputTimes } from './output-times.ts';
import type { RenderDeps } from './render.ts';

/** A decoded picture on its way to the composer, which alone lets it go on. */
interface Copied {
  readonly index: number;
  readonly plan: FramePlan;
  readonly image: I420Image;
}

/**
 * Decodes and composes the frames of an edit in output order, as many at once as the composer takes: while one is read back, the next goes
 * up and one more is decoded. Every picture it yields has passed the composer.
 */
export class ComposeStage {
  framesHiddenWhole = 0;
  framesUndecodable = 0;
  readonly #deps: RenderDeps;
  readonly #planner: FramePlanner;
  readonly #times: OutputTimes;
  /** The source frame that the composer was given last. */
  #lastFrame = -1;
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
    this.#times = outputTimes(deps.movie.video, deps.edit.cuts);
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
    const { composer, onComposed } = this.#deps;
    const free = ({ image }: Copied): void => void this.#free.push(image.data);
    const compose = async (copied: Copied): Promise<Copied> => {
      // Past a cut, nothing of the frames before it may be in the picture.
      if (copied.plan.sourceFrame !== this.#lastFrame + 1) composer.reset();
      this.#lastFrame = copied.plan.sourceFrame;
      await composer.compose(copied.image, copied.plan);
      return copied;
    };
    for await (const copied of mapOrdered(this.#copies(), composer.framesAtOnce, compose, free)) {
      const { index, plan, image } = copied;
      this.#digests.set(index, lumaDigest(image));
      onComposed?.(plan.sourceFrame, image);
      yield new Owned({ index, ...this.#timeOf(index), image }, () => free(copied));
    }
  }

  /** Decoded pictures as planes, one after the other, each with what is to be done to it. The decoder gets its picture back at once. */
  async *#copies(): AsyncGenerator<Copied, void, undefined> {
    const { movie, edit, gate, signal } = this.#deps;
    let index = 0;
    for await (const decoded of decodeCuts(movie, edit.cuts, signal)) {
      using held = decoded;
      await gate.passed(signal);
      const { picture } = held.value;
      const plan = this.#planner.at(index);
      const image = await this.#copy(picture);
      const hideWhole = plan.hideWhole || picture === null;
      if (hideWhole) this.framesHiddenWhole += 1;
      held.close();
      yield { index, plan: { ...plan, hideWhole }, image };
      index += 1;
    }
  }

  async #copy(picture: VideoFrame | null): Promise<I420Image> {
    const { storedWidthPx, storedHeightPx } = this.#deps.movie.video.geometry;
    const buffer = this.#free.pop() ?? new Uint8Array(i420Layout(storedWidthPx, storedHeightPx).byteLength);
    if (picture === null) {
      this.framesUndecodable += 1;
      return { widthPx: storedWidthPx, heightPx: storedHeightPx, data: buffer.fill(0), color: this.#lastColor };
    }
    const image = await this.#copier.copy(picture, buffer);
    this.#lastColor = image.color;
    return image;
  }

  /** Relative to the first frame of the output. */
  #timeOf(index: number): { timestampUs: number; durationUs: number } {
    const { timescale } = this.#deps.movie.video;
    const { ticks, lastDurationTicks } = this.#times;
    const at = ticks[index] as number;
    const next = ticks[index + 1] ?? at + lastDurationTicks;
    return { timestampUs: ticksToUs(at - (ticks[0] as number), timescale), durationUs: ticksToUs(next - at, timescale) };
  }
}
