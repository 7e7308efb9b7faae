import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError, toAppError } from '../../src/core/errors.ts';
import { readCatalogFile, updateCatalogFile, type SourcedEntry } from './catalog-file.ts';
import { convertBlazeface } from './convert-blazeface.ts';
import { convertCenternet } from './convert-centernet.ts';
import { convertFaceMesh } from './convert-face-mesh.ts';
import { convertFaceRecognition } from './convert-face-recognition.ts';
import { convertMovenet } from './convert-movenet.ts';
import { convertSsd } from './convert-ssd.ts';
import { findInMirrors, isRight, sha256Of, writeChecked } from './files.ts';

export interface MakeModelsOptions {
  /** The repository: packages are under its node_modules. */
  readonly root: string;
  /** Holds catalog.json and gets the models. */
  readonly folder: string;
  /** Looked through for downloads before the network. */
  readonly mirrors: readonly string[];
  /** Neither mirrors nor network. */
  readonly offline: boolean;
  /** Writes the hashes of what was made into catalog.json instead of checking them: for whoever changes a converter. */
  readonly updateCatalog: boolean;
  /** One line for the user. */
  readonly say: (line: string) => void;
  readonly fetch?: typeof fetch;
}

/** After this long without an answer the embedded models have to do. */
const downloadTimeoutMs = 5000;

/** How to make a catalogue entry of a package: the file under node_modules, and its converter. What is ONNX already is taken as it is. */
const converters: Readonly<Record<string, { readonly file: string; readonly convert: (path: string) => Uint8Array }>> = {
  blazeface: { file: 'models/blazeface.json', convert: convertBlazeface },
  centernet: { file: 'models/centernet.json', convert: convertCenternet },
  'silero-vad': { file: 'dist/silero_vad_v6.onnx', convert: (path) => readFileSync(path) },
  'face-mesh': { file: 'models/facemesh.json', convert: convertFaceMesh },
  movenet: { file: 'models/movenet-lightning.json', convert: convertMovenet },
  'face-recognition': { file: 'model/face_recognition_model-weights_manifest.json', convert: convertFaceRecognition },
  'ssd-mobilenet': { file: 'model/ssd_mobilenetv1_model-weights_manifest.json', convert: convertSsd },
};

/**
 * Makes every model of the catalogue that is not there yet. A download that cannot be had is said in one line and is no failure.
 * Throws `model/hash-mismatch` (nothing of that model is left), `model/missing` (a package is not installed, or a model of ours not there), `document/invalid`.
 */
export async function makeModels(options: MakeModelsOptions): Promise<void> {
  const catalogPath = join(options.folder, 'catalog.json');
  const entries = readCatalogFile(catalogPath);
  const made = new Map<string, { sha256: string; bytes: number }>();
  // The embedded ones first: they are there even when a download turns out to be something else.
  const ordered = [...entries].sort((a, b) => Number(a.source.kind === 'download') - Number(b.source.kind === 'download'));
  for (const entry of ordered) {
    const path = join(options.folder, entry.file);
    const remake = options.updateCatalog && entry.source.kind === 'package';
    if (!remake && isRight(path, entry)) continue;
    // Another version's, or damaged: it would be refused at run time. What is committed stays for whoever looks into it.
    if (existsSync(path) && entry.source.kind !== 'ours') rmSync(path);
    const bytes = entry.source.kind === 'package' ? convert(entry, options.root) : entry.source.kind === 'ours' ? committed(entry, options.root) : await download(entry, options);
    if (bytes === undefined) continue;
    const now = remake ? { ...entry, sha256: sha256Of(bytes), bytes: bytes.length } : entry;
    writeChecked(path, bytes, now);
    if (remake) made.set(entry.id, { sha256: now.sha256, bytes: now.bytes });
    options.say(`made ${entry.file} (${(bytes.length / 1e6).toFixed(1)} MB)`);
  }
  if (options.updateCatalog) updateCatalogFile(catalogPath, made);
}

function convert(entry: SourcedEntry, root: string): Uint8Array {
  const { source } = entry;
  const converter = converters[entry.adapter];
  if (source.kind !== 'package' || converter === undefined) throw new AppError('document/invalid', { document: 'catalog.json', model: entry.id });
  const folder = join(root, 'node_modules', source.package);
  try {
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    if (version !== source.version) throw new AppError('model/missing', { model: entry.id, package: source.package, expected: source.version, found: version });
    return converter.convert(join(folder, converter.file));
  } catch (error) {
    throw toAppError(error, 'model/missing', { model: entry.id, package: source.package });
  }
}

/** What we trained ourselves is in the repository; nobody can make it again in a build. */
function committed(entry: SourcedEntry, root: string): Uint8Array {
  try {
    return readFileSync(join(root, 'public/models', entry.file));
  } catch (error) {
    throw toAppError(error, 'model/missing', { model: entry.id, file: entry.file });
  }
}

async function download(entry: SourcedEntry, { mirrors, offline, say, fetch: fetchIt = fetch }: MakeModelsOptions): Promise<Uint8Array | undefined> {
  const { source } = entry;
  const missing = (reason: string): undefined => {
    say(`${entry.id} is not there (${reason}); the embedded models serve`);
  };
  if (source.kind !== 'download' || offline) return missing('offline');
  const mirrored = findInMirrors(mirrors, entry);
  if (mirrored !== undefined) return mirrored;
  try {
    const response = await fetchIt(source.url, { signal: AbortSignal.timeout(downloadTimeoutMs) });
    if (!response.ok) return missing(`HTTP ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    return missing(error instanceof Error ? error.message : String(error));
  }
}
