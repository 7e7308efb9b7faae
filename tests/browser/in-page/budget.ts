import type { ErrorDetails } from '../../../src/core/errors.ts';
import type { QualityStep, ReportTimeBudget } from '../../../src/documents/quality-step.ts';
import type { ReportEncoding } from '../../../src/documents/report-encoding.ts';
import { decodeFrames } from '../../../src/media/decode-frames.ts';
import { openMovie } from '../../../src/media/open-movie.ts';
import { trialKeys } from '../../../src/media/try-encoder.ts';
import type { JobOptions } from '../../../src/rpc/job-types.ts';
import { framesLeftOpen, watchFrames } from './open-frames.ts';
import { renderWith } from './reclaimed-render.ts';
import { textureClip } from './texture-clip.ts';

/** By how many frames they have: each takes a while to be made. */
const clips = new Map<number, Promise<File>>();

/** How encoders behave that are asked to change in the middle of the video. `breaks`: the first of them does, after it did well in its trial. */
export type Change = 'well' | 'refuses' | 'breaks';

export interface BudgetSpec {
  readonly frames: number;
  readonly options: Partial<JobOptions>;
  /** Seconds that a picture takes by the page's clock: at first, and once the encoder was asked for less. */
  readonly secondsAtFirst: number;
  readonly secondsThen: number;
  readonly change?: Change;
  /** Work before, in milliseconds. */
  readonly workedMs?: number;
}

export interface Budgeted {
  readonly error: { readonly code: string } | null;
  readonly notices: readonly { readonly code: string; readonly details: ErrorDetails }[];
  readonly steps: readonly QualityStep[];
  readonly timeBudget: ReportTimeBudget | null;
  readonly encoding: ReportEncoding | null;
  readonly auditPassed: boolean;
  readonly size: string;
  readonly framesDecoded: number;
  readonly ticks: readonly number[];
  /** Of the file's key frames. */
  readonly keys: readonly number[];
  readonly videoFramesLeftOpen: number;
}

/** One clip of a moving texture through a whole render job with an encoder that is as slow as the test wants: the page's clock goes on by what its pictures take, and by nothing else. */
export async function budgeted({ frames, options, secondsAtFirst, secondsThen, change = 'well', workedMs = 0 }: BudgetSpec): Promise<Budgeted> {
  const made = clips.get(frames) ?? textureClip(frames);
  clips.set(frames, made);
  const clip = await made;
  watchFrames();
  const Plain = globalThis.VideoEncoder;
  let nowMs = 0;
  globalThis.VideoEncoder = slow(Plain, change, (asksForLess) => (nowMs += 1000 * (asksForLess ? secondsThen : secondsAtFirst)));
  performance.now = () => nowMs;
  const notices: Budgeted['notices'][number][] = [];
  try {
    const { error, report, file } = await renderWith(clip, { backend: 'cpu', ...options }, (_, event) => {
      if (event.kind === 'notice') notices.push({ code: event.code, details: event.details });
    }, workedMs);
    const looks = report === null ? { size: '', framesDecoded: 0, ticks: [], keys: [] } : await lookInto(file);
    return {
      error, notices, ...looks,
      steps: report?.qualitySteps ?? [], timeBudget: report?.timeBudget ?? null, encoding: report?.encoding ?? null, auditPassed: report?.audit.passed === true,
      videoFramesLeftOpen: framesLeftOpen(),
    };
  } finally {
    globalThis.VideoEncoder = Plain;
    Reflect.deleteProperty(performance, 'now');
  }
}

function slow(Plain: typeof VideoEncoder, change: Change, took: (asksForLess: boolean) => void): typeof VideoEncoder {
  return class extends Plain {
    readonly #error: (error: DOMException) => void;
    #first: VideoEncoderConfig | undefined;
    #changed = false;
    #pictures = 0;
    constructor(init: VideoEncoderInit) {
      super(init);
      this.#error = init.error;
    }
    override configure(config: VideoEncoderConfig): void {
      this.#first ??= config;
      this.#changed ||= config.bitrate !== this.#first.bitrate || config.latencyMode !== this.#first.latencyMode;
      super.configure(config);
    }
    override encode(frame: VideoFrame, options?: VideoEncoderEncodeOptions): void {
      super.encode(frame, options);
      this.#pictures += 1;
      if (this.#pictures > trialKeys.length) took(this.#changed); // an encoder that is only tried takes no time: when that is depends on the machine
      const endures = change === 'well' || (change === 'breaks' && (this.#pictures <= trialKeys.length || this.#first?.hardwareAcceleration !== 'prefer-software'));
      if (!this.#changed || endures) return;
      this.close();
      this.#error(new DOMException('It cannot change.', 'EncodingError'));
    }
  };
}

async function lookInto(file: File): Promise<Pick<Budgeted, 'size' | 'framesDecoded' | 'ticks' | 'keys'>> {
  const movie = await openMovie(file, file.name);
  const { samples, presentation, ticks, geometry } = movie.video;
  let framesDecoded = 0;
  for await (const decoded of decodeFrames(movie, { firstFrame: 0, lastFrame: ticks.length - 1 })) {
    using held = decoded;
    if (held.value.picture !== null) framesDecoded += 1;
  }
  const keys = [...samples.sync].flatMap((sync, sample) => (sync === 1 ? [presentation[sample] as number] : []));
  return { size: `${geometry.widthPx}x${geometry.heightPx}`, framesDecoded, ticks: [...ticks], keys };
}
