import type { EncodingProfile } from '../../core/encoding.ts';
import type { ErrorDetails } from '../../core/errors.ts';
import type { QualityStep, ReportTimeBudget } from '../../documents/quality-step.ts';
import type { BudgetNotice } from '../messages/budget-keys.ts';
import { fillIn } from '../messages/messages.ts';
import type { Messages } from '../messages/messages.ts';

const minuteS = 60;
const hourS = 3600;

/** A length of time: seconds below two minutes, minutes below two hours, then hours; a decimal where that says something. */
export function lengthOfTime(text: Messages, seconds: number): string {
  const [sentence, n] = seconds < 2 * minuteS ? [text.budget.seconds, seconds] : seconds < 2 * hourS ? [text.budget.minutes, seconds / minuteS] : [text.budget.hours, seconds / hourS];
  return fillIn(sentence, { n: n < 10 ? Number(n.toPrecision(2)) : Math.round(n) });
}

/** What is told when time or memory is short, in the user's language. */
export function budgetNoticeText(text: Messages, code: BudgetNotice, { budgetS, seconds, from, to }: ErrorDetails): string {
  return fillIn(text.budget.notices[code], {
    ...(typeof budgetS === 'number' ? { budget: lengthOfTime(text, budgetS) } : {}),
    ...(typeof seconds === 'number' ? { takes: lengthOfTime(text, seconds) } : {}),
    ...(from === undefined || to === undefined ? {} : { from: text.profile[from as EncodingProfile].name, to: text.profile[to as EncodingProfile].name }),
  });
}

/** Whether the time that was given was kept, for the report. */
export function timeBudgetText(text: Messages, { finishInS, workedS }: ReportTimeBudget): string {
  return fillIn(workedS <= finishInS ? text.budget.reportInTime : text.budget.reportLate, { budget: lengthOfTime(text, finishInS), worked: lengthOfTime(text, workedS) });
}

/** Where quality stepped down, and why, for the report. */
export function qualityStepsText(text: Messages, steps: readonly QualityStep[]): string {
  return steps.map((step) => stepText(text, step)).join('; ');
}

function stepText(text: Messages, step: QualityStep): string {
  switch (step.what) {
    case 'profile':
      return fillIn(text.budget.profileStep, { frame: step.fromFrame, from: text.profile[step.from].name, to: text.profile[step.to].name });
    case 'alone':
      return text.budget.aloneStep;
    case 'fewer-frames':
      return text.budget.fewerFramesStep;
  }
}
