import type { HidePeople } from '../src/documents/intent.ts';
import type { ReferencePhoto } from '../src/rpc/job-types.ts';
import { usage } from './usage.ts';

/** A picture of somebody, and what it is for. */
export interface ReferencePath {
  readonly role: ReferencePhoto['role'];
  readonly path: string;
}

/** People named on a command line. */
export interface NamedPeople {
  readonly references: readonly ReferencePath[];
  /** Ids of a former report; undefined when `--people` was not given. */
  readonly people: Pick<HidePeople, 'others' | 'keep' | 'hide'> | undefined;
  /** Digests of the analyses that the ids are of. */
  readonly expectedFound: readonly string[];
}

/**
 * Reads `--keep`, `--hide` (pictures, repeatable) and `--people keep:1,4@DIGEST | hide:2@DIGEST` (repeatable too; the digest is the report's
 * `foundDigest`). Ids without a digest are refused: of another analysis they are other people, and somebody who is to be hidden would be shown. Throws
 * `usage/bad-option`.
 */
export function namedPeople(keep: readonly string[], hide: readonly string[], people: readonly string[]): NamedPeople {
  const references = [...keep.map((path) => ({ role: 'keep', path }) as const), ...hide.map((path) => ({ role: 'hide', path }) as const)];
  if (references.some(({ path }) => path === '')) throw usage('the name of a reference picture is empty');
  if (people.length === 0) return { references, people: undefined, expectedFound: [] };
  const ids = { keep: [] as number[], hide: [] as number[] };
  const digests = new Set<string>();
  for (const each of people) {
    const [, role, list, digest] = /^(keep|hide):(\d+(?:,\d+)*)(?:@([0-9a-f]{8}))?$/.exec(each) ?? [];
    if (role === undefined || list === undefined) throw usage(`--people must look like keep:1,4@1a2b3c4d or hide:2@1a2b3c4d, not "${each}"`);
    if (digest === undefined) throw usage(`--people ${each} does not say of which analysis these people are: write ${each}@DIGEST, with the foundDigest of the report that lists them`);
    digests.add(digest);
    ids[role as 'keep' | 'hide'].push(...list.split(',').map(Number));
  }
  const keepsSome = ids.keep.length > 0 || keep.length > 0;
  return { references, people: { others: keepsSome ? 'hide' : 'show', ...ids }, expectedFound: [...digests] };
}
