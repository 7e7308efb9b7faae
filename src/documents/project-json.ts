import { AppError } from '../core/errors.ts';
import { checkArray, checkInteger, checkNumber, checkOneOf, checkRecord, checkString, invalidField } from './checks.ts';
import type { JsonRecord } from './checks.ts';
import { checkBodyLooking } from './check-settings.ts';
import { checkIntent } from './check-intent.ts';
import { checkMakings } from './check-makings.ts';
import { correctionsFromJson, correctionsToJson } from './corrections-json.ts';
import { fillFromJson, fillToJson } from './fill-json.ts';
import type { Intent } from './intent.ts';
import type { Looking, Project } from './project.ts';

/** Tells a project from any other JSON. */
const kind = 'veil-project';

/** From each older version to the next one; a record of that version in, one of the next out. */
export type Migrations = readonly ((record: JsonRecord) => JsonRecord)[];

/** Version n becomes n + 1 by the n-th, counted from 1. */
const migrations: Migrations = [
  (record) => ({ ...record, found: null }), // 1 did not say what its ids are of
  (record) => ({ ...record, makings: [] }), // 2 did not keep what is to be made
];

/** The text of a `.veil.json`. */
export function saveProject({ source: { name, fingerprint }, looking, found, corrections, makings, intents }: Project, steps: Migrations = migrations): string {
  const made = {
    kind,
    version: steps.length + 1,
    source: { name, fingerprint },
    looking,
    found,
    corrections: correctionsToJson(corrections),
    makings,
    intents: intents.map((intent) => ({ ...intent, hide: { ...intent.hide, fill: fillToJson(intent.hide.fill) } })),
  };
  return `${JSON.stringify(made, null, 1)}\n`;
}

/**
 * Reads a project, older versions too. Throws `document/invalid` with the path of the first bad field, `document/version` for a newer one.
 * Whether it belongs to a video is asked of `requireSource`.
 */
export function loadProject(text: string, steps: Migrations = migrations): Project {
  const read = checkRecord(parse(text), 'project');
  checkOneOf(read['kind'], 'kind', [kind]);
  const version = checkInteger(read['version'], 'version', 1);
  const known = steps.length + 1;
  if (version > known) throw new AppError('document/version', { found: version, known });
  const root = steps.slice(version - 1).reduce((record, step) => step(record), read);
  const source = checkRecord(root['source'], 'source');
  const [first, ...others] = checkArray(root['intents'], 'intents').map(readIntent);
  if (first === undefined) throw invalidField('intents', 'one or more');
  return {
    source: { name: checkString(source['name'], 'source.name'), fingerprint: checkString(source['fingerprint'], 'source.fingerprint') },
    looking: readLooking(checkRecord(root['looking'], 'looking')),
    found: root['found'] === null ? null : checkString(root['found'], 'found'),
    corrections: correctionsFromJson(root['corrections']),
    makings: checkMakings(root['makings']),
    intents: [first, ...others],
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError('document/invalid', { field: 'project', expected: 'JSON' }, error);
  }
}

function readLooking(record: JsonRecord): Looking {
  const startS = record['startS'] === undefined ? undefined : checkNumber(record['startS'], 'looking.startS', 0);
  const endS = record['endS'] === undefined ? undefined : checkNumber(record['endS'], 'looking.endS', startS ?? 0);
  return {
    quality: checkOneOf(record['quality'], 'looking.quality', ['fast', 'balanced', 'thorough']),
    detector: checkOneOf(record['detector'], 'looking.detector', ['auto', 'yunet', 'embedded']),
    sensitivity: checkNumber(record['sensitivity'], 'looking.sensitivity', 0, 1),
    ...(record['bodies'] === undefined ? {} : { bodies: checkBodyLooking(record['bodies'], 'looking.bodies') }),
    ...(startS === undefined ? {} : { startS }),
    ...(endS === undefined ? {} : { endS }),
  };
}

function readIntent(value: unknown, index: number): Intent {
  const path = `intents[${index}]`;
  const record = checkRecord(value, path);
  const hide = checkRecord(record['hide'], `${path}.hide`);
  const fill = fillFromJson(hide['fill'], `${path}.hide.fill`);
  try {
    return checkIntent({ ...record, hide: { ...hide, fill } });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'document/invalid') throw error;
    throw new AppError('document/invalid', { ...error.details, field: `${path}.${String(error.details['field'])}` }, error);
  }
}
