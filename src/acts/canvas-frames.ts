import type { Composer } from '../compose/composer.ts';
import { i420Layout } from '../core/i420.ts';
import type { I420Image } from '../core/i420.ts';
import type { FramePlan } from '../documents/edit.ts';

type Planes = Uint8Array<ArrayBuffer>;

/**
 * Composes the frames of one output in their order, several under way at once where the composer takes them, and hands each frame whose places are
 * held the canvas before. Keeps the buffers of canvases that were given back.
 */
export class CanvasFrames {
  readonly #composer: Composer;
  readonly #free: Planes[] = [];
  /** Settles when the newest frame has been handed to the composer: mosaics and cuts depend on the order. */
  #handedOver: Promise<unknown> = Promise.resolve();
  /** What the newest frame kept for the one after it. */
  #kept: Promise<I420Image | null> = Promise.resolve(null);

  constructor(composer: Composer) {
    this.#composer = composer;
  }

  /**
   * The picture of a plan: the given one, changed, or a canvas. `keeps`: the next frame holds places of it. `begins`: nothing that came before
   * belongs to it. Throws as the composer does.
   */
  compose(image: I420Image, plan: FramePlan, { keeps, begins }: { readonly keeps: boolean; readonly begins: boolean }): Promise<I420Image> {
    const { canvas } = plan;
    const before = this.#kept;
    const holds = canvas !== undefined && canvas.held.length > 0 && !plan.hideWhole && !begins;
    const { byteLength } = canvas === undefined ? { byteLength: 0 } : i420Layout(canvas.widthPx, canvas.heightPx);
    const keep = keeps && canvas !== undefined && !plan.hideWhole ? this.buffer(byteLength) : null;
    // What waits for the canvas before makes all that come after it wait, too.
    const handed = this.#handedOver.then(async () => {
      const kept = holds ? await before : null;
      if (begins) this.#composer.reset();
      if (canvas === undefined) return { made: image, kept, composing: this.#composer.compose(image, plan) };
      const out = this.buffer(byteLength);
      const sameColors = kept !== null && kept.color.matrix === image.color.matrix && kept.color.fullRange === image.color.fullRange;
      const target = { out, before: sameColors ? kept.data : null, keep };
      const made: I420Image = { widthPx: canvas.widthPx, heightPx: canvas.heightPx, data: out, color: image.color };
      return { made, kept, composing: this.#composer.compose(image, plan, target) };
    });
    const composed = handed.then(async ({ made, kept, composing }) => {
      await composing;
      if (kept !== null) this.giveBack(kept.data);
      return made;
    });
    this.#handedOver = handed.catch(() => undefined); // whoever asked hears of it
    this.#kept = composed.then((made) => (keep === null ? null : { ...made, data: keep }), () => null);
    return composed;
  }

  /** Planes of a canvas that is of no more use. */
  giveBack(data: Planes): void {
    this.#free.push(data);
  }

  /** Planes with anything in them. */
  buffer(byteLength: number): Planes {
    return this.#free.pop() ?? new Uint8Array(byteLength);
  }
}
