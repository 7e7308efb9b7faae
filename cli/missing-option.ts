import { missingPolicies } from '../src/documents/missing.ts';
import type { JobOptions } from '../src/rpc/job-types.ts';
import { oneOf, text } from './option-values.ts';
import type { Values } from './option-values.ts';

/** What is shown for frames that cannot be decoded, of every command that makes a video. */
export const missingFlags = { missing: { type: 'string' } } as const;

/** Throws `usage/bad-option` for another word than those of `missingPolicies`. */
export function missingOption(values: Values): Pick<JobOptions, 'missing'> {
  return values['missing'] === undefined ? {} : { missing: oneOf('--missing', text(values['missing']), missingPolicies) };
}
