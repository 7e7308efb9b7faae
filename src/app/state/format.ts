import type { AppError } from '../../core/errors.ts';
import type { LeftOut } from '../../core/left-out.ts';
import type { Report } from '../../documents/report.ts';
import type { JobEvent, SourceSummary } from '../../rpc/job-types.ts';
import type { BudgetNotice } from '../messages/budget-keys.ts';
import type { CodecAdvice, ErrorText, Messages } from '../messages/messages.ts';
import { codecAdvices, fillIn } from '../messages/messages.ts';
import { budgetNoticeText } from './budget-text.ts';
import { encoderErrorText } from './encoding-text.ts';

const minuteS = 60;
const megabyte = 1e6;
const gigabyte = 1e9;

/** Time left in words: seconds below two minutes, then whole minutes; nothing while unknown. */
export function timeLeft(text: Messages, secondsLeft: number | null): string {
  if (secondsLeft === null || !Number.isFinite(secondsLeft)) return '';
  if (secondsLeft < 2 * minuteS) return fillIn(text.ui.secondsLeft, { n: Math.max(1, Math.round(secondsLeft)) });
  return fillIn(text.ui.minutesLeft, { n: Math.round(secondsLeft / minuteS) });
}

/** Frames per second: one decimal below ten. */
export function rate(perSecond: number): string {
  return perSecond < 10 ? perSecond.toFixed(1) : String(Math.round(perSecond));
}

/** The sound of a file and what will come of it, for the line that describes the file. */
export function soundText(text: Messages, { audioCodec, audioFate }: Pick<SourceSummary, 'audioCodec' | 'audioFate'>): string {
  const sentence = { none: text.ui.noSound, carried: text.ui.audioCodec, reencoded: text.ui.soundReencoded, undecodable: text.ui.soundUndecodable }[audioFate];
  return fillIn(sentence, { codec: audioCodec ?? '' });
}

/** Things that are not carried over, in the user's language. */
export function leftOutList(text: Messages, leftOut: readonly LeftOut[]): string {
  return leftOut.map(({ kind, codec, language }) => text.leftOut[kind] + (codec === undefined ? '' : ` (${[codec, language].filter(Boolean).join(', ')})`)).join(', ');
}

/** A notice in the user's language; what is left out is named by the file's own list. */
export function noticeText(text: Messages, { code, details }: Pick<Extract<JobEvent, { kind: 'notice' }>, 'code' | 'details'>, leftOut: readonly LeftOut[]): string {
  if (code in text.budget.notices) return budgetNoticeText(text, code as BudgetNotice, details);
  return fillIn(text.notices[code], code === 'tracks-left-out' ? { tracks: leftOutList(text, leftOut) } : details);
}

/** What the frames were made on, why, and what the GPU made trouble with, for the report. */
export function backendText(text: Messages, { backend, backendWhy, gpuTroubles }: Pick<Report, 'backend' | 'backendWhy' | 'gpuTroubles'>): string {
  const { name } = text.backend[backend === 'cpu' ? 'cpu' : 'gpu'];
  const troubles = gpuTroubles.map(({ kind, reason }) => fillIn(text.notices[kind], { reason }));
  return [`${name} (${fillIn(text.backendReason[backendWhy.code], backendWhy.details)})`, ...troubles].join('; ');
}

/** What the faces were looked for on, why, and what the GPU made trouble with, for the report. */
export function detectionText(text: Messages, { backend, why, troubles }: Report['detection']): string {
  return backendText(text, { backend, backendWhy: why, gpuTroubles: troubles });
}

/** An error in the user's words, with the advice that fits its details. */
export function errorText(text: Messages, error: AppError): ErrorText {
  const { what, todo } = text.errors[error.code];
  const advice = codecAdvices.find((each): each is CodecAdvice => each === error.details['advice']);
  const help = advice === undefined ? fillIn(todo, error.details) : text.codecAdvice[advice];
  return { what: fillIn(what, error.details), todo: [...spaceText(text, error), ...encoderErrorText(text, error), help].join(' ') };
}

/** How much room was wanted, where the error says so; a journal's few bytes would only puzzle. */
function spaceText(text: Messages, { details }: AppError): string[] {
  const needed = details['neededBytes'];
  return typeof needed === 'number' && needed >= megabyte ? [fillIn(text.ui.spaceNeeded, { size: fileSize(needed) })] : [];
}

/** Bytes in the units that file managers show. */
export function fileSize(bytes: number): string {
  return bytes >= gigabyte ? `${(bytes / gigabyte).toFixed(1)} GB` : `${Math.ceil(bytes / megabyte)} MB`;
}

/** A place in a video: minutes, seconds and hundredths; hours when there are any. */
export function clockTime(seconds: number): string {
  const hundredths = Math.max(0, Math.round(seconds * 100));
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes, rest] = [Math.floor(hundredths / 360_000), Math.floor(hundredths / 6000) % 60, hundredths % 6000];
  return `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(Math.floor(rest / 100))}.${two(rest % 100)}`;
}
