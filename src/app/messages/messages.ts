import type { BackendReasonCode } from '../../core/backend-reason.ts';
import type { ErrorCode } from '../../core/errors.ts';
import type { LeftOutKind } from '../../core/left-out.ts';
import type { FillChoice, MaskShape } from '../../documents/intent.ts';
import type { RiskItemKind } from '../../documents/risks.ts';
import type { DetectorChoice, Quality } from '../../documents/observations.ts';
import type { CodecChoice } from '../../core/codec.ts';
import type { BitrateChoice, EncoderHardware, EncoderRefusal, EncodingProfile } from '../../core/encoding.ts';
import type { BackendChoice, JobStage, NoticeCode } from '../../rpc/job-types.ts';
import type { WorkState } from '../state/work-state.ts';
import type { BodiesMessages } from './bodies-keys.ts';
import type { BudgetMessages } from './budget-keys.ts';
import type { CoversMessages } from './covers-keys.ts';
import type { EncodingKey } from './encoding-keys.ts';
import type { PeopleKey } from './people-keys.ts';
import type { ReviewKey } from './review-keys.ts';
import type { GalleryMessages } from './gallery-keys.ts';
import type { MotionMessages } from './motion-keys.ts';
import type { MissingMessages } from './missing-keys.ts';
import type { SoundKey } from './sound-keys.ts';
import type { SpeechKey } from './speech-keys.ts';

export { fillIn } from '../../core/fill-in.ts';

/** What went wrong, and what the user can do. */
export interface ErrorText {
  readonly what: string;
  readonly todo: string;
}

export interface Named {
  readonly name: string;
  readonly hint: string;
}

/** Every text a user reads. `{name}` stands for a value that is put in. */
export interface Messages {
  readonly ui: Readonly<Record<UiKey, string>>;
  /** Reference photos, people in the report. */
  readonly people: Readonly<Record<PeopleKey, string>>;
  /** The gallery of what can be made. */
  readonly gallery: GalleryMessages;
  /** What is drawn of people's motion. */
  readonly motion: MotionMessages;
  /** Where somebody speaks. */
  readonly speech: Readonly<Record<SpeechKey, string>>;
  /** The review room. */
  readonly review: Readonly<Record<ReviewKey, string>>;
  /** How bodies are looked for. */
  readonly bodies: BodiesMessages;
  /** What is shown for frames that cannot be decoded. */
  readonly missingFrames: MissingMessages;
  /** The time that a job is given, and what becomes of quality for want of time or memory. */
  readonly budget: BudgetMessages;
  /** What is done to the sound. */
  readonly sound: Readonly<Record<SoundKey, string>>;
  readonly risks: Readonly<Record<RiskItemKind, Named>>;
  readonly stages: Readonly<Record<JobStage, string>>;
  readonly states: Readonly<Record<WorkState, string>>;
  readonly quality: Readonly<Record<Quality, Named>>;
  readonly detector: Readonly<Record<DetectorChoice, Named>>;
  /** What of a person is hidden. */
  readonly covers: CoversMessages;
  readonly fill: Readonly<Record<FillChoice['kind'], Named>>;
  readonly shape: Readonly<Record<MaskShape, string>>;
  readonly codec: Readonly<Record<CodecChoice, Named>>;
  /** How the new video is encoded. */
  readonly encoding: Readonly<Record<EncodingKey, string>>;
  readonly profile: Readonly<Record<EncodingProfile, Named>>;
  readonly bitrate: Readonly<Record<BitrateChoice, Named>>;
  readonly encoderRefusal: Readonly<Record<EncoderRefusal, string>>;
  readonly encoderHardware: Readonly<Record<EncoderHardware, string>>;
  readonly backend: Readonly<Record<BackendChoice, Named>>;
  /** Why the work ran where it did, by the report's code. */
  readonly backendReason: Readonly<Record<BackendReasonCode, string>>;
  readonly errors: Readonly<Record<ErrorCode, ErrorText>>;
  readonly notices: Readonly<Record<NoticeCode, string>>;
  /** What an output never holds, found in a file. */
  readonly leftOut: Readonly<Record<LeftOutKind, string>>;
  /** What a browser may lack, by the probe's names. */
  readonly missing: Readonly<Record<MissingKey, ErrorText>>;
  /** Advice for codecs and pictures, by the keys in an error's `advice`. */
  readonly codecAdvice: Readonly<Record<CodecAdvice, string>>;
}

export const missingKeys = ['webCodecs', 'crossOriginIsolated', 'opfs', 'h264Decode', 'videoEncode'] as const;
export type MissingKey = (typeof missingKeys)[number];
export const codecAdvices = ['hevc', 'av1', 'h264', 'convert', 'even-size', 'other-codec', 'smaller', 'heic', 'animation', 'picture', 'sound', 'listen'] as const;
export type CodecAdvice = (typeof codecAdvices)[number];

export const uiKeys = [
  'tagline', 'promise', 'drop', 'dropActive', 'choose', 'sample', 'sampleMaking', 'sampleCredit', 'licencesOfModels', 'licencesOfPackages', 'settings', 'quality', 'detector', 'sensitivity', 'fewer', 'more',
  'fill', 'cosmetic', 'color', 'emoji', 'pictureFile', 'shape', 'size', 'start', 'trial', 'trialHint', 'inPoint', 'outPoint', 'wholeVideo', 'output', 'toDownload', 'toFile',
  'cancel', 'pause', 'resume', 'remove', 'retry', 'queue', 'progress', 'perSecond', 'secondsLeft', 'minutesLeft', 'preview', 'previewLabel', 'done', 'download', 'saved',
  'again', 'before', 'after', 'beforeAfter', 'undo', 'reportTitle', 'reportFaces', 'reportHidden', 'reportUnknown', 'reportAudit', 'reportAuditOk',
  'reportNotes', 'stillIdentifies', 'stillIdentifiesPicture', 'sourceStill', 'reportFacesStill', 'hidePicture', 'hidePictureDone', 'chooseFolder', 'passedOver', 'startAll', 'downloadAll', 'language', 'theme',
  'themeAuto', 'themeLight', 'themeDark', 'source', 'noSound', 'noGpu', 'cannotRun', 'details', 'frames', 'openAnother', 'audioCodec', 'spaceNeeded', 'codec', 'codecRefused',
  'soundReencoded', 'soundUndecodable', 'sound', 'soundKeep', 'soundDrop', 'reportSound', 'soundCarried', 'soundMade', 'soundSilent',
  'backend', 'reportBackend', 'reportDetection',
] as const;
export type UiKey = (typeof uiKeys)[number];
