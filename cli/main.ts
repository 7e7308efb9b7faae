import { writeFile, rename } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import packageJson from '../package.json';
import { AppError, errorCatalogue, toAppError } from '../src/core/errors.ts';
import type { SavedWork } from '../src/app/headless/saved-work.ts';
import type { Report } from '../src/documents/report.ts';
import { commands } from './commands.ts';
import { helpText } from './help.ts';
import { jobFiles } from './job-files.ts';
import type { JobFiles } from './job-files.ts';
import { parseCommandLine } from './options.ts';
import type { Command, JobCommand } from './options.ts';
import { humanReporter, jsonReporter } from './reporter.ts';
import type { Reporter, Terminal } from './reporter.ts';
import { readSaved } from './saved-files.ts';
import { Session } from './session.ts';

const pageFolder = fileURLToPath(new URL('../page/', import.meta.url));

const terminal: Terminal = {
  isTty: process.stderr.isTTY,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
};

/** Runs one command line and returns the exit code; `prepare` builds the page when a job needs it. Never throws. */
export async function main(args: readonly string[], prepare: () => Promise<void>): Promise<number> {
  const reporter = args.includes('--json') ? jsonReporter(terminal) : humanReporter(terminal);
  try {
    const command = parseCommandLine(args);
    if (command.kind === 'help') terminal.out(helpText);
    else if (command.kind === 'version') terminal.out(`${packageJson.version}\n`);
    else return await runJobs(command, reporter, prepare);
    return 0;
  } catch (thrown) {
    const error = toAppError(thrown);
    reporter.failed(undefined, error);
    if (error.code === 'usage/bad-option') terminal.err('veil --help shows the options.\n');
    return errorCatalogue[error.code].exit;
  }
}

async function runJobs(command: Extract<Command, { job: JobCommand }>, reporter: Reporter, prepare: () => Promise<void>): Promise<number> {
  const { kind, job } = command;
  const { jobs, passedOver } = jobFiles(kind, job);
  const saved = readSaved(job.saved);
  await prepare();
  const cancellation = new AbortController();
  const cancel = (): void => cancellation.abort();
  process.on('SIGINT', cancel).on('SIGTERM', cancel).on('SIGHUP', cancel);
  const session = await Session.open(pageFolder, [job.options.backend, job.options.detectBackend ?? 'cpu'].every((each) => each === 'cpu') ? 'own' : 'enabled');
  try {
    reporter.browser(session.browserLine);
    const results: JobResult[] = [];
    reporter.passedOver(passedOver);
    for (const each of jobs) {
      results.push(await runOne(session, each, command, saved, reporter, cancellation.signal));
      if (cancellation.signal.aborted) break;
    }
    if (job.report !== undefined) await writeReports(resolve(job.report), results, jobs.length > 1 || commands[kind].makes === 'folder' || job.each > 1);
    return results.find(({ exit }) => exit !== 0)?.exit ?? 0;
  } finally {
    await session.close();
    process.off('SIGINT', cancel).off('SIGTERM', cancel).off('SIGHUP', cancel);
  }
}

interface JobResult {
  readonly exit: number;
  readonly reports: readonly Report[];
}

async function runOne(session: Session, files: JobFiles, command: Extract<Command, { job: JobCommand }>, saved: SavedWork, reporter: Reporter, signal: AbortSignal): Promise<JobResult> {
  const { options, fillImage, poseModel, references, aspect, each, format, task } = command.job;
  reporter.start(files);
  try {
    const job = { ...files, kind: task, options, fillImage, poseModel, references, aspect, each, format, saved };
    const made = await session.run(job, (event) => reporter.event(files, event), signal);
    for (const { output, report } of made) reporter.done({ ...files, output }, report);
    return { exit: 0, reports: made.flatMap(({ report }) => report ?? []) };
  } catch (thrown) {
    const error = signal.aborted ? new AppError('job/cancelled', {}, thrown) : toAppError(thrown);
    reporter.failed(files, error);
    return { exit: errorCatalogue[error.code].exit, reports: [] };
  }
}

/** One file that was to be made: its report. Several: a list of them, in order; a failed one has none. Nothing when all failed. */
async function writeReports(path: string, results: readonly JobResult[], several: boolean): Promise<void> {
  const reports = results.flatMap((result) => result.reports);
  if (reports.length === 0) return;
  await writeFile(`${path}.part`, `${JSON.stringify(several ? reports : reports[0], null, 2)}\n`);
  await rename(`${path}.part`, path);
}
