import type { Composer } from '../compose/composer.ts';
import { blackOut } from '../compose/cpu/neutral.ts';
import { AppError } from '../core/errors.ts';
import { i420Layout } from '../core/i420.ts';
import type { I420Image, PictureColor } from '../core/i420.ts';
import { Owned } from '../core/owned.ts';
import { mapOrdered } from '../core/stage.ts';
import { ticksToUs } from '../core/time.ts';
import type { Edit, FramePlan } from '../documents/edit.ts';
import type { MissingPolicy } from '../documents/missing.ts';
import { guessColor } from '../media/color-codes.ts';
import type { ComposedPicture } from '../media/encode-frames.ts';
import type { Movie } from '../media/movie.ts';
import { FramePlanner } from '../plan/frame-plan.ts';
import { CanvasFrames } from './canvas-frames.ts';
import { lumaDigest } from './digest.ts';
import { fillMissing } from './missing-frames.ts';
import type { Made, MaybeMade } from './missing-frames.ts';
import { drawTexts } from './draw-texts.ts';
import { outputTimes } from './output-times.ts';
import type { OutputTimes } from './output-times.ts';
import type { SourceFeed } from './shared-decode.ts';
import { WideFrames } from './wide-frames.ts';

export interface ComposeDeps {
  readonly movie: Movie;
  readonly edit: Edit;
  /** Of the video's geometry; borrowed. */
  readonly composer: Composer;
  /** What stands in for frames that could not be decoded; absent: they are hidden whole. */
  readonly missing?: MissingPolicy;
  /** Memory is short: one frame after the other is composed. Absent: as many at once as the composer takes. */
  readonly frugal?: boolean;
  /** May look at a composed picture before it is encoded (live preview); borrowed. */
  readonly onComposed?: ((frame: number, image: I420Image) => void) | undefined;
}

/** A source picture on its way to the composer, which alone lets it go on; null where another stands in for it afterwards. */
interface Planned {
  readonly index: number;
  readonly plan: FramePlan;
  readonly begins: boolean;
  readonly image: I420Image | null;
  readonly black: boolean;
}
type ToCompose = Pick<Planned, 'plan' | 'image' | 'black'>;

/**
 * Composes the frames of an output in their order, as many at once as the composer takes: while one is read back, the next goes up and one more is
 * decoded. Every picture it yields has passed the composer, or is made of such.
 */
export class ComposeStage {
  framesHiddenWhole = 0;
  framesUndecodable = 0;
  framesMadeUp = 0;
  readonly outputFrames: number;
  readonly #deps: ComposeDeps;
  readonly #missing: MissingPolicy;
  readonly #feed: SourceFeed;
  readonly #planner: FramePlanner;
  readonly #times: OutputTimes;
  readonly #canvases: CanvasFrames;
  readonly #wide: WideFrames;
  /** Pictures in between that are missing are of the same kind: the encoder is told of one. */
  #lastColor: PictureColor;
  /** The source frame that was planned last. */
  #lastFrame = -1;
  /** Digests of pictures that are still in the encoder. */
  readonly #digests = new Map<number, Uint8Array>();

  constructor(deps: ComposeDeps, feed: SourceFeed) {
    const { color, hdr, geometry } = deps.movie.video;
    this.#deps = deps;
    this.#missing = deps.missing ?? 'hide';
    this.#feed = feed;
    this.#planner = new FramePlanner(deps.edit, drawTexts());
    this.outputFrames = this.#planner.outputFrames;
    this.#times = outputTimes(deps.movie.video, deps.edit.cuts);
    this.#canvases = new CanvasFrames(deps.composer);
    this.#wide = new WideFrames(geometry);
    this.#lastColor = hdr === null ? (color ?? guessColor(geometry.storedHeightPx)) : { matrix: 'bt709', fullRange: false };
  }

  /** The digest of a picture that came out of `pictures`, once. */
  takeDigest(index: number): Uint8Array {
    const digest = this.#digests.get(index) as Uint8Array;
    this.#digests.delete(index);
    return digest;
  }

