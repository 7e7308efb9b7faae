import type { EncoderChange, ReportEncoding } from '../documents/report-encoding.ts';
import type { EncoderChoice } from '../media/choose-encoder.ts';
import type { RatedSample } from '../media/encode-frames.ts';

/** Counts what was asked of an encoder and what it gave, over the samples of one video. */
export class EncodingTally {
  #bytes = 0;
  #durationUs = 0;
  #lowest = Infinity;
  #highest = 0;

  add({ data, durationUs, bitrate }: Pick<RatedSample, 'data' | 'durationUs' | 'bitrate'>): void {
    this.#bytes += data.length;
    this.#durationUs += durationUs;
    this.#lowest = Math.min(this.#lowest, bitrate);
    this.#highest = Math.max(this.#highest, bitrate);
  }

  /** What the report says of it; of one sample at least. Where the encoder stepped down, its settings are those of the beginning. */
  report({ profile, codecFamily, hardware, adaptive, keyIntervalUs, firstFrameMs, config }: EncoderChoice, changes: readonly EncoderChange[]): ReportEncoding {
    return {
      profile,
      codecFamily,
      hardware,
      latencyMode: config.latencyMode ?? 'quality',
      bitrateMode: config.bitrateMode === 'constant' ? 'constant' : 'variable',
      keyIntervalS: keyIntervalUs / 1e6,
      adaptive,
      bitrateLowest: this.#lowest,
      bitrateHighest: this.#highest,
      bitrateGot: this.#durationUs === 0 ? 0 : Math.round((8e6 * this.#bytes) / this.#durationUs),
      firstFrameMs: firstFrameMs === null ? null : Math.round(firstFrameMs),
      changes,
    };
  }
}
