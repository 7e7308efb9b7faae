import { AppError } from '../core/errors.ts';
import type { Corrections } from './corrections.ts';
import type { Intent } from './intent.ts';
import type { Making } from './making.ts';
import type { DetectorChoice, Quality } from './observations.ts';
import type { SourceInfo } from './source.ts';
import type { BodyLooking } from './wanted-bodies.ts';

/**
 * The work on one video (`.veil.json`): what it is of, how it was looked at, what was corrected, what is to be made. `looking` is the reference to
 * the journal: the observations of this source that were made so are found again where they still are, and made again where not.
 */
export interface Project {
  readonly source: Pick<SourceInfo, 'name' | 'fingerprint'>;
  readonly looking: Looking;
  /**
   * Digest of what was found so, before corrections (see `understand/found-digest.ts`): ids in corrections and intents hold where the same is found.
   * Null: not known, in projects of the first version; they hold nowhere.
   */
  readonly found: string | null;
  readonly corrections: Corrections;
  /** What is to be made, beginning with the video as it is; empty: nothing was chosen, that is made. Ids in it are tracks of what was found. */
  readonly makings: readonly Making[];
  /** What was chosen last comes first. */
  readonly intents: readonly [Intent, ...Intent[]];
}

/** Of a job's options, what another analysis would come of; in and out points in seconds. */
export interface Looking {
  readonly quality: Quality;
  readonly detector: DetectorChoice;
  readonly sensitivity: number;
  /** Absent: nobody looked for bodies. */
  readonly bodies?: BodyLooking;
  readonly startS?: number;
  readonly endS?: number;
}

/** Throws `document/wrong-source` when the project is of another video than that with this fingerprint. */
export function requireSource({ source }: Project, fingerprint: string): void {
  if (source.fingerprint !== fingerprint) throw new AppError('document/wrong-source', { name: source.name });
}
