import { AppError } from '../core/errors.ts';
import { checkCatalog, findModel } from '../inference/catalog.ts';
import type { CatalogEntry } from '../inference/catalog.ts';

/** The catalogue's model of an adapter. Throws `model/missing`, `document/invalid`. */
export async function modelEntry(modelsUrl: string, adapter: string): Promise<CatalogEntry> {
  const response = await fetch(`${modelsUrl}catalog.json`);
  if (!response.ok) throw new AppError('model/missing', { file: 'catalog.json', status: response.status });
  const entry = findModel(checkCatalog(await response.json()), adapter);
  if (entry === undefined) throw new AppError('model/missing', { adapter });
  return entry;
}
