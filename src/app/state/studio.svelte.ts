import type { JobOptions, SourceSummary } from '../../rpc/job-types.ts';
import type { LanguageCode } from './language.svelte.ts';
import { makingOptions, newMaking } from './making.ts';
import type { Making, MakingKind } from './making.ts';

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

  show(id: number): void {
    this.#shownId = id;
  }

  /** One job for each that is wanted, of the same analysis. */
  jobs(base: JobOptions, source: Pick<SourceSummary, 'widthPx' | 'heightPx'>): readonly JobOptions[] {
    return this.wanted.map((making) => makingOptions(base, making, source));
  }
}
