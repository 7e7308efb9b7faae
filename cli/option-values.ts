import { AppError } from '../src/core/errors.ts';

/** Options as they were given, by name. */
export type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

/** A text that was given once; undefined when it was not. */
export function text(value: Values[string]): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Texts that may be given several times. */
export function texts(value: Values[string]): readonly string[] {
  return typeof value === 'object' ? value.filter((each) => typeof each === 'string') : [];
}

/** One of the given words, the first when absent; throws `usage/bad-option`. */
export function oneOf<const Word extends string>(flag: string, value: string | undefined, words: readonly [Word, ...Word[]]): Word {
  if (value === undefined) return words[0];
  const word = words.find((each) => each === value);
  if (word === undefined) throw new AppError('usage/bad-option', { reason: `${flag} must be one of ${words.join(', ')}, not "${value}"` });
  return word;
}

/** A number from `min` to `max`, `absent` when not given; throws `usage/bad-option`. */
export function numberIn(flag: string, value: string | undefined, min: number, max: number, absent: number): number {
  if (value === undefined) return absent;
  const number = decimal(value);
  if (number === undefined || number < min || number > max) throw new AppError('usage/bad-option', { reason: `${flag} must be a number from ${min} to ${max}, not "${value}"` });
  return number;
}

/** A point in time as seconds (`83.5`) or clock (`1:23.5`, `1:02:03`), in seconds; throws `usage/bad-option`. */
export function pointInTime(flag: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const parts = value.split(':').map(decimal);
  const bad = parts.length > 3 || parts.some((part, index) => part === undefined || (index > 0 && part >= 60) || (index < parts.length - 1 && !Number.isInteger(part)));
  if (bad) throw new AppError('usage/bad-option', { reason: `${flag} must be seconds or h:mm:ss, not "${value}"` });
  return (parts as number[]).reduce((seconds, part) => seconds * 60 + part, 0);
}

function decimal(value: string): number | undefined {
  return /^\d+(\.\d*)?$|^\.\d+$/.test(value) ? Number(value) : undefined;
}
