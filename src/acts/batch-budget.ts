/** What a batch of looks takes at first: all looks of a 4K picture in `thorough`, about. */
const bytesAtFirst = 256 * 2 ** 20;
/** Below this looks go one by one anyway, and halving gains nothing. */
const bytesMin = 2 ** 20;
/** Pictures without trouble after which more is tried again. */
const picturesToGrow = 200;

/** How much is tried at once on a GPU: half as much when memory ran out, twice as much after a while without trouble, never more than at first. */
export class BatchBudget {
  #bytes = bytesAtFirst;
  #well = 0;

  get bytes(): number {
    return this.#bytes;
  }

  /** Halves; false when that cannot help any more. */
  halve(): boolean {
    this.#well = 0;
    if (this.#bytes <= bytesMin) return false;
    this.#bytes /= 2;
    return true;
  }

  /** A picture went well. */
  went(): void {
    this.#well += 1;
    if (this.#well < picturesToGrow) return;
    this.#well = 0;
    this.#bytes = Math.min(bytesAtFirst, 2 * this.#bytes);
  }
}
