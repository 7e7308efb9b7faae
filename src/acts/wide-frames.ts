import type { I420Image } from '../core/i420.ts';
import type { FrameGeometry } from '../core/geometry.ts';
import type { FramePlan } from '../documents/edit.ts';

/** Stand-ins for frames that could not be decoded: the whole of the last one that was, with its own masks, whatever the layout shows of it. */
export class WideFrames {
  readonly #geometry: FrameGeometry;
  #last: { readonly plan: FramePlan; readonly image: I420Image } | undefined;

  constructor(geometry: FrameGeometry) {
    this.#geometry = geometry;
  }

  /** Keeps a copy: composing changes the picture. */
  remember(plan: FramePlan, image: I420Image): void {
    const data = this.#last?.image.data ?? new Uint8Array(image.data.length);
    data.set(image.data);
    this.#last = { plan, image: { ...image, data } };
  }

  /** Nothing before a cut is shown after it. */
  forget(): void {
    this.#last = undefined;
  }

  /** A plan and a picture in place of what is missing, in the given planes; undefined when nothing came before. */
  standIn({ sourceFrame, canvas }: FramePlan, data: Uint8Array<ArrayBuffer>): { readonly plan: FramePlan; readonly image: I420Image } | undefined {
    if (this.#last === undefined) return undefined;
    const { plan, image } = this.#last;
    data.set(image.data);
    const { widthPx, heightPx } = this.#geometry;
    const whole = { x: 0, y: 0, width: widthPx, height: heightPx };
    const wide =
      canvas === undefined
        ? {}
        : { canvas: { ...canvas, held: [], marks: [], tiles: [{ view: whole, place: { x: 0, y: 0, width: canvas.widthPx, height: canvas.heightPx }, fit: 'contain' as const }] } };
    return { plan: { ...plan, sourceFrame, ...wide }, image: { ...image, data } };
  }
}
