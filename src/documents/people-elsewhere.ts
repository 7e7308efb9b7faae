import type { Analysis, Identity } from './analysis.ts';
import type { PersonDecision } from './corrections.ts';

/** What is known of the people of one video, enough to know them again in another: faces' numbers are in it, and it is in no file. */
export type KnownPeople = Pick<Analysis, 'identities' | 'looks'>;

/** Somebody of one video who is surely in another one, too, and what the user said of them there. */
export interface SeenElsewhere {
  /** Id of the identity in the one video. */
  readonly person: Identity['id'];
  /** Place of the other video in the list that was asked about. */
  readonly video: number;
  /** Of the other video. */
  readonly name?: string;
  readonly decision?: PersonDecision;
}
