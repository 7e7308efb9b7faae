/** The tone that everybody knows as a word taken out. */
export const bleepHz = 1000;
/** Level of the tone (RMS, full scale 1) before anything was heard: −20 dB, the alignment level of SMPTE RP 155. */
const levelUsual = 0.1;
/** The tone is heard in every sound, and startles in none: −34 to −14 dB. */
const [levelMin, levelMax] = [0.02, 0.2];
/** Sound below −50 dB is a pause between words and says nothing of how loud they are. */
const pauseLevel = 10 ** (-50 / 20);
/** The level is that of about the last half second of sound. */
const memoryS = 0.5;

/** How loud a bleep is: as loud as what was heard before it. Nothing of what it replaces is asked. */
export class BleepLevel {
  readonly #keep: number;
  #power = levelUsual ** 2;

  constructor(rate: number) {
    this.#keep = Math.exp(-1 / (memoryS * rate));
  }

  /** Listens to a frame that is left as it is. */
  hear(value: number): void {
    if (Math.abs(value) >= pauseLevel) this.#power = this.#keep * this.#power + (1 - this.#keep) * value * value;
  }

  /** Highest value of the tone that is as loud. */
  get peak(): number {
    return Math.SQRT2 * Math.min(levelMax, Math.max(levelMin, Math.sqrt(this.#power)));
  }
}

/** The tone at a frame. */
export function bleepAt(frame: number, rate: number, peak: number): number {
  return peak * Math.sin((2 * Math.PI * bleepHz * frame) / rate);
}
