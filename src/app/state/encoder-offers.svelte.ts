import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { EncoderOffer, EncodingProfile } from '../../core/encoding.ts';
import type { VideoItem } from './video-item.svelte.ts';

/** What this browser really encodes of each video's size, by profile; tried once each, when it is wanted. */
export class EncoderOffers {
  readonly #known = new SvelteMap<string, readonly EncoderOffer[]>();
  readonly #asked = new SvelteSet<string>();

  /** Undefined until it has been tried. */
  of(item: VideoItem, profile: EncodingProfile): readonly EncoderOffer[] | undefined {
    return this.#known.get(keyOf(item, profile));
  }

  /** Has it tried; asked again it does nothing. What cannot be tried stays unknown: the job itself will say. */
  async want(item: VideoItem, profile: EncodingProfile): Promise<void> {
    const key = keyOf(item, profile);
    if (this.#asked.has(key)) return;
    this.#asked.add(key);
    const offers = await item.withJob((job) => job.encoders(profile)).catch(() => undefined);
    if (offers === undefined) this.#asked.delete(key);
    else this.#known.set(key, offers);
  }
}

function keyOf({ id }: VideoItem, profile: EncodingProfile): string {
  return `${id} ${profile}`;
}
