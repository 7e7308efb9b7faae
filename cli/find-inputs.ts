import { accessSync, closeSync, constants, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { identifyFile, sniffBytes } from '../src/core/identify-file.ts';
import type { FileKind } from '../src/core/identify-file.ts';
import { AppError } from '../src/core/errors.ts';

/** A file to work on: its absolute path, what its content says it is, and where it goes below an output folder. */
export interface FoundInput {
  readonly path: string;
  readonly kind: FileKind;
  /** The folder it keeps below the output folder: '' but for files of folders. */
  readonly below: string;
  /** Whether it was found in a folder that was named, not named itself. */
  readonly inFolder: boolean;
}

/** What the named files and folders hold. */
export interface FoundInputs {
  readonly found: readonly FoundInput[];
  /** Files of folders that are neither video nor picture: of a folder faces are hidden. */
  readonly passedOver: readonly string[];
}

/**
 * Looks at every named file, and into every named folder and those below it; what is in `outputFolder` was made by an earlier run. Several
 * folders keep their names below the output, a single one's files come straight into it. Throws `media/unreadable` for a name that
 * cannot be opened and for a folder with nothing in it to work on.
 */
export function findInputs(inputs: readonly string[], outputFolder: string | undefined): FoundInputs {
  const found: FoundInput[] = [];
  const passedOver: string[] = [];
  const folders = inputs.filter(isReadableFolder).length;
  for (const input of inputs) {
    if (!isReadableFolder(input)) {
      found.push({ path: input, kind: kindOf(input), below: '', inFolder: false });
      continue;
    }
    const before = found.length;
    for (const file of filesUnder(input, '', outputFolder)) {
      const path = join(input, file);
      const kind = kindOf(path);
      if (kind.kind === 'unknown' || kind.kind === 'sound') passedOver.push(path);
      else found.push({ path, kind, below: join(folders > 1 ? basename(input) : '', file, '..'), inFolder: true });
    }
    if (found.length === before) throw new AppError('media/unreadable', { file: input, reason: 'no video or picture is in this folder' });
  }
  return { found, passedOver };
}

/** Whether a path is a folder; throws `media/unreadable` when it cannot be opened or is something else than a file. */
function isReadableFolder(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
  } catch (error) {
    throw new AppError('media/unreadable', { file: path, reason: 'it does not exist or may not be read' }, error);
  }
  const stats = statSync(path);
  if (!stats.isDirectory() && !stats.isFile()) throw new AppError('media/unreadable', { file: path, reason: 'it is not a file' });
  return stats.isDirectory();
}

/** Files below a folder, by name; links to folders are not followed, they may lead in a circle. */
function filesUnder(root: string, below: string, outputFolder: string | undefined): string[] {
  const folder = join(root, below);
  if (below !== '' && outputFolder !== undefined && resolve(folder) === resolve(outputFolder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(below, entry.name);
    if (entry.isDirectory()) return filesUnder(root, path, outputFolder);
    return statSync(join(root, path), { throwIfNoEntry: false })?.isFile() === true ? [path] : [];
  });
}

/** By the first bytes; a file that cannot be read is unknown here, and the job that reads it says why. */
function kindOf(path: string): FileKind {
  try {
    const file = openSync(path, 'r');
    try {
      const head = new Uint8Array(sniffBytes);
      return identifyFile(head.subarray(0, readSync(file, head)));
    } finally {
      closeSync(file);
    }
  } catch {
    return { kind: 'unknown' };
  }
}
