import type { Action, Analysis } from '../documents/analysis.ts';
import { personOfTrack } from '../documents/person-of-track.ts';
import type { ReviewAction, ReviewPerson } from '../rpc/review-types.ts';

/** Who does what, as the review room has it, by time; what lies outside of what was looked at, or is done by nobody who is listed, is left out. */
export function reviewActions(analysis: Pick<Analysis, 'tracks' | 'identities' | 'actions'>, people: readonly ReviewPerson[], fromS: number, toS: number): ReviewAction[] {
  const personOf = ({ track }: Action): number => {
    const owner = personOfTrack(analysis, track);
    return owner === undefined ? -1 : people.findIndex(({ id }) => id === owner.id);
  };
  return analysis.actions
    .flatMap((action): ReviewAction[] => {
      const person = personOf(action);
      const [startS, endS] = [Math.max(fromS, action.startUs / 1e6), Math.min(toS, action.endUs / 1e6)];
      return person < 0 || startS >= endS ? [] : [{ person, startS, endS, label: action.label, score: action.score }];
    })
    .sort((a, b) => a.startS - b.startS || a.person - b.person);
}
