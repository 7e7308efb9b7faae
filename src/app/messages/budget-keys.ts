import type { NoticeCode } from '../../rpc/job-types.ts';

/** What is told while a job runs short of time or memory. */
export type BudgetNotice = Extract<NoticeCode, 'finding-too-long' | 'quality-stepped' | 'time-too-short' | 'output-alone' | 'output-frugal'>;

/** Texts of the time that a job is given, and of what becomes of quality when there is too little of it, or of memory. */
export interface BudgetMessages {
  readonly label: string;
  readonly hint: string;
  /** `{n}` of them. */
  readonly seconds: string;
  readonly minutes: string;
  readonly hours: string;
  readonly notices: Readonly<Record<BudgetNotice, string>>;
  readonly reportTime: string;
  readonly reportInTime: string;
  readonly reportLate: string;
  readonly reportSteps: string;
  readonly profileStep: string;
  readonly aloneStep: string;
  readonly fewerFramesStep: string;
}
