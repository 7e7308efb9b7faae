import { nextMaskId } from '../../documents/corrections.ts';
import type { DrawMask, DrawnShape } from '../../documents/corrections.ts';
import { latestDraw, newMask, placeAt, spanning, withKeyframe } from './mask-shapes.ts';
import type { MaskPlace } from './mask-shapes.ts';
import type { ReviewRoom } from './review-room.svelte.ts';

/** A mask made without a pointer is this part of the picture, in its middle. */
const startPart = 0.25;

/** Drawing by hand in the review room: the tool, what is being drawn, and the changes of masks, each one step that can be undone. */
export class Drawing {
  readonly #room: ReviewRoom;
  /** The tool in the hand; undefined while nothing is to be drawn. */
  tool: DrawnShape | undefined = $state();
  /** What the hand is making or changing, not yet let go; `mask` 0 is a new one. */
  draft: { readonly mask: number; readonly place: MaskPlace } | undefined = $state.raw();

  constructor(room: ReviewRoom) {
    this.#room = room;
  }

  take(tool: DrawnShape): void {
    this.tool = this.tool === tool ? undefined : tool;
    this.draft = undefined;
    if (this.tool !== undefined) this.#room.player.pause();
  }

  cancel(): void {
    this.tool = undefined;
    this.draft = undefined;
  }

  /** Puts a box or ellipse in the middle of the picture, for those who draw without a pointer; a polygon begins as a diamond. */
  addInMiddle(): void {
    const size = this.#room.item.source;
    if (this.tool === undefined || size === undefined) return;
    const { widthPx, heightPx } = size;
    const [halfX, halfY] = [(widthPx * startPart) / 2, (heightPx * startPart) / 2];
    const [x, y] = [widthPx / 2, heightPx / 2];
    const place: MaskPlace =
      this.tool === 'polygon'
        ? { shape: 'polygon', points: [x, y - halfY, x + halfX, y, x, y + halfY, x - halfX, y] }
        : { shape: this.tool, box: spanning(x - halfX, y - halfY, x + halfX, y + halfY) };
    this.draft = { mask: 0, place };
    this.settle();
  }

  /** What is in the hand becomes a mask, or a keyframe of one. */
  settle(): void {
    const draft = this.draft;
    this.draft = undefined;
    if (draft === undefined) return;
    const { item, player } = this.#room;
    if (draft.mask === 0) {
      const mask = nextMaskId(item.work.corrections);
      this.tool = undefined;
      item.work.correct(newMask(mask, draft.place, player.frame, player.last));
      this.#room.chooseMask(mask);
    } else this.#change(draft.mask, (draw) => withKeyframe(draw, player.frame, draft.place));
  }

  /** Moves or resizes a mask on this frame by the keyboard; presses in a row are one step. */
  nudge(mask: number, change: (place: MaskPlace) => MaskPlace): void {
    const { model, player, item } = this.#room;
    const known = model?.masks.find((each) => each.mask === mask);
    const place = known === undefined ? undefined : placeAt(known, player.frame);
    const draw = latestDraw(item.work.corrections, mask);
    if (place === undefined || draw === undefined) return;
    item.work.correctWhileDragging(`nudge ${mask} ${player.frame}`, withKeyframe(draw, player.frame, change(place)));
  }

  /** The mask begins or ends on this frame. */
  limit(mask: number, edge: 'firstFrame' | 'lastFrame', frame: number): void {
    this.#change(mask, (draw) => ({ ...draw, [edge]: frame }));
  }

  /** Undefined: the fill of the settings. */
  fill(mask: number, fill: DrawMask['fill']): void {
    this.#change(mask, ({ fill: _, ...draw }) => ({ ...draw, ...(fill === undefined ? {} : { fill }) }));
  }

  label(mask: number, label: string): void {
    this.#change(mask, ({ label: _, ...draw }) => ({ ...draw, ...(label.trim() === '' ? {} : { label: label.trim() }) }));
  }

  remove(mask: number): void {
    this.#room.item.work.correct({ kind: 'delete-mask', mask });
  }

  #change(mask: number, change: (draw: DrawMask) => DrawMask): void {
    const draw = latestDraw(this.#room.item.work.corrections, mask);
    if (draw !== undefined) this.#room.item.work.correct(change(draw));
  }
}