  async *pictures(): AsyncGenerator<Owned<ComposedPicture>, void, undefined> {
    for await (const { index, sourceFrame, begins, made } of this.#whole()) {
      this.#digests.set(index, lumaDigest(made));
      this.#deps.onComposed?.(sourceFrame, made);
      yield new Owned<ComposedPicture>({ index, ...this.#timeOf(index), begins, image: made }, () => this.#giveBack(made.data));
    }
  }

  #whole(): AsyncGenerator<Made, void, undefined> {
    const onFilled = (hidden: boolean): void => this.#count(hidden);
    const policy = this.#missing === 'blend' ? 'blend' : 'repeat'; // of the others nothing is missing by now
    return fillMissing(this.#composed(), { policy, remembers: fillsGaps(this.#missing), blank: () => this.#blank(), onFilled });
  }

  /** In order; null where a gap is filled afterwards. */
  async *#composed(): AsyncGenerator<MaybeMade, void, undefined> {
    const compose = async ({ index, plan, begins, image, black }: Planned): Promise<MaybeMade> => {
      const at = { index, sourceFrame: plan.sourceFrame, begins };
      if (image === null) return { ...at, made: null };
      const made = await this.#canvases.compose(image, plan, { begins, keeps: this.#planner.nextHolds(index) });
      if (plan.canvas !== undefined) this.#feed.giveBack(image.data);
      if (black) blackOut(made);
      return { ...at, made };
    };
    const discard = ({ made }: MaybeMade): void => {
      if (made !== null) this.#giveBack(made.data);
    };
    const { composer, frugal = false } = this.#deps;
    yield* mapOrdered(this.#planned(), frugal ? 1 : composer.framesAtOnce, compose, discard);
  }

  async *#planned(): AsyncGenerator<Planned, void, undefined> {
    let index = 0;
    for await (const { frame, image } of this.#feed.pictures()) {
      const plan = this.#planner.at(index);
      // The masks of one frame over the picture of another would show whom they hide.
      if (plan.sourceFrame !== frame) throw new AppError('internal/bug', { reason: 'another frame than was planned', frame, planned: plan.sourceFrame });
      // Past a cut, nothing of the frames before it may be in the picture.
      const begins = frame !== this.#lastFrame + 1;
      this.#lastFrame = frame;
      if (begins) this.#wide.forget();
      yield { index, begins, ...(image === null ? this.#standIn(plan) : this.#decoded(plan, image)) };
      index += 1;
    }
  }

  #decoded(plan: FramePlan, image: I420Image): ToCompose {
    this.#lastColor = image.color;
    if (plan.hideWhole) this.framesHiddenWhole += 1;
    if (this.#missing === 'wide') this.#wide.remember(plan, image);
    return { plan, image, black: false };
  }

  /** What is shown for a frame that could not be decoded. */
  #standIn(plan: FramePlan): ToCompose {
    const { movie } = this.#deps;
    this.framesUndecodable += 1;
    if (fillsGaps(this.#missing)) return { plan, image: null, black: false };
    const data = this.#feed.buffer();
    const { storedWidthPx: widthPx, storedHeightPx: heightPx } = movie.video.geometry;
    const hidden = { plan: { ...plan, hideWhole: true }, image: { widthPx, heightPx, data: data.fill(0), color: this.#lastColor } };
    const shown = this.#wide.standIn(plan, data) ?? hidden;
    const black = this.#missing === 'black';
    this.#count(shown.plan.hideWhole && !black);
    return { ...shown, black };
  }

  #count(hidden: boolean): void {
    if (hidden) this.framesHiddenWhole += 1;
    else this.framesMadeUp += 1;
  }

  /** A picture of the output's size, with anything in it. */
  #blank(): I420Image {
    const { movie, edit } = this.#deps;
    const { storedWidthPx, storedHeightPx } = movie.video.geometry;
    const { widthPx, heightPx } = edit.canvas ?? { widthPx: storedWidthPx, heightPx: storedHeightPx };
    const data = edit.canvas === null ? this.#feed.buffer() : this.#canvases.buffer(i420Layout(widthPx, heightPx).byteLength);
    return { widthPx, heightPx, data, color: this.#lastColor };
  }

  #giveBack(data: Uint8Array<ArrayBuffer>): void {
    (this.#deps.edit.canvas === null ? this.#feed : this.#canvases).giveBack(data);
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

/** Whether missing pictures are made of those around them once these are composed. */
function fillsGaps(missing: MissingPolicy): boolean {
  return missing === 'repeat' || missing === 'blend';
}
