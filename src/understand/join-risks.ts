import type { IdentityRisk } from '../documents/analysis.ts';
import type { RiskItem } from '../documents/risks.ts';
import type { RiskContext } from './risk-context.ts';

/** What is looked at in one go: a longer moment is two. */
const togetherS = 2;
/** A face seen for no longer is looked at as a whole, whatever there is to see. */
const briefS = 0.5;

/** Risks that are one moment: they meet in time and have a track in common, as when three people pass each other. In order of time. */
export function joinSwaps(risks: readonly IdentityRisk[], secondsBetween: RiskContext['secondsBetween']): IdentityRisk[][] {
  const moments: { readonly risks: IdentityRisk[]; readonly firstFrame: number; lastFrame: number }[] = [];
  for (const risk of [...risks].sort((a, b) => a.firstFrame - b.firstFrame)) {
    const last = (before: number): number => Math.max(before, risk.lastFrame);
    const moment = moments.find(
      (each) =>
        each.lastFrame >= risk.firstFrame &&
        secondsBetween(each.firstFrame, last(each.lastFrame)) <= togetherS &&
        each.risks.some(({ tracks }) => tracks.some((track) => risk.tracks.includes(track))),
    );
    if (moment === undefined) moments.push({ risks: [risk], firstFrame: risk.firstFrame, lastFrame: risk.lastFrame });
    else {
      moment.risks.push(risk);
      moment.lastFrame = last(moment.lastFrame);
    }
  }
  return moments.map((moment) => moment.risks);
}

/**
 * Leaves out what a more serious moment of the same brief track says already: that the detector was not sure, and that nobody knows who it is, where it
 * is hidden for that and is nobody's other track. Where it begins, ends or was not seen are moments of their own: each needs its own mending.
 */
export function leaveOutSaid(items: readonly RiskItem[], { analysis, tracks, secondsBetween }: RiskContext): RiskItem[] {
  const brief = new Set(
    tracks.flatMap(({ track, firstSeen, lastSeen }) => {
      const [from, to] = [track.frames[firstSeen] as number, track.frames[lastSeen] as number];
      return secondsBetween(from, to) <= briefS ? [track.id] : [];
    }),
  );
  const hiddenAlone = new Set(analysis.identities.flatMap(({ tracks: own, decision }) => (decision !== 'show' && own.length === 1 ? own : [])));
  const isSmall = ({ kind, track = 0 }: RiskItem): boolean => brief.has(track) && (kind === 'low-score' || (kind === 'unsure' && hiddenAlone.has(track)));
  const said = new Set(items.flatMap((item) => (item.track === undefined || item.kind === 'swap' || isSmall(item) ? [] : [item.track])));
  return items.filter((item) => !isSmall(item) || !said.has(item.track ?? 0));
}
