import { codecFamilies, codecNames } from '../core/codec.ts';
import type { CodecChoice, CodecFamily } from '../core/codec.ts';
import { refusalText } from '../core/encoding.ts';
import type { BitrateChoice, EncoderHardware, EncoderOffer, EncodingProfile } from '../core/encoding.ts';
import { AppError, throwIfCancelled } from '../core/errors.ts';
import { encoderCandidates } from './encoder-candidates.ts';
import type { EncoderCandidate, EncoderRequest, EncoderWish } from './encoder-candidates.ts';
import { profiles } from './profiles.ts';
import { tryEncoder } from './try-encoder.ts';

export interface EncoderChoice extends EncoderCandidate {
  readonly profile: EncodingProfile;
  readonly colorSpace: VideoColorSpaceInit;
  /** Between key frames at most, in microseconds. */
  readonly keyIntervalUs: number;
  /** See `EncoderOffer`. */
  readonly firstFrameMs: number | null;
  /** Why this family. */
  readonly reason: 'preferred' | 'asked-for' | 'odd-size' | 'h264-unavailable';
}

/** An encoder that failed in the middle of a video: not to be had again for it. */
export type FailedEncoder = Pick<EncoderCandidate, 'codecFamily' | 'hardware'>;

/** Absent: any codec, `balanced`, a constant bitrate. */
export interface EncoderOptions {
  readonly codec?: CodecChoice | undefined;
  readonly profile?: EncodingProfile | undefined;
  readonly bitrate?: BitrateChoice | undefined;
  readonly without?: readonly FailedEncoder[];
  readonly signal?: AbortSignal | undefined;
}

type Refused = Extract<EncoderOffer, { works: false }>;
type Found = EncoderCandidate & { readonly firstFrameMs: number | null };

/**
 * Finds an encoder that really encodes a few pictures of this size as the profile asks: of the family asked for, or for 'auto' of the first that works
 * (`codecFamilies`). Throws `media/no-encoder` with the reason and with what works under this profile, `job/cancelled`.
 */
export async function chooseEncoder(request: EncoderRequest, options: EncoderOptions = {}): Promise<EncoderChoice> {
  if (typeof VideoEncoder === 'undefined') throw new AppError('platform/missing', { missing: 'WebCodecs' });
  const { codec = 'auto', profile = 'balanced', bitrate = 'constant', without = [], signal } = options;
  const refused: Refused[] = [];
  for (const codecFamily of codec === 'auto' ? codecFamilies : [codec]) {
    const found = await findEncoder(codecFamily, request, { profile, bitrate }, without, signal);
    if ('works' in found) {
      refused.push(found);
      continue;
    }
    const odd = refused.some((each) => each.codecFamily === 'h264' && each.refusal === 'odd-size');
    const reason = codec !== 'auto' ? 'asked-for' : codecFamily === 'h264' ? 'preferred' : odd ? 'odd-size' : 'h264-unavailable';
    return { ...found, profile, colorSpace: request.colorSpace, keyIntervalUs: profiles[profile].keyIntervalUs, reason };
  }
  throw await noEncoder(request, codec, profile, refused, signal);
}

/** What of each codec is to be had under a profile at this size, each really tried. Throws `job/cancelled`. */
export async function encoderOffers(request: EncoderRequest, profile: EncodingProfile, signal?: AbortSignal): Promise<readonly EncoderOffer[]> {
  if (typeof VideoEncoder === 'undefined') return [];
  const offers: EncoderOffer[] = [];
  for (const codecFamily of codecFamilies) {
    const found = await findEncoder(codecFamily, request, { profile, bitrate: 'constant' }, [], signal);
    offers.push('works' in found ? found : { codecFamily, works: true, hardware: found.hardware, firstFrameMs: found.firstFrameMs });
  }
  return offers;
}

/** The families that this browser says it can encode the request with, best first; asked without opening an encoder. */
export async function encodableFamilies(request: EncoderRequest): Promise<readonly CodecFamily[]> {
  if (typeof VideoEncoder === 'undefined') return [];
  const found: CodecFamily[] = [];
  for (const codecFamily of codecFamilies) {
    const candidates = encoderCandidates(codecFamily, request, { profile: 'balanced', bitrate: 'constant' });
    if (typeof candidates === 'string') continue;
    for (const { config } of candidates) {
      if (!(await isSupported(config))) continue;
      found.push(codecFamily);
      break;
    }
  }
  return found;
}

/** The first way to encode in this family that works; else the last reason why one does not: what was tried says more than what was asked. */
async function findEncoder(codecFamily: CodecFamily, request: EncoderRequest, wish: EncoderWish, without: readonly FailedEncoder[], signal?: AbortSignal): Promise<Found | Refused> {
  const candidates = encoderCandidates(codecFamily, request, wish);
  if (typeof candidates === 'string') return { codecFamily, works: false, refusal: candidates, detail: '' };
  let refused: Refused = { codecFamily, works: false, refusal: 'unsupported', detail: '' };
  /** One that gives nothing would give as little with another profile of its codec, and waiting for it is dear. */
  const silent = new Set<EncoderHardware>();
  for (const candidate of candidates) {
    throwIfCancelled(signal);
    if (silent.has(candidate.hardware) || without.some((each) => each.codecFamily === codecFamily && each.hardware === candidate.hardware)) continue;
    if (!(await isSupported(candidate.config))) continue;
    const trial = await tryEncoder(candidate, signal);
    if (trial.works) return { ...candidate, firstFrameMs: trial.firstFrameMs };
    refused = { codecFamily, ...trial };
    if (trial.refusal === 'silent') silent.add(candidate.hardware);
  }
  return refused;
}

async function isSupported(config: VideoEncoderConfig): Promise<boolean> {
  try {
    return (await VideoEncoder.isConfigSupported(config)).supported === true;
  } catch {
    return false; // a codec string the browser does not know at all
  }
}

async function noEncoder({ widthPx, heightPx, ...rest }: EncoderRequest, wanted: CodecChoice, profile: EncodingProfile, refused: readonly Refused[], signal?: AbortSignal): Promise<AppError> {
  const offers = wanted === 'auto' ? [] : await encoderOffers({ widthPx, heightPx, ...rest }, profile, signal);
  const works = offers.flatMap((offer) => (offer.works ? [codecNames[offer.codecFamily]] : [])).join(', ');
  const [first] = refused;
  const advice = wanted === 'h264' && first?.refusal === 'odd-size' ? 'even-size' : works === '' ? 'smaller' : 'other-codec';
  const codec = wanted === 'auto' ? codecFamilies.map((each) => codecNames[each]).join(', ') : codecNames[wanted];
  const why = refused.map(refusalText).join('; ');
  return new AppError('media/no-encoder', { codec, widthPx, heightPx, profile, why, works, refusal: first?.refusal ?? 'unsupported', detail: first?.detail ?? '', advice });
}
