import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { AppError } from '../../src/core/errors.ts';
import { checkCatalog, type CatalogEntry } from '../../src/inference/catalog.ts';

/** Where a model comes from: a converter over a pinned package, a commit-pinned address, or this repository, which trained it. */
export type ModelSource =
  | { readonly kind: 'package'; readonly package: string; readonly version: string }
  | { readonly kind: 'download'; readonly url: string }
  | { readonly kind: 'ours'; readonly training: string };

export interface SourcedEntry extends CatalogEntry {
  readonly source: ModelSource;
}

/** Reads catalog.json with the sources, which only this tool looks at. Throws `document/invalid` or `document/version`. */
export function readCatalogFile(path: string): readonly SourcedEntry[] {
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const sources = (value as { models?: readonly { source?: unknown }[] }).models ?? [];
  return checkCatalog(value).models.map((entry, index) => ({ ...entry, source: checkSource(sources[index]?.source) }));
}

/** Writes new hashes and lengths into catalog.json and leaves all else as it is. */
export function updateCatalogFile(path: string, facts: ReadonlyMap<string, { readonly sha256: string; readonly bytes: number }>): void {
  const value = JSON.parse(readFileSync(path, 'utf8')) as { models: { id: string }[] };
  value.models = value.models.map((model) => ({ ...model, ...facts.get(model.id) }));
  writeFileSync(`${path}.part`, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(`${path}.part`, path);
}

function checkSource(source: unknown): ModelSource {
  const { kind, package: name, version, url, training } = (source ?? {}) as Record<string, unknown>;
  if (kind === 'package' && typeof name === 'string' && typeof version === 'string') return { kind, package: name, version };
  if (kind === 'ours' && typeof training === 'string') return { kind, training };
  if (kind === 'download' && typeof url === 'string') return { kind, url };
  throw new AppError('document/invalid', { document: 'catalog.json', field: 'source' });
}
