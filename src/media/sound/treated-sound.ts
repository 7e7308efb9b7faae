import type { TreatedInterval } from '../../core/sound-treatment.ts';
import { BleepLevel, bleepAt } from './bleep.ts';
import { DisguisedVoice } from './disguised-voice.ts';
import { fadeGain, fadeS } from './fades.ts';

/**
 * A sound with treatments: `treatments` count in frames from its beginning, ascending and apart. Inside of them nothing of the sound is left but a
 * disguise; it fades out before and in behind them, and they begin and end as softly inside. What is further away is handed on as it came.
 * Bleeps and disguises are the same in all channels.
 */
export async function* treatedSound(source: AsyncIterable<readonly Float32Array[]>, treatments: readonly TreatedInterval[], rate: number): AsyncGenerator<readonly Float32Array[], void, undefined> {
  if (treatments.length === 0) {
    yield* source;
    return;
  }
  const mixer = new Mixer(treatments, rate);
  const disguises = treatments.filter(({ kind }) => kind === 'disguise');
  const voice = disguises.length === 0 ? null : new DisguisedVoice((from, to) => disguises.some(({ start, end }) => start < to && end > from));
  /** Blocks that wait for their disguise, and the disguise as far as it is made. */
  const waiting: (readonly Float32Array[])[] = [];
  let disguised: Float32Array[] = [];
  const ready = function* (): Generator<readonly Float32Array[]> {
    for (let block = waiting[0]; block !== undefined && total(disguised) >= lengthOf(block); block = waiting[0]) {
      const [own, rest] = split(disguised, lengthOf(block));
      disguised = rest;
      waiting.shift();
      yield mixer.mix(block, own);
    }
  };
  for await (const planes of source) {
    if (voice === null) {
      yield mixer.mix(planes, null);
      continue;
    }
    waiting.push(planes);
    disguised.push(...voice.push(mono(planes)));
    yield* ready();
  }
  if (voice === null) return;
  disguised.push(...voice.end());
  yield* ready();
}

class Mixer {
  readonly #treatments: readonly TreatedInterval[];
  readonly #rate: number;
  readonly #fade: number;
  readonly #level: BleepLevel;
  /** Peak of the bleep under way; undefined outside of bleeps. */
  #peak: number | undefined;
  #position = 0;
  /** Treatments before this one are over, their fades too. */
  #next = 0;

  constructor(treatments: readonly TreatedInterval[], rate: number) {
    this.#treatments = treatments;
    this.#rate = rate;
    this.#fade = Math.round(fadeS * rate);
    this.#level = new BleepLevel(rate);
  }

  /** A block of the sound with its treatments; the block itself where none touches it. */
  mix(planes: readonly Float32Array[], disguise: Float32Array | null): readonly Float32Array[] {
    const first = this.#position;
    const count = lengthOf(planes);
    this.#position += count;
    const near = this.#near(first, first + count);
    const [heard] = planes;
    if (heard === undefined) return planes;
    if (near.length === 0) {
      for (const value of heard) this.#level.hear(value);
      return planes;
    }
    const mixed = planes.map((plane) => plane.slice());
    for (let i = 0; i < count; i += 1) {
      const frame = first + i;
      let gain = 1;
      let added = 0;
      for (const { kind, start, end } of near) {
        // How far outside of the treatment: 0 and less is inside.
        const outside = Math.max(start - frame, frame - end + 1);
        if (outside > 0) gain = Math.min(gain, fadeGain(outside, this.#fade));
        else {
          gain = 0;
          added = this.#treatment(kind, frame, disguise?.[i] ?? 0) * fadeGain(Math.min(frame - start, end - 1 - frame), Math.min(this.#fade, Math.floor((end - start) / 2)));
        }
      }
      if (gain === 1) this.#level.hear(heard[i]!);
      if (gain > 0) this.#peak = undefined;
      for (const plane of mixed) plane[i] = plane[i]! * gain + added;
    }
    return mixed;
  }

  #treatment(kind: TreatedInterval['kind'], frame: number, disguised: number): number {
    switch (kind) {
      case 'silence':
        return 0;
      case 'bleep':
        return bleepAt(frame, this.#rate, (this.#peak ??= this.#level.peak));
      case 'disguise':
        return disguised;
    }
  }

  /** The treatments that change anything between two frames. */
  #near(from: number, to: number): readonly TreatedInterval[] {
    while (this.#next < this.#treatments.length && this.#treatments[this.#next]!.end + this.#fade <= from) this.#next += 1;
    let end = this.#next;
    while (end < this.#treatments.length && this.#treatments[end]!.start - this.#fade < to) end += 1;
    return this.#treatments.slice(this.#next, end);
  }
}

/** All channels as one, each as loud. */
function mono(planes: readonly Float32Array[]): Float32Array {
  const [first] = planes;
  if (first === undefined || planes.length === 1) return first ?? new Float32Array(0);
  return first.map((_, i) => planes.reduce((sum, plane) => sum + plane[i]!, 0) / planes.length);
}

function lengthOf(planes: readonly Float32Array[]): number {
  return planes[0]?.length ?? 0;
}

function total(pieces: readonly Float32Array[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
}

/** The first `frames` frames of some pieces as one, and the rest. */
function split(pieces: readonly Float32Array[], frames: number): [Float32Array, Float32Array[]] {
  const first = new Float32Array(frames);
  let filled = 0;
  const rest: Float32Array[] = [];
  for (const piece of pieces) {
    const take = Math.min(piece.length, frames - filled);
    first.set(piece.subarray(0, take), filled);
    filled += take;
    if (take < piece.length) rest.push(piece.subarray(take));
  }
  return [first, rest];
}
