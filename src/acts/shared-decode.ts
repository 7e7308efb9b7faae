import { Channel } from '../core/channel.ts';
import type { Gate } from '../core/gate.ts';
import { i420Layout } from '../core/i420.ts';
import type { I420Image } from '../core/i420.ts';
import type { FrameRange } from '../documents/analysis.ts';
import type { Movie } from '../media/movie.ts';
import { PictureCopier } from '../media/picture-copier.ts';
import { decodeCuts } from './decode-cuts.ts';

/** A source frame on its way to one output; null when it could not be decoded. Its planes are that output's own, until it gives them back. */
export interface SourcePicture {
  readonly frame: number;
  readonly image: I420Image | null;
}

/** The frames of one output's cuts, in order. `close` when no more are wanted: else the others wait for it without end. */
export interface SourceFeed {
  pictures(): AsyncGenerator<SourcePicture, void, undefined>;
  /** Planes of the source's size, with anything in them. */
  buffer(): Uint8Array<ArrayBuffer>;
  /** Planes that will serve again. */
  giveBack(data: Uint8Array<ArrayBuffer>): void;
  /** Pictures so far that had another size than the track. */
  readonly framesResized: number;
  close(): void;
}

/** Pictures that wait for an output while others catch up: one at work and one ready. */
const waitingMax = 2;
const waitingMaxFrugal = 1;

interface SharedDecodeDeps {
  readonly movie: Movie;
  readonly gate: Gate;
  readonly signal: AbortSignal;
  /** Fewer pictures wait: memory is short. */
  readonly frugal: boolean;
}

/**
 * Decodes each frame once for all outputs that show it, at the pace of the slowest. The cuts of several outputs must ascend; those of a single one may
 * come in any order.
 */
export class SharedDecode {
  readonly feeds: readonly SourceFeed[];
  readonly #deps: SharedDecodeDeps;
  readonly #own: readonly Feed[];
  readonly #cuts: readonly FrameRange[];

  constructor(deps: SharedDecodeDeps, cuts: readonly (readonly FrameRange[])[]) {
    this.#deps = deps;
    this.#own = cuts.map((each) => new Feed(each, deps.movie, deps.frugal ? waitingMaxFrugal : waitingMax));
    this.feeds = this.#own;
    this.#cuts = cuts.length === 1 ? (cuts[0] as readonly FrameRange[]) : joined(cuts.flat());
  }

  /** Decodes until all have what they want, or nobody listens any more. Never rejects: what goes wrong surfaces at the feeds. */
  async run(): Promise<void> {
    const { movie, gate, signal } = this.#deps;
    const copier = new PictureCopier(movie.video);
    try {
      for await (const decoded of decodeCuts(movie, this.#cuts, signal)) {
        using held = decoded;
        await gate.passed(signal);
        const { frame, picture } = held.value;
        const wanting = this.#own.filter((feed) => feed.wants(frame));
        const resizedBefore = copier.framesResized;
        let first: I420Image | null = null;
        // All have their own planes before any may change its.
        const items: [Feed, SourcePicture][] = [];
        for (const feed of wanting) {
          const image: I420Image | null = picture === null ? null : first === null ? await copier.copy(picture, feed.buffer()) : copyOf(first, feed.buffer());
          first ??= image;
          items.push([feed, { frame, image }]);
        }
        held.close();
        for (const [feed, item] of items) {
          feed.framesResized += copier.framesResized - resizedBefore;
          await feed.channel.send(item, signal);
        }
        if (this.#own.every(({ channel }) => channel.abandoned)) break;
      }
      for (const { channel } of this.#own) channel.end();
    } catch (error) {
      for (const { channel } of this.#own) channel.fail(error);
    }
  }
}

class Feed implements SourceFeed {
  readonly channel: Channel<SourcePicture>;
  framesResized = 0;
  readonly #cuts: readonly FrameRange[];
  readonly #byteLength: number;
  readonly #free: Uint8Array<ArrayBuffer>[] = [];

  constructor(cuts: readonly FrameRange[], { video: { geometry } }: Movie, waiting: number) {
    this.channel = new Channel<SourcePicture>(waiting);
    this.#cuts = cuts;
    this.#byteLength = i420Layout(geometry.storedWidthPx, geometry.storedHeightPx).byteLength;
  }

  wants(frame: number): boolean {
    return !this.channel.abandoned && this.#cuts.some(({ firstFrame, lastFrame }) => frame >= firstFrame && frame <= lastFrame);
  }

  buffer(): Uint8Array<ArrayBuffer> {
    return this.#free.pop() ?? new Uint8Array(this.#byteLength);
  }

  async *pictures(): AsyncGenerator<SourcePicture, void, undefined> {
    yield* this.channel;
  }

  giveBack(data: Uint8Array<ArrayBuffer>): void {
    this.#free.push(data);
  }

  close(): void {
    this.channel.abandon();
  }
}

function copyOf(image: I420Image, data: Uint8Array<ArrayBuffer>): I420Image {
  data.set(image.data);
  return { ...image, data };
}

/** The same frames, each once, ascending. */
export function joined(ranges: readonly FrameRange[]): FrameRange[] {
  const all: FrameRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.firstFrame - b.firstFrame)) {
    const last = all.at(-1);
    if (last !== undefined && range.firstFrame <= last.lastFrame + 1) all[all.length - 1] = { firstFrame: last.firstFrame, lastFrame: Math.max(last.lastFrame, range.lastFrame) };
    else all.push(range);
  }
  return all;
}
