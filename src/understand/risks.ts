import type { Analysis } from '../documents/analysis.ts';
import type { Corrections, ReviewItem } from '../documents/corrections.ts';
import type { Observations } from '../documents/observations.ts';
import type { ReviewedItem, ReviewQueue, RiskItem } from '../documents/risks.ts';
import { leaveOutSaid } from './join-risks.ts';
import { riskContext } from './risk-context.ts';
import { riskFinders } from './risk-finders.ts';

/**
 * The moments of a video that are worth a look, the riskiest first, with what the user said of them. Pure; linear in samples. Moments that are
 * hidden whole are not in it: there is nothing to see.
 */
export function reviewQueue(observations: Observations, analysis: Analysis, corrections: Corrections): ReviewQueue {
  const context = riskContext(observations, analysis);
  const verdicts = new Map(corrections.flatMap((correction) => (correction.kind === 'review' ? [[correction.item, correction] as const] : [])));
  const items = leaveOutSaid(riskFinders.flatMap((find) => find(context)), context)
    .filter((item) => item.kind === 'unknown' || !isHiddenWhole(analysis, item))
    .sort((a, b) => b.severity - a.severity || a.frame - b.frame || (a.key < b.key ? -1 : 1))
    .map((item): ReviewedItem => withVerdict(item, verdicts.get(item.key)));
  return { items, open: items.filter(({ verdict }) => verdict === undefined).length };
}

function isHiddenWhole({ unknown }: Analysis, item: RiskItem): boolean {
  return unknown.some(({ firstFrame, lastFrame }) => firstFrame <= item.firstFrame && lastFrame >= item.lastFrame);
}

function withVerdict(item: RiskItem, said: ReviewItem | undefined): ReviewedItem {
  if (said === undefined) return item;
  return { ...item, verdict: said.verdict, ...(said.by === undefined ? {} : { by: said.by }) };
}
