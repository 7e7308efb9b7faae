import type { Making, MakingKind } from '../../documents/making.ts';
import type { JobOptions, SourceSummary } from '../../rpc/job-types.ts';
import type { LanguageCode } from './language.svelte.ts';
import { makingOptions, newMaking } from './making.ts';

/** What is to be made of one video: a list that begins with the video as it is. */
export class Studio {
  #makings: readonly Making[] = $state.raw([newMaking(0, 'whole')]);
  #shownId: number = $state(0);
  #nextId = 1;

  get makings(): readonly Making[] {
    return this.#makings;
  }
  get wanted(): readonly Making[] {
    return this.#makings.filter(({ wanted }) => wanted);
  }
  /** What the player shows the plan of. */
  get shown(): Making {
    return this.#makings.find(({ id }) => id === this.#shownId) ?? (this.#makings[0] as Making);
  }

  add(kind: MakingKind, words?: LanguageCode): void {
    const making = newMaking(this.#nextId++, kind, words);
    this.#makings = [...this.#makings, making];
    this.#shownId = making.id;
  }

  change(id: number, choices: Partial<Making>): void {
    this.#makings = this.#makings.map((making) => (making.id === id ? { ...making, ...choices } : making));
  }

  remove(id: number): void {
    this.#makings = this.#makings.filter((making) => making.id !== id);
  }

  /** The list of before; an empty one is that of the beginning. */
  restore(makings: readonly Making[]): void {
    this.#makings = makings.length === 0 ? [newMaking(0, 'whole')] : makings;
    this.#nextId = 1 + Math.max(...this.#makings.map(({ id }) => id));
    this.#shownId = (this.#makings[0] as Making).id;
  }

  /** Others were found than those that were chosen here: what is about somebody is about nobody now, and not made before the user looked at it. Whether there was any. */
  forgetPeople(): boolean {
    const named = this.#makings.filter(({ people }) => people.length > 0);
    for (const { id } of named) this.change(id, { people: [], wanted: false });
    return named.length > 0;
  }

  show(id: number): void {
    this.#shownId = id;
  }

  /** One job for each that is wanted, of the same analysis. */
  jobs(base: JobOptions, source: Pick<SourceSummary, 'widthPx' | 'heightPx'>): readonly JobOptions[] {
    return this.wanted.map((making) => makingOptions(base, making, source));
  }
}
