import type { EncodingProfile } from '../core/encoding.ts';
import type { QualityStep } from '../documents/quality-step.ts';
import type { EncoderChoice } from '../media/choose-encoder.ts';
import type { EncoderRequest } from '../media/encoder-candidates.ts';
import { fasterProfiles, retuned } from '../media/faster-profile.ts';
import { tryEncoder } from '../media/try-encoder.ts';

/**
 * One encoder in the middle of one video, and the steps down that it takes there, from profile to profile. Each is tried beforehand with an encoder of its own: one that
 * cannot change in the middle, or writes another configuration than the header tells, would cost the video its beginning. What fails the trial is passed over.
 */
export class SteppingEncoder {
  readonly #choice: EncoderChoice;
  readonly #request: EncoderRequest;
  readonly #signal: AbortSignal | undefined;
  readonly #profiles: readonly EncodingProfile[];
  readonly #steps: QualityStep[] = [];
  #config: VideoEncoderConfig;
  #profile: EncodingProfile;
  #taken = 0;

  /** An encoder that was chosen for this request. */
  constructor(choice: EncoderChoice, request: EncoderRequest, signal?: AbortSignal) {
    this.#choice = choice;
    this.#request = request;
    this.#signal = signal;
    this.#config = choice.config;
    this.#profile = choice.profile;
    this.#profiles = fasterProfiles(choice.profile);
  }

  get steps(): readonly QualityStep[] {
    return this.#steps;
  }

  /** Steps taken or passed over. */
  get taken(): number {
    return this.#taken;
  }

  /** What is asked of the encoder from picture `index` on, when so many steps are wanted in all; undefined when that is what it is asked for already. Throws `job/cancelled`. */
  async takeSteps(wanted: number, index: number, onStep: (step: QualityStep) => void = () => undefined): Promise<VideoEncoderConfig | undefined> {
    const before = this.#config;
    while (this.#taken < wanted) {
      const to = this.#profiles[this.#taken] as EncodingProfile;
      const then = retuned(this.#config, this.#request, to);
      const works = !isSame(then, this.#config) && (await this.#works(then));
      this.#taken += 1;
      if (!works) continue;
      const step = { fromFrame: index, why: 'time', what: 'profile', from: this.#profile, to } as const;
      this.#config = then;
      this.#profile = to;
      this.#steps.push(step);
      onStep(step);
    }
    return this.#config === before ? undefined : this.#config;
  }

  async #works(then: VideoEncoderConfig): Promise<boolean> {
    const { codecFamily, adaptive } = this.#choice;
    return (await tryEncoder({ codecFamily, config: this.#config, adaptive }, this.#signal, then)).works;
  }
}

/** Where a bitrate is at its bound, two profiles may ask for the same. */
function isSame(a: VideoEncoderConfig, b: VideoEncoderConfig): boolean {
  return a.bitrate === b.bitrate && a.bitrateMode === b.bitrateMode && a.latencyMode === b.latencyMode;
}
