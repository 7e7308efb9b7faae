import { codecFamilies, codecNames } from '../../core/codec.ts';
import type { EncoderOffer, EncoderRefusal } from '../../core/encoding.ts';
import type { AppError } from '../../core/errors.ts';
import type { ReportEncoding } from '../../documents/report-encoding.ts';
import { fillIn } from '../messages/messages.ts';
import type { Messages } from '../messages/messages.ts';

/** Why a codec is not to be had here, in the user's language. */
export function refusedText(text: Messages, { codecFamily, refusal, detail }: Extract<EncoderOffer, { works: false }>): string {
  return fillIn(text.encoding.refusedLine, { codec: codecNames[codecFamily], why: fillIn(text.encoderRefusal[refusal], { detail }) });
}

/** How the pictures were encoded, for the report. Bitrates in kbit/s. */
export function encodingText(text: Messages, encoding: ReportEncoding): string {
  const kbit = (bits: number): number => Math.round(bits / 1000);
  const { profile, codecFamily, hardware, bitrateLowest, bitrateHighest, bitrateGot, keyIntervalS, firstFrameMs, changes } = encoding;
  const [lowest, highest] = [kbit(bitrateLowest), kbit(bitrateHighest)];
  const line = fillIn(text.encoding.reportEncodingLine, {
    profile: text.profile[profile].name,
    codec: codecNames[codecFamily],
    hardware: text.encoderHardware[hardware],
    asked: lowest === highest ? lowest : fillIn(text.encoding.reportAdaptive, { lowest, highest }),
    got: kbit(bitrateGot),
    key: keyIntervalS,
  });
  const first = firstFrameMs === null ? [] : [fillIn(text.encoding.reportFirstFrame, { ms: firstFrameMs })];
  return [line, ...first, ...changes.map((change) => fillIn(text.encoding.reportChange, { ...change }))].join('; ');
}

/** Why nothing encodes, and what does, where an error tells; nothing for other errors. */
export function encoderErrorText(text: Messages, { code, details }: AppError): string[] {
  const { refusal, detail, works } = details;
  if (code !== 'media/no-encoder' || typeof refusal !== 'string' || !(refusal in text.encoderRefusal)) return [];
  const codecFamily = codecFamilies.find((each) => codecNames[each] === details['codec']);
  if (codecFamily === undefined) return [];
  const why = refusedText(text, { codecFamily, works: false, refusal: refusal as EncoderRefusal, detail: String(detail) });
  return [why, typeof works === 'string' && works !== '' ? fillIn(text.encoding.worksHere, { codecs: works }) : text.encoding.nothingWorks];
}
