import { trackOfMask } from '../../documents/corrections.ts';
import type { PersonDecision } from '../../documents/corrections.ts';
import { Drawing } from './drawing.svelte.ts';
import { toAppError } from '../../core/errors.ts';
import type { AppError } from '../../core/errors.ts';
import type { JobOptions } from '../../rpc/job-types.ts';
import type { ReviewModel, ReviewPerson } from '../../rpc/review-types.ts';
import { Elsewhere } from './elsewhere.svelte.ts';
import { FaceThumbs } from './face-thumbs.svelte.ts';
import { Following } from './following.svelte.ts';
import { takenOver } from './offers.ts';
import { Player } from './player.svelte.ts';
import { WorthALook } from './worth-a-look.svelte.ts';
import { readStored, writeStored } from './stored.ts';
import type { VideoItem } from './video-item.svelte.ts';

/** Looking through one analysed video: what is listed, where one is, who is chosen. Made per analysis; `close` lets go of its pictures. */
export class ReviewRoom {
  readonly item: VideoItem;
  readonly player: Player;
  readonly faces: FaceThumbs;
  readonly drawing: Drawing;
  readonly worthALook: WorthALook;
  readonly following: Following;
  readonly elsewhere: Elsewhere;
  #model: ReviewModel | undefined = $state.raw();
  #error: AppError | undefined = $state.raw();
  #chosenTrack = $state(-1);
  #refreshes = 0;

  constructor(item: VideoItem) {
    this.item = item;
    this.player = new Player({
      look: (request) => item.withJob((job) => job.look(request)),
      onNextPicture: (run) => void requestAnimationFrame(run),
    });
    this.drawing = new Drawing(this);
    this.worthALook = new WorthALook(this);
    this.following = new Following(this, (request, onProgress, signal) => item.withJob((job) => job.follow(request, onProgress, signal)));
    this.elsewhere = new Elsewhere(item);
    this.faces = new FaceThumbs((request) => item.withJob((job) => job.face(request)));
  }

  get #placeKey(): string {
    return `veil.place.${this.item.source?.fingerprint ?? ''}`;
  }

  get model(): ReviewModel | undefined {
    return this.#model;
  }
  /** The person whose card and lane are marked. */
  get chosen(): ReviewPerson | undefined {
    return this.#model?.people.find(({ tracks }) => tracks.includes(this.#chosenTrack));
  }
  get error(): AppError | undefined {
    return this.#error ?? this.player.error;
  }

  /** The lists and the masks of these options; only the newest call counts. */
  async refresh(options: JobOptions): Promise<void> {
    const mine = (this.#refreshes += 1);
    try {
      const [model] = await this.item.withJob((job) => Promise.all([job.review(options), job.use(options)]));
      if (mine !== this.#refreshes) return;
      this.#error = undefined;
      const isFirst = this.#model === undefined;
      this.#model = model;
      this.player.load(model.timesS, model.firstFrame, model.lastFrame);
      if (isFirst) this.player.seek(Number(readStored(this.#placeKey) ?? model.firstFrame));
      else this.player.refresh();
    } catch (thrown) {
      const error = toAppError(thrown);
      if (mine === this.#refreshes && error.code !== 'job/cancelled') this.#error = error;
    }
  }

  /** Whoever has this track; undefined for nobody. */
  chooseTrack(track: number | undefined): void {
    this.#chosenTrack = track ?? -1;
  }

  /** What was drawn by hand. */
  chooseMask(mask: number): void {
    this.#chosenTrack = trackOfMask(mask);
  }

  choose(person: ReviewPerson | undefined): void {
    this.#chosenTrack = person?.id ?? -1;
  }

  /** The next person of the list, or the one before. */
  chooseNext(step: 1 | -1): void {
    const people = this.#model?.people ?? [];
    const now = this.chosen === undefined ? (step > 0 ? -1 : people.length) : people.indexOf(this.chosen);
    this.choose(people[Math.min(people.length - 1, Math.max(0, now + step))]);
  }

  /** Shows who is hidden, hides who can be seen. */
  decide({ id, hidden }: ReviewPerson): void {
    this.item.work.correct({ kind: 'decide', track: id, decision: hidden ? 'show' : 'hide' });
  }

  /** One step for everybody of whom recognition is sure; to show those who are unsure takes a decision on each. */
  decideAll(decision: PersonDecision): void {
    const people = (this.#model?.people ?? []).filter(({ sure, mask, hidden }) => mask === undefined && (decision === 'show' ? sure && hidden : !hidden));
    const [first, ...others] = people.map(({ id }) => ({ kind: 'decide', track: id, decision }) as const);
    if (first !== undefined) this.item.work.correct(first, ...others);
  }

  /** What another video says of whoever is chosen: the first that would change something. */
  takeOver(): void {
    const person = this.chosen;
    const offer = person === undefined ? undefined : this.elsewhere.of(person).find((each) => takenOver(person, each).length > 0);
    if (person !== undefined && offer !== undefined) this.elsewhere.takeOver(person, offer);
  }

  /** An empty name takes the name away. */
  name(track: number, name: string): void {
    this.item.work.correct({ kind: 'name', track, name });
  }

  merge(track: number, other: number): void {
    this.item.work.correct({ kind: 'merge', tracks: [track, other] });
  }

  split(track: number): void {
    this.item.work.correct({ kind: 'split', tracks: [track] });
  }

  deleteTrack(track: number): void {
    this.item.work.correct({ kind: 'delete-track', track });
  }

  shorten(track: number, firstFrame: number, lastFrame: number): void {
    this.item.work.correct({ kind: 'shorten-track', track, firstFrame, lastFrame });
  }

  /** Where one is, for the next time: after a reload or a render one is there again. */
  rememberPlace(): void {
    if (this.#model !== undefined) writeStored(this.#placeKey, String(this.player.frame));
  }

  close(): void {
    this.#refreshes += 1;
    this.following.close();
    this.player.close();
    this.faces.close();
  }
}
