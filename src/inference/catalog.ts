import { AppError } from '../core/errors.ts';
import type { DetectorChoice } from '../documents/observations.ts';

/** One model file: what it does, which adapter reads it, and what its bytes must be. */
export interface CatalogEntry {
  readonly id: string;
  readonly task: string;
  readonly adapter: string;
  /** File name beside catalog.json. */
  readonly file: string;
  /** 64 lower-case hex digits. */
  readonly sha256: string;
  readonly bytes: number;
  readonly licence: string;
}

export interface Catalog {
  readonly version: 1;
  readonly models: readonly CatalogEntry[];
}

/** Adapter names of the face detectors, as the catalogue spells them. */
export const faceAdapters = { yunet: 'yunet', ssd: 'ssd-mobilenet', blazeface: 'blazeface' } as const;

/** Adapter name of what tells faces apart. */
export const recognitionAdapter = 'face-recognition';

/** Adapter name of what hears speech. */
export const speechAdapter = 'silero-vad';
/** Adapter name of what finds the points of a face. */
export const meshAdapter = 'face-mesh';
/** Adapter name of what tells actions. */
export const actionAdapter = 'actions';

/** Adapter names of what finds persons, the better one first, and of what estimates their poses. */
export const personAdapters = ['yolox', 'centernet'] as const;
export const poseAdapter = 'movenet';

/** Checks a parsed catalog.json; attribution and source are for readers and stay unread. Throws `document/invalid` or `document/version`. */
export function checkCatalog(value: unknown): Catalog {
  if (!isRecord(value) || typeof value['version'] !== 'number') throw invalid('version');
  if (value['version'] > 1) throw new AppError('document/version', { document: 'catalog.json', version: value['version'] });
  if (value['version'] !== 1 || !Array.isArray(value['models'])) throw invalid('models');
  const models = value['models'].map(checkEntry);
  if (new Set(models.map((model) => model.id)).size !== models.length) throw invalid('id');
  return { version: 1, models };
}

function checkEntry(value: unknown): CatalogEntry {
  if (!isRecord(value)) throw invalid('models');
  const text = (key: string, pattern: RegExp): string => {
    const found = value[key];
    if (typeof found !== 'string' || !pattern.test(found)) throw invalid(key);
    return found;
  };
  const bytes = value['bytes'];
  if (!Number.isSafeInteger(bytes) || (bytes as number) <= 0) throw invalid('bytes');
  return {
    id: text('id', /./),
    task: text('task', /./),
    adapter: text('adapter', /./),
    file: text('file', /^[\w.-]+$/), // a bare name: never a way to another origin or folder
    sha256: text('sha256', /^[0-9a-f]{64}$/),
    bytes: bytes as number,
    licence: text('licence', /./),
  };
}

/** The catalogue's model of an adapter, or undefined. */
export function findModel(catalog: Catalog, adapter: string): CatalogEntry | undefined {
  return catalog.models.find((model) => model.adapter === adapter);
}

/**
 * Which face detector serves a choice when the given adapters' files are there. `auto` takes YuNet (best recall),
 * else SSD ∪ BlazeFace. Throws `model/missing` when the chosen one is not complete.
 */
export function chooseDetector(choice: DetectorChoice, available: ReadonlySet<string>): 'yunet' | 'embedded' {
  const yunet = available.has(faceAdapters.yunet);
  const embedded = available.has(faceAdapters.ssd) && available.has(faceAdapters.blazeface);
  if (choice !== 'embedded' && yunet) return 'yunet';
  if (choice !== 'yunet' && embedded) return 'embedded';
  throw new AppError('model/missing', { detector: choice });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(field: string): AppError {
  return new AppError('document/invalid', { document: 'catalog.json', field });
}
