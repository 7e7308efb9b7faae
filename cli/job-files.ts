import { readdirSync, realpathSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { basename, dirname, extname, join, parse, resolve } from 'node:path';
import { outputName, stillResults, veiledName } from '../src/core/output-name.ts';
import type { ResultType } from '../src/core/output-name.ts';
import type { ExportFormat } from '../src/rpc/job-types.ts';
import { findInputs } from './find-inputs.ts';
import type { FoundInput } from './find-inputs.ts';
import { commands } from './commands.ts';
import type { CommandKind } from './commands.ts';
import { motionFiles } from './motion-options.ts';
import type { JobCommand } from './options.ts';
import { usage } from './usage.ts';

/** One file on its way: absolute paths. */
export interface JobFiles {
  readonly input: string;
  /** Where several files come of it, they take numbered names made of this one (`partName`). */
  readonly output: string;
  /** What else is written of the same analysis. Absent: nothing. */
  readonly beside?: readonly BesideFile[];
}

export interface BesideFile {
  readonly format: ExportFormat;
  readonly output: string;
}

/** All files of a command line, and those of its folders that are neither video nor picture. */
export interface PlannedFiles {
  readonly jobs: readonly JobFiles[];
  readonly passedOver: readonly string[];
}

/** Pairs each input with its output. Throws `usage/bad-option`, or `media/unreadable` for an input that cannot be opened; touches nothing. */
export function jobFiles(kind: CommandKind, command: JobCommand): PlannedFiles {
  const { takes } = commands[kind];
  const makes = command.each > 1 ? 'folder' : commands[kind].makes;
  const toFolder = makes === 'folder' || (makes === 'file-or-folder' && isFolder(command.output));
  const { found, passedOver } = findInputs(command.inputs.map((input) => resolve(input)), toFolder ? command.output : undefined);
  if (command.fillImage !== undefined) checkPicture(command.fillImage);
  for (const path of [command.saved.project, command.saved.labels, command.saved.cuts]) if (path !== undefined) checkSaved(path);
  for (const { path } of command.references) checkPicture(path);
  if (command.poseModel !== undefined) checkSaved(command.poseModel);
  if (takes === 'video') checkVideo(kind, found);
  checkTimes(found, command);
  const jobs = toFolder ? intoFolder(kind, found, resolve(command.output)) : intoFile(kind, found, command);
  const { fillImage, poseModel, saved, references } = command;
  const beside = [fillImage, poseModel, saved.project, saved.labels, saved.cuts, ...references.map(({ path }) => path)].flatMap((path) => (path === undefined ? [] : [resolve(path)]));
  const inputs = [...found.map(({ path }) => path), ...beside];
  const taken = new Set<string>();
  for (const output of [...(makes === 'folder' ? [] : jobs.flatMap(({ output, beside = [] }) => [output, ...beside.map((each) => each.output)])), ...(command.report === undefined ? [] : [resolve(command.report)])]) {
    checkOutput(output, inputs, taken, command.force);
    taken.add(output);
  }
  if (makes === 'folder') for (const { output } of jobs) checkParts(output, command.force);
  return { jobs, passedOver };
}

function checkVideo(kind: CommandKind, found: readonly FoundInput[]): void {
  const other = found.find((input) => input.inFolder || input.kind.kind === 'still');
  if (other !== undefined) throw usage(other.inFolder ? `${kind} takes one video, not a folder` : `${kind} is for videos; "${other.path}" is a picture`);
}

/** How many files there will be is seen only in the end: any that has one of their names is in the way. */
function checkParts(output: string, force: boolean): void {
  const { dir, name, ext } = parse(output);
  const folder = statOf(dir);
  if (folder?.isDirectory() === false) throw usage(`"${dir}" is not a folder`);
  if (folder === undefined || force) return;
  const isPart = (each: string): boolean => each.startsWith(`${name}-`) && each.endsWith(ext) && /^\d{2,}$/.test(each.slice(name.length + 1, each.length - ext.length));
  const there = readdirSync(dir).find(isPart);
  if (there !== undefined) throw usage(`"${join(dir, there)}" exists; --force overwrites it`);
}

/** In and out points are for what takes time: a picture has none. */
function checkTimes(found: readonly FoundInput[], { options }: JobCommand): void {
  if (options.startS === undefined && options.endS === undefined) return;
  const still = found.find(({ kind }) => kind.kind === 'still');
  if (still !== undefined) throw usage(`--start and --end are not for photos; "${still.path}" is a picture`);
}

function intoFile(kind: CommandKind, found: readonly FoundInput[], { output, task }: JobCommand): JobFiles[] {
  const [first, ...others] = found as [FoundInput, ...FoundInput[]];
  if (first.inFolder || others.length > 0) throw usage(commands[kind].takes !== 'files' ? `${kind} takes one file` : `several files need a folder: "${output}" is none (make it first, or end it with "/")`);
  if (isFolder(output)) throw usage(`"${output}" is a folder; name a file`);
  if (task === 'anonymize') checkEnding(first, output);
  return [{ input: first.path, output: resolve(output) }];
}

/** A name that promises another kind of file than it would hold is refused. */
function checkEnding(input: FoundInput, output: string): void {
  if (input.kind.kind !== 'still' && input.kind.kind !== 'video') return; // it will be refused for what it is
  const given = extname(output).slice(1).toLowerCase().replace(/^(jpeg|jpe|jfif)$/, 'jpg');
  const type = resultType(input);
  const isPicture = ['jpg', 'png', 'webp', 'avif', 'gif', 'heic', 'bmp', 'tif', 'tiff'].includes(given);
  if (given === type || (type === 'mp4' && !isPicture)) return;
  throw usage(`the result of "${basename(input.path)}" is ${type.toUpperCase()}: name it .${type}, not "${output}"`);
}

function intoFolder(kind: CommandKind, found: readonly FoundInput[], folder: string): JobFiles[] {
  const taken = new Set<string>();
  return found.map((input) => {
    const output = nameIn(join(folder, input.below), input, taken);
    taken.add(output);
    return { input: input.path, output, ...(kind === 'motion' ? { beside: motionFiles(output) } : {}) };
  });
}

/** Of files that were found in folders, two may want one name (a.png, a.webp of AVIF and WebP): the later keeps its ending, or gets a number. */
function nameIn(folder: string, { path, kind, inFolder }: FoundInput, taken: ReadonlySet<string>): string {
  const type = resultType({ kind });
  const first = join(folder, outputName(basename(path), type));
  if (!inFolder || !taken.has(first)) return first; // files that were named themselves: the user is asked to mend it
  for (let number = 1; ; number += 1) {
    const another = join(folder, veiledName(`${basename(path)}${number > 1 ? `-${number}` : ''}`, type));
    if (!taken.has(another)) return another;
  }
}

function resultType({ kind }: Pick<FoundInput, 'kind'>): ResultType {
  return kind.kind === 'still' ? stillResults[kind.format] : 'mp4';
}

function isFolder(path: string): boolean {
  return /[/\\]$/.test(path) || statOf(path)?.isDirectory() === true;
}

function checkPicture(path: string): void {
  if (statOf(path)?.isFile() !== true) throw usage(`the picture "${path}" does not exist`);
}

function checkSaved(path: string): void {
  if (statOf(path)?.isFile() !== true) throw usage(`the file "${path}" does not exist`);
}

function checkOutput(output: string, inputs: readonly string[], taken: ReadonlySet<string>, force: boolean): void {
  const folder = dirname(output);
  if (statOf(folder)?.isDirectory() === false) throw usage(`"${folder}" is not a folder`);
  const present = statOf(output);
  if (present === undefined ? inputs.includes(output) : inputs.some((input) => isSameFile(input, output))) throw usage(`"${output}" is an input: it would be overwritten`);
  if (taken.has(output)) throw usage(`two results would be written to "${output}"`);
  if (present?.isDirectory() === true) throw usage(`"${output}" is a folder`);
  if (present !== undefined && !force) throw usage(`"${output}" exists; --force overwrites it`);
}

function isSameFile(a: string, b: string): boolean {
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
