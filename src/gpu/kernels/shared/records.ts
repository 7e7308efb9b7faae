/** Records of equal length followed by the tables that they point to, as one buffer of ints. */
export class RecordsWithTables {
  readonly #records: number[] = [];
  readonly #tables: Int32Array[] = [];
  #length: number;

  /** `headInts` is what all records and what lies before them take. */
  constructor(headInts: number) {
    this.#length = headInts;
  }

  /** Adds the next ints of the records. */
  record(...ints: readonly number[]): void {
    this.#records.push(...ints);
  }

  /** Adds a table; returns where it begins. */
  table(ints: Int32Array): number {
    const at = this.#length;
    this.#tables.push(ints);
    this.#length += ints.length;
    return at;
  }

  /** Everything in one piece. */
  get ints(): Int32Array<ArrayBuffer> {
    const all = new Int32Array(this.#length);
    all.set(this.#records);
    let at = this.#length - this.#tables.reduce((sum, { length }) => sum + length, 0);
    for (const table of this.#tables) {
      all.set(table, at);
      at += table.length;
    }
    return all;
  }
}
