import { texts } from './option-values.ts';
import type { Values } from './option-values.ts';
import type { ReferencePath } from './people-options.ts';
import { usage } from './usage.ts';

/** Options that say whom a cut or a layout is about. */
export const subjectFlags = { person: { type: 'string', multiple: true } } as const;

/** People whom a command is about. */
export interface NamedSubjects {
  /** Pictures of them. */
  readonly references: readonly ReferencePath[];
  /** Ids of a former report. */
  readonly ids: readonly number[];
  /** Digests of the analyses that the ids are of. */
  readonly expectedFound: readonly string[];
  /** How many are named in all. */
  readonly count: number;
}

/**
 * Reads `--person mina.jpg | 3@DIGEST` (repeatable): a picture, or an id of a former report with that report's `foundDigest`. An id without a digest
 * is refused: of another analysis it is somebody else. Throws `usage/bad-option`.
 */
export function namedSubjects(values: Values): NamedSubjects {
  const named = texts(values['person']);
  const references: ReferencePath[] = [];
  const ids: number[] = [];
  const digests = new Set<string>();
  for (const each of named) {
    if (each === '') throw usage('the name after --person is empty');
    const [, id, digest] = /^(\d+)(?:@([0-9a-f]{8}))?$/.exec(each) ?? [];
    if (id === undefined) references.push({ role: 'subject', path: each });
    else if (digest === undefined) throw usage(`--person ${each} does not say of which analysis this person is: write ${each}@DIGEST, with the foundDigest of the report that lists them`);
    else {
      ids.push(Number(id));
      digests.add(digest);
    }
  }
  return { references, ids, expectedFound: [...digests], count: named.length };
}
