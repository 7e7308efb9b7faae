import type { Correction } from '../../documents/corrections.ts';
import type { SeenElsewhere } from '../../documents/people-elsewhere.ts';
import type { ReviewPerson } from '../../rpc/review-types.ts';

/** Somebody is in another video, too: which one, and what of the user's words there is not so here. */
export interface Offer {
  readonly file: string;
  readonly name?: string;
  readonly decision?: 'hide' | 'show';
}

/** Somebody seen in a video of this file's name. */
export type SeenIn = Omit<SeenElsewhere, 'video'> & { readonly file: string };

/**
 * In which other videos somebody is, and what can be taken over from there. Those that hide come first, those that show last.
 */
export function offersFor({ tracks, name, hidden }: Pick<ReviewPerson, 'tracks' | 'name' | 'hidden'>, seen: readonly SeenIn[]): Offer[] {
  const rank = ({ decision }: Offer): number => (decision === 'hide' ? 0 : decision === undefined ? 1 : 2);
  return seen
    .filter(({ person }) => tracks.includes(person))
    .map(({ file, name: theirs, decision }): Offer => {
      const isNew = decision !== undefined && (decision === 'hide') !== hidden;
      return { file, ...(theirs === undefined || theirs === name ? {} : { name: theirs }), ...(isNew ? { decision } : {}) };
    })
    .sort((a, b) => rank(a) - rank(b));
}

/** An offer as corrections of this video; none where there is nothing to take over. */
export function takenOver({ id }: Pick<ReviewPerson, 'id'>, { name, decision }: Offer): Correction[] {
  const named: Correction[] = name === undefined ? [] : [{ kind: 'name', track: id, name }];
  return decision === undefined ? named : [...named, { kind: 'decide', track: id, decision }];
}
