import type { ReviewPerson } from '../../rpc/review-types.ts';
import { fillIn } from '../messages/messages.ts';
import type { Messages } from '../messages/messages.ts';

/** What a person, or something drawn by hand, is called: the user's name, else a number in the order of the list. */
export function nameOfPerson(text: Messages['review'], person: ReviewPerson | undefined, index: number): string {
  if (person?.name !== undefined && person.name !== '') return person.name;
  return fillIn(person?.mask === undefined ? text.person : text.thing, { n: person?.mask ?? index + 1 });
}
