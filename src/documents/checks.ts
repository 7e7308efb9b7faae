import { AppError } from '../core/errors.ts';

/**
 * Checks for documents that come from outside. Every one takes the path of the field within its document
 * (`tracks[3].samples.boxes`) and throws `document/invalid` with that path; none coerces.
 */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** The error for a field that is not what it must be. */
export function invalidField(path: string, expected: string): AppError {
  return new AppError('document/invalid', { field: path, expected });
}

export function checkRecord(value: unknown, path: string): JsonRecord {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalidField(path, 'an object');
  return value as JsonRecord;
}

export function checkArray(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw invalidField(path, 'a list');
  return value;
}

export function checkString(value: unknown, path: string): string {
  if (typeof value !== 'string') throw invalidField(path, 'a text');
  return value;
}

export function checkBoolean(value: unknown, path: string): boolean {
  if (typeof value !== 'boolean') throw invalidField(path, 'true or false');
  return value;
}

/** A finite number within the inclusive bounds. */
export function checkNumber(value: unknown, path: string, min = -Infinity, max = Infinity): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < min || value > max) {
    throw invalidField(path, `a number ${boundsText(min, max)}`);
  }
  return value;
}

/** A whole number within the inclusive bounds. */
export function checkInteger(value: unknown, path: string, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < min || value > max) {
    throw invalidField(path, `a whole number ${boundsText(min, max)}`);
  }
  return value;
}

/** One of the given texts. */
export function checkOneOf<const T extends string>(value: unknown, path: string, choices: readonly T[]): T {
  if (!choices.includes(value as T)) throw invalidField(path, `one of ${choices.join(', ')}`);
  return value as T;
}

function boundsText(min: number, max: number): string {
  return `from ${min} to ${max}`;
}
