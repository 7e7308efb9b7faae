import { AppError, throwIfCancelled, toAppError } from '../core/errors.ts';
import type { GpuTrouble } from '../core/gpu-trouble.ts';
import type { Owned } from '../core/owned.ts';
import { Slots } from '../core/slots.ts';
import type { FramePlan } from '../documents/edit.ts';
import type { I420Image } from '../core/i420.ts';
import type { CanvasTarget, Composer, DeviceComposer } from './composer.ts';
import { TrackCells } from './cpu/fills/mosaic.ts';
import { gpuFramesAtOnce } from './gpu/composer.ts';

/** New devices in a row, without as many frames in between as say that it was an accident: more, and the GPU is given up. */
const reopensMax = 3;
const framesBetweenAccidents = 100;
/** Frames that must pass before as many are under way again as before memory ran out; twice as many each further time. */
const framesToGrow = 32;

export interface Endurance {
  /** Opens the GPU's composer, `again` on a new device; throws when that cannot be. */
  readonly open: (cells: TrackCells, again: boolean) => Promise<Owned<DeviceComposer>>;
  /** What takes over when the GPU cannot be relied on. */
  readonly fallback: (cells: TrackCells) => Composer;
  readonly onTrouble: (trouble: GpuTrouble) => void;
  readonly signal: AbortSignal;
}

/** What composes at present. */
interface Way {
  readonly composer: Composer;
  /** Absent when it is the fallback, whose errors are the frame's own. */
  readonly gpu?: DeviceComposer;
}

/**
 * A composer on the GPU that outlives devices: frames under way when one is lost, refuses its work or runs out of memory are composed again,
 * from the same pictures, on a new device, fewer at once, or in the end by the fallback; with the same result, because a failed frame leaves its
 * picture as it was. Close it; frames must not be under way then.
 */
export class EnduringComposer implements Composer {
  readonly framesAtOnce = gpuFramesAtOnce;
  readonly #given: Endurance;
  /** Shared by every composer of the job, so that the next goes on where the last was. */
  readonly #cells = new TrackCells();
  readonly #slots = new Slots(gpuFramesAtOnce);
  #way: Promise<Way>;
  #opened: Owned<DeviceComposer> | undefined;
  #reopens = 0;
  #framesSinceReopen = 0;
  #framesSinceShrink = 0;
  #shrinks = 0;

  private constructor(given: Endurance) {
    this.#given = given;
    this.#way = this.#open(false);
  }

  /** Throws what `open` throws: that the GPU works at first is a matter of choosing. */
  static async open(given: Endurance): Promise<EnduringComposer> {
    const composer = new EnduringComposer(given);
    await composer.#way;
    return composer;
  }

  /** As `DeviceComposer.compose`, but that the device's errors are dealt with. Throws `job/cancelled` instead of beginning again after a cancel. */
  async compose(image: I420Image, plan: FramePlan, target?: CanvasTarget): Promise<void> {
    for (;;) {
      await this.#slots.take();
      const { limit } = this.#slots;
      const way = this.#way;
      try {
        const { composer, gpu } = await way;
        try {
          await composer.compose(image, plan, target);
          return this.#passed();
        } catch (error) {
          if (gpu === undefined || !isDevices(error)) throw error;
          throwIfCancelled(this.#given.signal);
          if (way === this.#way) this.#mend(gpu, toAppError(error, 'gpu/refused'), limit); // else another frame saw to it
        }
      } finally {
        this.#slots.give();
      }
    }
  }

  reset(): void {
    this.#cells.clear();
  }

  close(): void {
    this.#opened?.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #passed(): void {
    this.#framesSinceReopen += 1;
    if (this.#framesSinceReopen >= framesBetweenAccidents) this.#reopens = 0;
    this.#framesSinceShrink += 1;
    if (this.#slots.limit === gpuFramesAtOnce || this.#framesSinceShrink < framesToGrow * 2 ** (this.#shrinks - 1)) return;
    this.#slots.limit = Math.min(gpuFramesAtOnce, 2 * this.#slots.limit);
    this.#framesSinceShrink = 0;
  }

  /** Prepares the next attempt of a frame that failed while at most `limit` were under way. */
  #mend(gpu: DeviceComposer, error: AppError, limit: number): void {
    const memory = error.code === 'gpu/out-of-memory' && gpu.broken === undefined;
    if (!memory) this.#way = this.#reopen(error);
    else if (limit > 1) this.#shrink(gpu, limit, error);
    else this.#way = Promise.resolve(this.#giveUp(error));
  }

  /** Fewer at once; frames that failed beside this one need not halve again. */
  #shrink(gpu: DeviceComposer, limit: number, error: AppError): void {
    gpu.shrink();
    this.#framesSinceShrink = 0;
    if (this.#slots.limit < limit) return;
    if (this.#shrinks === 0) this.#given.onTrouble({ kind: 'gpu-memory', reason: wordsOf(error) });
    this.#shrinks += 1;
    this.#slots.limit = limit >> 1;
  }

  async #open(again: boolean): Promise<Way> {
    const opened = await this.#given.open(this.#cells, again);
    this.#opened = opened;
    return { composer: opened.value, gpu: opened.value };
  }

  async #reopen(error: AppError): Promise<Way> {
    this.#opened?.close();
    let last = error;
    while (this.#reopens < reopensMax) {
      this.#reopens += 1;
      this.#framesSinceReopen = 0;
      try {
        const way = await this.#open(true);
        this.#given.onTrouble({ kind: 'gpu-reopened', reason: wordsOf(error) });
        return way;
      } catch (thrown) {
        last = toAppError(thrown, 'gpu/unavailable');
      }
    }
    return this.#giveUp(last);
  }

  #giveUp(error: AppError): Way {
    this.#opened?.close();
    this.#given.onTrouble({ kind: 'gpu-gave-up', reason: wordsOf(error) });
    return { composer: this.#given.fallback(this.#cells) };
  }
}

/** Errors that are not the frame's own: another device may do. */
function isDevices(error: unknown): boolean {
  return error instanceof DOMException || (error instanceof AppError && error.code.startsWith('gpu/'));
}

/** What the driver says, or else the plain fact. */
function wordsOf({ code, details }: AppError): string {
  const said = [details['message'], details['reason']].find((each) => typeof each === 'string' && each !== '');
  return said === undefined ? code : String(said);
}
