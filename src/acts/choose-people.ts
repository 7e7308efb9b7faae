import { AppError } from '../core/errors.ts';
import type { Analysis } from '../documents/analysis.ts';
import type { Hide, HidePeople } from '../documents/intent.ts';
import { maybeSame, surelySame } from '../understand/match-people.ts';
import type { Reference } from './reference-photos.ts';

/** What is hidden, and whose reference photos to hide somebody fit nobody. */
export interface ChosenPeople {
  readonly hide: Hide;
  /** Names of the photos. */
  readonly notFound: readonly string[];
}

/**
 * Makes of reference photos, and of the people whom the choice names, the people to keep and to hide. Whoever may be somebody to hide is hidden.
 * Where somebody to hide is found nowhere, and others would be shown, everybody is hidden. Throws `people/no-match` when somebody to keep is not
 * recognised for sure.
 */
export function choosePeople(hide: Hide, references: readonly Reference[], analysis: Analysis): ChosenPeople {
  if (hide.kind === 'people') requirePeople(hide, analysis);
  if (references.every(({ role }) => role !== 'keep' && role !== 'hide')) return { hide, notFound: [] };
  const named: Pick<HidePeople, 'keep' | 'hide'> = hide.kind === 'people' ? hide : { keep: [], hide: [] };
  const kept = references.filter(({ role }) => role === 'keep').flatMap((reference) => requireMatch(reference, analysis));
  const sought = references.filter(({ role }) => role === 'hide').map(({ name, looks }) => ({ name, found: maybeSame(looks, analysis) }));
  const notFound = sought.filter(({ found }) => found.length === 0).map(({ name }) => name);
  const { covers, shape, scale, fill } = hide;
  const look = { ...(covers === undefined ? {} : { covers }), shape, scale, fill };
  const keep = [...named.keep, ...kept];
  const others = keep.length > 0 || (hide.kind === 'people' && hide.others === 'hide') ? 'hide' : 'show';
  if (others === 'show' && notFound.length > 0) return { hide: { kind: 'everyone', ...look }, notFound };
  return { hide: { kind: 'people', others, keep, hide: [...named.hide, ...sought.flatMap(({ found }) => found)], ...look }, notFound };
}

/** Any track of each person whom a layout or a cut is about, by reference photos. Throws `people/no-match` as above. */
export function chooseSubjects(references: readonly Reference[], analysis: Analysis): number[] {
  return references.filter(({ role }) => role === 'subject').flatMap((reference) => requireMatch(reference, analysis).slice(0, 1));
}

/** Any track of everybody who may be somebody whose speech is treated, by reference photos. Throws `people/no-match` where nobody may be. */
export function chooseVoices(references: readonly Reference[], analysis: Analysis): number[] {
  return references
    .filter(({ role }) => role === 'voice')
    .flatMap(({ name, looks }) => {
      const found = maybeSame(looks, analysis);
      if (found.length === 0) throw new AppError('people/no-match', { who: name });
      return found;
    });
}

function requireMatch({ name, looks }: Reference, analysis: Analysis): number[] {
  const found = surelySame(looks, analysis);
  if (found.length === 0) throw new AppError('people/no-match', { who: name });
  return found;
}

/** Ids come from a report of another run: one that means nobody, or nobody sure, would hide whom the user wants to see, or show whom not. */
function requirePeople({ keep, hide }: HidePeople, { identities }: Analysis): void {
  for (const id of keep) {
    const person = identities.find(({ tracks }) => tracks.includes(id));
    if (person === undefined || !(person.sure || person.decision === 'show')) throw new AppError('people/no-match', { who: `person ${id}` });
  }
  for (const id of hide) if (!identities.some(({ tracks }) => tracks.includes(id))) throw new AppError('people/no-match', { who: `person ${id}` });
}
