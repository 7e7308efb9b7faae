import type { CodecChoice, CodecFamily } from '../core/codec.ts';
import type { BitrateChoice, EncodingProfile } from '../core/encoding.ts';
import type { ErrorCode, ErrorDetails } from '../core/errors.ts';
import type { GpuTrouble } from '../core/gpu-trouble.ts';
import type { LeftOut } from '../core/left-out.ts';
import type { ResultType } from '../core/output-name.ts';
import type { BodyScale } from '../documents/bodies.ts';
import type { DetectorChoice, Quality } from '../documents/observations.ts';
import type { AudioIntent } from '../documents/audio-edit.ts';
import type { Corrections } from '../documents/corrections.ts';
import type { CutFormat } from '../documents/exchange/cut-list.ts';
import type { LabelFormat } from '../documents/exchange/exchange.ts';
import type { MotionFormat } from '../documents/exchange/motion.ts';
import type { CutChoice } from '../documents/cut.ts';
import type { Hide } from '../documents/intent.ts';
import type { Layout } from '../documents/layout.ts';
import type { Marks } from '../documents/marks-intent.ts';
import type { MissingPolicy } from '../documents/missing.ts';
import type { BodySamplingChoice } from '../documents/wanted-bodies.ts';

export type BackendChoice = 'auto' | 'cpu' | 'gpu';

/** A picture of somebody whom the user wants to keep or hide; a `subject` is whom a layout or a cut is about, a `voice` whose speech is treated. */
export interface ReferencePhoto {
  readonly role: 'keep' | 'hide' | 'subject' | 'voice';
  readonly file: File;
}

/** All a user can choose for one job; the page and the command line fill the same form. */
export interface JobOptions {
  readonly quality: Quality;
  readonly detector: DetectorChoice;
  readonly backend: BackendChoice;
  /** Where the detectors run; absent: as `backend` says. */
  readonly detectBackend?: BackendChoice;
  /** What the new video is encoded with. */
  readonly codec: CodecChoice;
  /** What the new video is for; absent: `balanced`. */
  readonly profile?: EncodingProfile;
  /** Whether the bitrate follows the content; absent: it does not. */
  readonly bitrate?: BitrateChoice;
  /** 0–1, default 0.5. */
  readonly sensitivity: number;
  readonly hide: Hide;
  /**
   * People by their pictures, beside those that `hide` names: with one to keep all others are hidden, with none but some to hide all others are shown.
   * Absent: none.
   */
  readonly references?: readonly ReferencePhoto[];
  /** In and out points in seconds from the first presented frame; the out point is exclusive. */
  readonly startS?: number;
  readonly endS?: number;
  /** What is taken of what lies between them; absent: all. */
  readonly cut?: CutChoice;
  /** `each-cut`: every stretch becomes a file of its own. Absent: `one`. */
  readonly parts?: 'one' | 'each-cut';
  /** What the picture is made of; absent: the source as it is. Subjects of `references` come after the people that it names. */
  readonly layout?: Layout;
  /** What is drawn over people; absent: nothing. Subjects of `references` come after the people that it names. */
  readonly marks?: Marks;
  /** People by id whom cut, layout and marks are about, beside those that these name; subjects of `references` come after them. */
  readonly subjects?: readonly number[];
  /** Of all those subjects only this one, counted from 0: for a video of each. Absent: all. */
  readonly about?: number;
  /** `drop` leaves the sound out; `keep` fails before the work when it can be neither taken over nor decoded. */
  readonly sound: 'keep' | 'drop';
  /** Seconds for looking and making together: quality steps down where they would not be enough. Nothing is looked at less carefully for it. Absent: as long as it takes. */
  readonly finishInS?: number;
  /** What an output shows for frames that could not be decoded; absent: they are hidden whole. */
  readonly missing?: MissingPolicy;
  /** What is done to the sound that is kept, beside what the corrections say. Voices of `references` are added to the people whose speech it names. Absent: nothing. */
  readonly audio?: AudioIntent;
  readonly corrections: Corrections;
  /** Look at mouths too, to tell who speaks: takes time. Absent: only where something else that is asked for needs it (`asksWhoSpeaks`). */
  readonly speakers?: boolean;
  /** Tell what people do: takes bodies. Absent: only where something else that is asked for needs it (`asksActions`). */
  readonly actions?: boolean;
  /** Look for bodies too, so that heads stay hidden where no face is seen: takes time. Absent: where the quality is thorough, or something needs them (`wantedBodies`). */
  readonly bodies?: boolean;
  /** How often. Absent: as `wantedBodies` says. */
  readonly bodySampling?: BodySamplingChoice;
  /** How large the pictures are in which bodies are looked for. Absent: as `wantedBodies` says. */
  readonly bodyScale?: BodyScale;
  /** A network of the user's own that finds bodies with their poses. Absent: the best that is there. */
  readonly poseModel?: File;
  /** Digests of what `hide` and the corrections name by id: where something else is found, the job fails with `people/others-found`. Absent: not asked. */
  readonly expectedFound?: readonly string[];
  /** Send pictures while working; false where nobody looks (command line). */
  readonly livePreview: boolean;
}

