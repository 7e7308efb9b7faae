import type { CodecFamily } from '../core/codec.ts';
import type { EncoderHardware, EncodingProfile } from '../core/encoding.ts';

/** An encoder that failed in the middle of the video, and what made the video anew. In English, as `encoderName` says them. */
export interface EncoderChange {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

/** How the pictures of a video were encoded. Bitrates in bits per second. */
export interface ReportEncoding {
  readonly profile: EncodingProfile;
  readonly codecFamily: CodecFamily;
  /** What the encoder was asked to run on; browsers do not tell what it ran on. */
  readonly hardware: EncoderHardware;
  readonly latencyMode: 'quality' | 'realtime';
  readonly bitrateMode: 'constant' | 'variable';
  readonly keyIntervalS: number;
  /** Whether the bitrate followed the content; then `bitrateLowest` and `bitrateHighest` may differ. */
  readonly adaptive: boolean;
  readonly bitrateLowest: number;
  readonly bitrateHighest: number;
  /** What the coded pictures came to. */
  readonly bitrateGot: number;
  /** Milliseconds from opening the encoder to its first coded picture when it was tried; null where that was not seen. */
  readonly firstFrameMs: number | null;
  readonly changes: readonly EncoderChange[];
}
