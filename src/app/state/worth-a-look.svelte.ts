import type { Correction, ReviewVerdict } from '../../documents/corrections.ts';
import type { ReviewedItem } from '../../documents/risks.ts';
import { fixOf } from './fix-risk.ts';
import type { ReviewRoom } from './review-room.svelte.ts';
import { readStored, writeStored } from './stored.ts';

const nameKey = 'veil.reviewer';

/** Going through the riskiest moments: which one is looked at, and the user's word on each, one step that can be undone. */
export class WorthALook {
  readonly #room: ReviewRoom;
  #key: string | undefined = $state();
  #by: string = $state(readStored(nameKey) ?? '');

  constructor(room: ReviewRoom) {
    this.#room = room;
  }

  get items(): readonly ReviewedItem[] {
    return this.#room.model?.queue.items ?? [];
  }
  get open(): number {
    return this.#room.model?.queue.open ?? 0;
  }
  /** The moment that is looked at; undefined while none is. */
  get item(): ReviewedItem | undefined {
    return this.items.find(({ key }) => key === this.#key);
  }
  /** Who looks, as the report will name them; empty for nobody in particular. */
  get by(): string {
    return this.#by;
  }

  sign(name: string): void {
    this.#by = name.trim();
    writeStored(nameKey, this.#by);
  }

  /** Goes to a moment and marks whom it is about. */
  go(item: ReviewedItem | undefined): void {
    this.#key = item?.key;
    if (item === undefined) return;
    this.#room.chooseTrack(item.track);
    this.#room.player.seek(item.frame);
  }

  /** The next moment without a word on it, after the one that is looked at; round to the first. */
  next(): void {
    const at = this.items.findIndex(({ key }) => key === this.#key);
    const inTurn = [...this.items.slice(at + 1), ...this.items.slice(0, at + 1)];
    this.go(inTurn.find(({ key, verdict }) => verdict === undefined && key !== this.#key));
  }

  leave(): void {
    this.#key = undefined;
  }

  /** All is well here; or it is left to others, which the report says. */
  say(verdict: 'accepted' | 'skipped'): void {
    const { item } = this;
    if (item !== undefined) this.#settle(item, verdict, []);
  }

  canFix(item: ReviewedItem): boolean {
    return this.#fix(item) !== undefined;
  }

  /** Mends the moment; a mask that was put there stays in the hand, to be moved. */
  fix(): void {
    const { item } = this;
    const fix = item === undefined ? undefined : this.#fix(item);
    if (item === undefined || fix === undefined) return;
    this.#settle(item, 'fixed', [fix], fix.kind !== 'draw');
    if (fix.kind === 'draw') this.#room.chooseMask(fix.mask);
  }

  hideWhole(): void {
    const { item } = this;
    if (item === undefined) return;
    this.#settle(item, 'hidden-whole', [{ kind: 'hide-frames-whole', firstFrame: item.firstFrame, lastFrame: item.lastFrame }]);
  }

  #fix(item: ReviewedItem): Correction | undefined {
    const { model, item: video } = this.#room;
    if (model === undefined) return undefined;
    return fixOf(item, { firstFrame: model.firstFrame, lastFrame: model.lastFrame, frameRate: video.source?.frameRate ?? 1, corrections: video.work.corrections });
  }

  #settle({ key }: ReviewedItem, verdict: ReviewVerdict, corrections: readonly Correction[], goesOn = true): void {
    const said: Correction = { kind: 'review', item: key, verdict, ...(this.#by === '' ? {} : { by: this.#by }) };
    this.#room.item.work.correct(said, ...corrections);
    if (goesOn) this.next();
  }
}
