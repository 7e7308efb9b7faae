import type { AppError } from '../../core/errors.ts';
import type { CodecAdvice, ErrorText, Messages } from '../messages/messages.ts';
import { codecAdvices, fillIn } from '../messages/messages.ts';

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

/** An error in the user's words, with the advice that fits its details. */
export function errorText(text: Messages, error: AppError): ErrorText {
  const { what, todo } = text.errors[error.code];
  const advice = codecAdvices.find((each): each is CodecAdvice => each === error.details['advice']);
  const help = advice === undefined ? fillIn(todo, error.details) : text.codecAdvice[advice];
  return { what: fillIn(what, error.details), todo: [...spaceText(text, error), help].join(' ') };
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
