import { encoderName } from '../core/encoding.ts';
import type { EncodingProfile } from '../core/encoding.ts';
import type { AppError } from '../core/errors.ts';
import type { QualityStep } from '../documents/quality-step.ts';
import type { EncoderChange } from '../documents/report-encoding.ts';
import { chooseEncoder } from '../media/choose-encoder.ts';
import type { EncoderChoice, EncoderOptions } from '../media/choose-encoder.ts';
import { isEncoderFailure, isReclaimed } from '../media/encoder-errors.ts';
import type { EncoderRequest } from '../media/encoder-candidates.ts';
import { fasterProfiles } from '../media/faster-profile.ts';
import type { JobEvent, JobOptions } from '../rpc/job-types.ts';
import { SteppingEncoder } from './stepping-encoder.ts';

/** A browser that takes the encoder away this often does not want the work done. */
const attemptsMax = 3;

/**
 * The encoders of one job. One that is taken away is asked for again, one that fails in the middle of the video is left for the next that works: what was
 * hardware goes on in software, then in another codec where the user left that open. The video begins anew with it: a second encoder in the middle
 * of the file might write another configuration than the one the header tells.
 */
export class JobEncoder {
  readonly #options: Pick<JobOptions, 'codec' | 'profile' | 'bitrate'>;
  readonly #send: (event: JobEvent) => void;
  readonly #failed: { choice: EncoderChoice; error: AppError }[] = [];
  readonly #changes: EncoderChange[] = [];
  /** What encodes now; undefined while there is none, and when none is left. */
  #choice: EncoderChoice | undefined;
  #stepping: SteppingEncoder | undefined;
  #stepsDown = 0;
  #reclaimed = 0;

  constructor(options: Pick<JobOptions, 'codec' | 'profile' | 'bitrate'>, send: (event: JobEvent) => void = () => undefined) {
    this.#options = options;
    this.#send = send;
  }

  /** Encoders that failed, in order, and what came in their place. */
  get changes(): readonly EncoderChange[] {
    return this.#changes;
  }

  /** Where the video that is made now, or is finished, stepped down. */
  get steps(): readonly QualityStep[] {
    return this.#stepping?.steps ?? [];
  }

  /** How many profiles there are that ask less of the encoder than the one that is wanted now. */
  get stepsLeft(): number {
    return fasterProfiles(this.#profile).length - this.#stepsDown;
  }

  /** How far it is with the steps that it was asked for: `waiting` for the video to begin, `asked`, or `done` with all. */
  get stepping(): 'waiting' | 'asked' | 'done' {
    if (this.#stepping === undefined) return 'waiting';
    return this.#stepping.taken < this.#stepsDown ? 'asked' : 'done';
  }

  /** One of them less, from the next picture on; a video that begins anew begins with it. */
  stepDown(): void {
    if (this.stepsLeft > 0) this.#stepsDown += 1;
  }

  /** The best encoder that works and has not failed. Throws `media/no-encoder`, `job/cancelled`; once one has failed and none is left, that failure. */
  async choose(request: EncoderRequest, signal?: AbortSignal): Promise<EncoderChoice> {
    const options: EncoderOptions = { ...this.#options, without: this.#failed.map(({ choice }) => choice), signal };
    const last = this.#failed.at(-1);
    this.#choice = undefined;
    this.#stepping = undefined;
    const choice = await chooseEncoder(request, options).catch((error: unknown) => {
      throw last === undefined || signal?.aborted === true ? error : last.error;
    });
    if (last !== undefined && this.#changes.length < this.#failed.length) {
      const change = { from: encoderName(last.choice.codecFamily, last.choice.hardware), to: encoderName(choice.codecFamily, choice.hardware), reason: String(last.error.details['reason'] ?? '') };
      this.#changes.push(change);
      this.#send({ kind: 'notice', code: 'encoder-changed', details: change });
    }
    this.#choice = choice;
    this.#stepping = new SteppingEncoder(choice, request, signal);
    return choice;
  }

  /** What the chosen encoder is to be asked for from this picture on, see `SteppingEncoder`. */
  async retune(index: number, onStep?: (step: QualityStep) => void): Promise<VideoEncoderConfig | undefined> {
    return this.#stepping?.takeSteps(this.#stepsDown, index, onStep);
  }

  /** Whether the video may be begun anew after an error; what it was is told, here or with the next encoder. */
  mayBeginAnew(error: unknown): boolean {
    if (isReclaimed(error)) {
      this.#reclaimed += 1;
      if (this.#reclaimed === attemptsMax) return false;
      this.#send({ kind: 'notice', code: 'render-restarted', details: {} });
      return true;
    }
    if (this.#choice === undefined || !isEncoderFailure(error)) return false;
    this.#failed.push({ choice: this.#choice, error });
    return true;
  }

  get #profile(): EncodingProfile {
    return this.#options.profile ?? 'balanced';
  }
}
