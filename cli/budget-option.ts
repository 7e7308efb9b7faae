import type { Report } from '../src/documents/report.ts';
import type { JobOptions } from '../src/rpc/job-types.ts';
import { text } from './option-values.ts';
import type { Values } from './option-values.ts';
import { usage } from './usage.ts';

/** How long a job may take, of every command that makes a video. */
export const budgetFlags = { 'finish-in': { type: 'string' } } as const;

/** `90`, `90s`, `10m`, `1.5h`, `1h30m`: hours, minutes, seconds. */
const form = /^(?:(?<h>\d+(?:\.\d+)?)h)?(?:(?<m>\d+(?:\.\d+)?)m)?(?:(?<s>\d+(?:\.\d+)?)s?)?$/;

/** Throws `usage/bad-option` for what is no length of time, or none at all. */
export function budgetOption(values: Values): Pick<JobOptions, 'finishInS'> {
  const given = text(values['finish-in']);
  if (given === undefined) return {};
  const { h = '0', m = '0', s = '0' } = form.exec(given)?.groups ?? {};
  const finishInS = 3600 * Number(h) + 60 * Number(m) + Number(s);
  if (finishInS > 0) return { finishInS };
  throw usage(`--finish-in must be a time such as 90s, 10m or 1h30m, not "${given}"`);
}

/** What became of the time that was given, and of quality for want of time or memory; nothing where neither was. */
export function budgetSummary({ timeBudget, qualitySteps }: Pick<Report, 'timeBudget' | 'qualitySteps'>): string {
  const time = timeBudget === null ? [] : [`${timeBudget.workedS <= timeBudget.finishInS ? 'done in' : 'late: took'} ${timeBudget.workedS.toFixed(1)} of ${timeBudget.finishInS} s`];
  const steps = qualitySteps.map((step) =>
    step.what === 'profile' ? `from frame ${step.fromFrame} on coded as ${step.to} instead of ${step.from}, for want of time` : `${step.what === 'alone' ? 'made by itself' : 'made with fewer frames at once'}, for want of memory`,
  );
  return [...time, ...steps].map((each) => `; ${each}`).join('');
}
