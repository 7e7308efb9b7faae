import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { AppError } from '../src/core/errors.ts';
import { usage } from './options.ts';
import type { JobCommand } from './options.ts';

/** One video on its way: absolute paths. */
export interface JobFiles {
  readonly input: string;
  readonly output: string;
}

/** Pairs each input with its output. Throws `usage/bad-option`, or `media/unreadable` for an input that cannot be opened; touches nothing. */
export function jobFiles(kind: 'anonymize' | 'analyze', command: JobCommand): JobFiles[] {
  const inputs = command.inputs.map((input) => resolve(input));
  inputs.forEach(checkInput);
  if (command.fillImage !== undefined) checkFillImage(command.fillImage);
  const files = kind === 'anonymize' && isFolder(command.output) ? intoFolder(inputs, resolve(command.output)) : intoFile(inputs, command.output);
  const outputs = [...files.map(({ output }) => output), ...(command.report === undefined ? [] : [resolve(command.report)])];
  for (const [index, output] of outputs.entries()) checkOutput(output, [...inputs, ...(command.fillImage === undefined ? [] : [resolve(command.fillImage)])], outputs.slice(0, index), command.force);
  return files;
}

function intoFile(inputs: readonly string[], output: string): JobFiles[] {
  if (inputs.length > 1) throw usage(`several videos need a folder: "${output}" is none (make it first, or end it with "/")`);
  if (isFolder(output)) throw usage(`"${output}" is a folder; name a file`);
  return inputs.map((input) => ({ input, output: resolve(output) }));
}

function intoFolder(inputs: readonly string[], folder: string): JobFiles[] {
  return inputs.map((input) => ({ input, output: join(folder, `${basename(input, extname(input))}-veiled.mp4`) }));
}

function isFolder(path: string): boolean {
  return /[/\\]$/.test(path) || statOf(path)?.isDirectory() === true;
}

function checkInput(input: string): void {
  try {
    accessSync(input, constants.R_OK);
  } catch (error) {
    throw new AppError('media/unreadable', { file: input, reason: 'it does not exist or may not be read' }, error);
  }
  if (!statSync(input).isFile()) throw new AppError('media/unreadable', { file: input, reason: 'it is not a file' });
}

function checkFillImage(path: string): void {
  if (statOf(path)?.isFile() !== true) throw usage(`the picture "${path}" does not exist`);
}

function checkOutput(output: string, inputs: readonly string[], others: readonly string[], force: boolean): void {
  const folder = dirname(output);
  if (statOf(folder)?.isDirectory() === false) throw usage(`"${folder}" is not a folder`);
  if (inputs.some((input) => isSameFile(input, output))) throw usage(`"${output}" is an input: it would be overwritten`);
  if (others.includes(output)) throw usage(`two results would be written to "${output}"`);
  const present = statOf(output);
  if (present?.isDirectory() === true) throw usage(`"${output}" is a folder`);
  if (present !== undefined && !force) throw usage(`"${output}" exists; --force overwrites it`);
}

function isSameFile(a: string, b: string): boolean {
  if (statOf(b) === undefined) return a === b;
  const [first, second] = [statSync(a), statSync(b)];
  return (first.ino === second.ino && first.dev === second.dev && first.ino !== 0) || realpathSync(a) === realpathSync(b);
}

/** What a path is, or undefined when nothing is there (or a file stands where a folder should). */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw usage(`"${path}" cannot be looked at: ${error instanceof Error ? error.message : String(error)}`);
  }
}
