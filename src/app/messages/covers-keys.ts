import type { HideCovers } from '../../documents/intent.ts';
import type { Named } from './messages.ts';

/** Texts of what of a person is hidden. A hint says what it leaves visible. */
export interface CoversMessages {
  readonly label: string;
  readonly report: string;
  /** What the result says where heads are not hidden whole. */
  readonly eyesOnly: string;
  readonly choice: Readonly<Record<HideCovers, Named>>;
}
