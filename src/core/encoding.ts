import type { CodecFamily } from './codec.ts';
import { codecNames } from './codec.ts';
import { fillIn } from './fill-in.ts';

/** What the new video is for; the default first. */
export const encodingProfiles = ['balanced', 'realtime', 'streaming', 'quality', 'archival'] as const;
export type EncodingProfile = (typeof encodingProfiles)[number];

/** Whether the bitrate stays, or follows what is to be seen. */
export const bitrateChoices = ['constant', 'adaptive'] as const;
export type BitrateChoice = (typeof bitrateChoices)[number];

/** What an encoder was asked to run on; the browser does not tell what it took where it had the choice (WebCodecs, HardwareAcceleration). */
export type EncoderHardware = 'prefer-hardware' | 'prefer-software' | 'no-preference';

/** Why a codec is not to be had: found without an encoder (`odd-size`, `too-large`), asked (`unsupported`), or tried. */
export type EncoderRefusal = 'odd-size' | 'too-large' | 'unsupported' | 'failed' | 'silent' | 'wrong-output';

/** What came of one codec under one profile, at one size. */
export type EncoderOffer =
  | {
      readonly codecFamily: CodecFamily;
      readonly works: true;
      readonly hardware: EncoderHardware;
      /** Milliseconds from opening the encoder to its first coded picture; null where the browser took the encoder away before. */
      readonly firstFrameMs: number | null;
    }
  | { readonly codecFamily: CodecFamily; readonly works: false; readonly refusal: EncoderRefusal; readonly detail: string };

/** The page's English words too. */
export const encoderRefusalWords: Readonly<Record<EncoderRefusal, string>> = {
  'odd-size': 'it takes even widths and heights only',
  'too-large': 'the picture is larger than any level of it allows',
  unsupported: 'this browser has no encoder for it',
  failed: 'the encoder failed when it was tried ({detail})',
  silent: 'the encoder gave nothing when it was tried',
  'wrong-output': 'the encoder did not give what was asked of it when it was tried ({detail})',
};

export const encoderHardwareWords: Readonly<Record<EncoderHardware, string>> = {
  'prefer-hardware': 'hardware',
  'prefer-software': 'software',
  'no-preference': 'hardware or software as the browser chose',
};

/** An encoder in words, for reports and notices: `H.264 (software)`. */
export function encoderName(codecFamily: CodecFamily, hardware: EncoderHardware): string {
  return `${codecNames[codecFamily]} (${encoderHardwareWords[hardware]})`;
}

/** Why a codec is not to be had, in English. */
export function refusalText({ codecFamily, refusal, detail }: Extract<EncoderOffer, { works: false }>): string {
  return `${codecNames[codecFamily]}: ${fillIn(encoderRefusalWords[refusal], { detail })}`;
}
