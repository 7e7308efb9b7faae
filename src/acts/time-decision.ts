/** What is known of a job's time at one moment. */
export interface TimeFacts {
  /** What is left of the time that the job was given; below 0 when it is used up. Seconds. */
  readonly leftS: number;
  /** What the rest will take at the pace of the last seconds; null while that is not known. */
  readonly neededS: number | null;
  /** How long the job has been late without a moment in between in which it was not. */
  readonly lateForS: number;
  /** How often quality can still step down. */
  readonly stepsLeft: number;
}

/** `too-late`: it will not be done in time, and nothing is left that could be done about it. */
export type TimeDecision = 'keep' | 'step' | 'too-late';

/** What is needed may be more than what is left by this share of it: the check of the finished file comes after the last frame and is not foreseen. */
const marginShare = 0.05;
/** A hard stretch of a video passes; what is still late after so long is meant to last. Long enough for the pace, smoothed over four seconds, to have settled. */
export const calmS = 3;

/** Whether a job will not be done in the time that is left. */
export function isLate({ leftS, neededS }: Pick<TimeFacts, 'leftS' | 'neededS'>): boolean {
  return leftS <= 0 || (neededS !== null && neededS * (1 + marginShare) > leftS);
}

/** Whether quality steps down now. Time that is used up is no estimate: then nothing is waited for. */
export function decideOnTime(facts: TimeFacts): TimeDecision {
  const { leftS, lateForS, stepsLeft } = facts;
  if (!isLate(facts) || (leftS > 0 && lateForS < calmS)) return 'keep';
  return stepsLeft > 0 ? 'step' : 'too-late';
}
