import type { MissingPolicy } from '../../documents/missing.ts';
import type { Named } from './messages.ts';

/** Texts of what is shown for frames that cannot be decoded. */
export interface MissingMessages {
  readonly label: string;
  /** `{frames}` in all, `{madeUp}` of them not hidden. */
  readonly report: string;
  readonly policy: Readonly<Record<MissingPolicy, Named>>;
}
