import type { Corrections } from '../../documents/corrections.ts';
import type { ReviewPerson } from '../../rpc/review-types.ts';
import { offersFor, takenOver } from './offers.ts';
import type { Offer, SeenIn } from './offers.ts';
import type { VideoItem } from './video-item.svelte.ts';

/** Who of a video is in other videos of the queue, too, and what the user said of them there. Nothing is taken over but by `takeOver`. */
export class Elsewhere {
  readonly #item: VideoItem;
  #seen: readonly SeenIn[] = $state.raw([]);
  #asked = '';

  constructor(item: VideoItem) {
    this.#item = item;
  }

  /** Asks the workers anew when other videos were analysed, or who is who changed in any; only the newest answer counts. */
  async refresh(others: readonly VideoItem[]): Promise<void> {
    const key = JSON.stringify([whoIsWho(this.#item.work.corrections), others.map(({ id, work }) => [id, whoIsWho(work.corrections), words(work.corrections)])]);
    if (key === this.#asked) return;
    this.#asked = key;
    const seen = await seenIn(this.#item, others).catch(() => []); // whoever's worker is gone says so itself
    if (key === this.#asked) this.#seen = seen;
  }

  /** In which other videos somebody is. */
  of(person: ReviewPerson): Offer[] {
    return offersFor(person, this.#seen);
  }

  /** The user's words on somebody from another video become corrections of this one, in one step. */
  takeOver(person: ReviewPerson, offer: Offer): void {
    const [first, ...others] = takenOver(person, offer);
    if (first !== undefined) this.#item.work.correct(first, ...others);
  }
}

/** From worker to worker: what tells faces apart does not come to the page. A video whose worker does not tell is left out. */
async function seenIn(item: VideoItem, others: readonly VideoItem[]): Promise<SeenIn[]> {
  const told: { readonly file: string; readonly port: MessagePort }[] = [];
  for (const other of others) {
    const { port1, port2 } = new MessageChannel();
    const isTold = await other.withJob((job) => job.tellPeople(other.work.corrections, port1)).then(() => true, () => false);
    if (isTold) told.push({ file: other.file.name, port: port2 });
    else port2.close();
  }
  if (told.length === 0) return [];
  const seen = await item.withJob((job) => job.peopleElsewhere(item.work.corrections, told.map(({ port }) => port)));
  return seen.flatMap(({ video, ...each }) => {
    const file = told[video]?.file;
    return file === undefined ? [] : [{ ...each, file }];
  });
}

/** What changes which tracks are whose. */
function whoIsWho(corrections: Corrections): Corrections {
  return corrections.filter(({ kind }) => ['merge', 'split', 'delete-track', 'shorten-track'].includes(kind));
}

function words(corrections: Corrections): Corrections {
  return corrections.filter(({ kind }) => kind === 'name' || kind === 'decide');
}
