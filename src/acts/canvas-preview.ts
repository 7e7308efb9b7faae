import { canvasGeometry } from '../compose/cpu/canvas.ts';
import type { CpuComposer } from '../compose/cpu/composer.ts';
import type { FrameGeometry } from '../core/geometry.ts';
import { i420Layout } from '../core/i420.ts';
import type { I420Image } from '../core/i420.ts';
import { tileStates } from '../documents/edit.ts';
import type { CanvasEdit, Edit, FramePlan } from '../documents/edit.ts';
import type { DrawText, PlannedMark } from '../documents/marks.ts';
import type { CanvasPlan } from '../documents/tiles.ts';
import { canvasPlan, stateOf } from '../plan/canvas-plan.ts';
import { marksIn } from '../plan/frame-plan.ts';
import { lastShown } from '../plan/last-shown.ts';
import type { MarkView } from '../plan/marks/mark-view.ts';

/** A source frame to compose: its picture, which may be changed, and its plan, without a canvas; hidden whole where it cannot be decoded. */
export interface FrameToCompose {
  readonly image: I420Image;
  readonly plan: FramePlan;
}

/** What held places show: planes of a canvas that is of no meaning elsewhere. */
interface Held {
  readonly key: string;
  readonly planes: Uint8Array<ArrayBuffer> | null;
  readonly places: CanvasPlan['held'];
}

/**
 * Single frames of an edit's canvas, in any order. Where places are held, the frames that they show are brought for it and kept as long as the same
 * ones are needed: scrubbing within a hold costs nothing more. A frame that the render finds undecodable in the middle of a hold is not known here: the
 * render shows the background after it.
 */
export class CanvasPreview {
  readonly geometry: FrameGeometry;
  readonly #edit: Edit;
  readonly #canvas: CanvasEdit;
  readonly #draw: ((sourceFrame: number, view: MarkView) => PlannedMark[]) | undefined;
  #held: Held = { key: '', planes: null, places: [] };

  constructor(edit: Edit, canvas: CanvasEdit, drawText: DrawText) {
    this.#edit = edit;
    this.#canvas = canvas;
    this.#draw = marksIn(edit, drawText);
    this.geometry = canvasGeometry(canvas);
  }

  /** The canvas of a source frame; `bring` gives the frames that it takes, one after the other. Throws as that does. */
  async compose(composer: CpuComposer, frame: number, bring: (frame: number) => Promise<FrameToCompose>): Promise<{ readonly image: I420Image; readonly plan: FramePlan }> {
    const held = await this.#heldOn(frame, composer, bring);
    const { image, plan } = await bring(frame);
    return { image: this.#made(composer, { image, plan }, { ...canvasPlan(this.#canvas, frame, plan.hideWhole ? undefined : this.#draw), held: held.places }, held.planes), plan };
  }

  async #heldOn(frame: number, composer: CpuComposer, bring: (frame: number) => Promise<FrameToCompose>): Promise<Held> {
    const shown = this.#canvas.tiles.flatMap((tile, i) => {
      const from = stateOf(tile, frame) === tileStates.held ? lastShown(this.#edit, tile, frame) : null;
      return from === null ? [] : [{ tile, i, from }];
    });
    const key = shown.map(({ i, from }) => `${i}:${from}`).join();
    if (this.#held.key === key) return this.#held;
    let planes: Uint8Array<ArrayBuffer> | null = null;
    const places: CanvasPlan['held'][number][] = [];
    for (const { tile, from } of shown) {
      const there = await bring(from);
      if (there.plan.hideWhole) continue; // the render kept nothing of it either
      const canvas: CanvasPlan = { ...canvasPlan({ ...this.#canvas, tiles: [tile] }, from), held: [...places], marks: [] };
      planes = this.#made(composer, there, canvas, planes).data;
      places.push(tile.place);
    }
    return (this.#held = { key, planes, places });
  }

  /** Fills a place's view and what was held before, in planes of its own. */
  #made(composer: CpuComposer, { image, plan }: FrameToCompose, canvas: CanvasPlan, before: Uint8Array<ArrayBuffer> | null): I420Image {
    const { widthPx, heightPx } = canvas;
    const out = new Uint8Array(i420Layout(widthPx, heightPx).byteLength);
    composer.reset();
    composer.compose(image, { ...plan, canvas }, { out, before, keep: null });
    return { widthPx, heightPx, data: out, color: image.color };
  }
}