/** What of a file's sound is listened to: in and out points as in the options, of sound alone from its beginning. */
export type ListenRange = Pick<JobOptions, 'startS' | 'endS'>;

/** How an analysis is written: the Analysis export of Veil, speech as WebVTT, boxes for other tools, bodies and what they do, or the cuts of what is made of it. */
export type ExportFormat = 'json' | 'vtt' | LabelFormat | MotionFormat | CutFormat;

/** What can be said of a file before any work. */
export interface SourceSummary {
  /** A still is a video of one frame without length; its `videoCodec` is its format. A sound has no frames and no size. */
  readonly kind: 'video' | 'still' | 'sound';
  readonly resultType: ResultType;
  readonly name: string;
  readonly bytes: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly durationS: number;
  readonly frames: number;
  readonly videoCodec: string;
  readonly audioCodec: string | null;
  readonly audioChannels: number;
  /** What will come of the sound in this browser. */
  readonly audioFate: 'none' | 'carried' | 'reencoded' | 'undecodable';
  readonly rotation: 0 | 90 | 180 | 270;
  readonly fingerprint: string;
  /** Frames per second, averaged. */
  readonly frameRate: number;
  /** Tracks and metadata that will not be carried over. */
  readonly leftOut: readonly LeftOut[];
  /** Codecs that this browser says it can encode this size with, the one that 'auto' takes first. */
  readonly outputCodecs: readonly CodecFamily[];
  /** In what the new video's picture will be unlike this one. */
  readonly pictureNotices: readonly OutputNotice[];
}

export type JobStage = 'prepare' | 'observe' | 'speech' | 'understand' | 'render' | 'audit';

export type JobEvent =
  | {
      readonly kind: 'progress';
      readonly stage: JobStage;
      /** Frames; bytes of models and runtimes in `prepare`, seconds of sound in `speech`. */
      readonly done: number;
      readonly total: number;
      readonly perSecond: number;
      readonly secondsLeft: number | null;
    }
  | { readonly kind: 'notice'; readonly code: NoticeCode; readonly details: ErrorDetails }
  /** The newest composed frame, at most a few a second; the receiver closes it. */
  | { readonly kind: 'preview'; readonly frame: number; readonly picture: ImageBitmap };

/** Things the user should know that are not failures. Sentences stand in the message tables of the page. */
export type NoticeCode =
  | 'resumed'
  | 'reference-not-found'
  | 'embedded-detector'
  | 'codec-changed'
  | 'picture-askew'
  | 'tone-mapped'
  | 'depth-reduced'
  | 'frames-hidden-whole'
  | 'frames-made-up'
  | 'output-alone'
  | 'output-frugal'
  | 'finding-too-long'
  | 'quality-stepped'
  | 'time-too-short'
  | 'frames-resized'
  | 'render-restarted'
  | 'encoder-changed'
  | 'picture-hidden-whole'
  | 'picture-format-changed'
  | 'tracks-left-out'
  | 'sound-reencoded'
  | 'sound-mixed-down'
  | 'sound-damaged'
  | 'voice-disguised'
  | 'speech-unknown'
  | 'gpu-software'
  | GpuTrouble['kind'];

/** Something that the new video will not have of its source. */
export interface OutputNotice {
  readonly code: NoticeCode;
  readonly details: ErrorDetails;
}

/** What this browser can do, asked once by the probe. `missing` names what the job cannot do without. */
export interface Capabilities {
  readonly webCodecs: boolean;
  readonly webGpu: boolean;
  readonly crossOriginIsolated: boolean;
  readonly opfs: boolean;
  readonly h264Encode: boolean;
  readonly h264Decode: boolean;
  readonly hevcDecode: boolean;
  readonly cores: number;
  readonly missing: readonly string[];
}

/** An error as it crosses a worker boundary. */
export interface WireError {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  readonly causes: readonly string[];
}
