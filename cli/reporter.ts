import { en } from '../src/app/messages/en.ts';
import { codecAdvices } from '../src/app/messages/messages.ts';
import type { HeadlessEvent } from '../src/app/headless/headless-protocol.ts';
import { errorCatalogue } from '../src/core/errors.ts';
import type { AppError } from '../src/core/errors.ts';
import type { Report } from '../src/documents/report.ts';
import { budgetSummary } from './budget-option.ts';
import type { JobFiles } from './job-files.ts';

/** Where words go: standard error for people, standard output for results. */
export interface Terminal {
  readonly isTty: boolean;
  out(text: string): void;
  err(text: string): void;
}

/** What a person or a program hears of the jobs. */
export interface Reporter {
  browser(line: string): void;
  /** Files of folders that are neither video nor picture. */
  passedOver(paths: readonly string[]): void;
  start(files: JobFiles): void;
  event(files: JobFiles, event: HeadlessEvent): void;
  done(files: JobFiles, report: Report | null): void;
  failed(files: JobFiles | undefined, error: AppError): void;
}

/** One JSON object per line on standard output. */
export function jsonReporter(terminal: Terminal): Reporter {
  const say = (event: object): void => terminal.out(`${JSON.stringify(event)}\n`);
  return {
    browser: (line) => say({ event: 'browser', line }),
    passedOver: (paths) => paths.length > 0 && say({ event: 'passed-over', inputs: paths }),
    start: ({ input, output }) => say({ event: 'start', input, output }),
    event: ({ input }, { kind, ...rest }) => say({ event: kind, input, ...rest }),
    done: ({ input, output }, report) => say({ event: 'done', input, output, ...(report === null ? {} : { report }) }),
    failed: (files, { code, details, message }) => say({ event: 'error', input: files?.input ?? null, code, exit: errorCatalogue[code].exit, message, details }),
  };
}

/** A terminal's line per stage, rewritten in place; in a pipe one line when a stage begins and one when it ends. */
export function humanReporter(terminal: Terminal): Reporter {
  let stage = '';
  let open = false;
  const endLine = (): void => {
    if (open) terminal.err('\n');
    open = false;
  };
  const line = (text: string): void => {
    endLine();
    terminal.err(`${text}\n`);
  };
  return {
    browser: line,
    passedOver: (paths) => {
      for (const path of paths) line(`passed over, neither video nor picture: ${path}`);
    },
    start: ({ input, output }) => {
      stage = '';
      line(`${input} → ${output}`);
    },
    event: (_, event) => {
      if (event.kind === 'notice') return line(`  note: ${noticeText(event)}`);
      const begins = event.stage !== stage;
      if (begins) endLine();
      stage = event.stage;
      if (!terminal.isTty) {
        if (begins || event.done >= event.total) line(progressText(event));
        return;
      }
      terminal.err(`\r\x1b[K${progressText(event)}`);
      open = true;
    },
    done: ({ output }, report) => {
      endLine();
      terminal.out(`${output}${report === null ? '' : `: ${doneText(report)}`}\n`);
    },
    failed: (files, error) => {
      line(`veil: ${files === undefined ? '' : `${files.input}: `}${error.message}`);
      const advice = codecAdvices.find((each) => each === error.details['advice']);
      if (advice !== undefined) line(`veil: ${en.codecAdvice[advice]}`);
    },
  };
}

type Progress = Extract<HeadlessEvent, { kind: 'progress' }>;

function progressText({ stage, done, total, perSecond, secondsLeft }: Progress): string {
  const percent = total > 0 ? Math.floor((100 * Math.min(done, total)) / total) : 0;
  const speed = stage === 'prepare' ? `${(perSecond / 1e6).toFixed(1)} MB/s` : stage === 'speech' ? `${perSecond.toFixed(0)} times as fast as it plays` : `${perSecond.toFixed(1)} frames/s`;
  const left = secondsLeft === null || done >= total ? '' : `, ${duration(secondsLeft)} left`;
  return `  ${stage.padEnd(10)} ${String(percent).padStart(3)} %${perSecond > 0 ? `  ${speed}` : ''}${left}`;
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours} h ${minutes} min` : minutes > 0 ? `${minutes} min ${whole % 60} s` : `${whole} s`;
}

function noticeText({ code, details }: Extract<HeadlessEvent, { kind: 'notice' }>): string {
  const facts = Object.entries(details).map(([name, value]) => `${name}: ${String(value)}`);
  return [code.replaceAll('-', ' '), ...facts].join(', ');
}

function doneText(report: Report): string {
  const { kind, tracks, framesHiddenWhole, detector } = report;
  if (kind === 'still') return `${tracks} faces${bodiesText(report)} hidden${shownText(report)}${framesHiddenWhole > 0 ? ', the picture hidden whole' : ''} (detector ${detector})`;
  return `${report.output.frames} frames, ${tracks} faces${bodiesText(report)} followed${shownText(report)}, ${framesHiddenWhole} frames hidden whole (detector ${detector})${budgetSummary(report)}`;
}

function bodiesText({ bodies }: Report): string {
  return bodies === undefined ? '' : ` and ${bodies.followed} bodies (${bodies.faceless} without a face)`;
}

/** Who is shown is named, for whoever checks the result. */
function shownText({ people }: Report): string {
  const shown = people.filter(({ decision }) => decision === 'shown').map(({ id, name }) => name ?? `person ${id}`);
  return shown.length === 0 ? '' : `, ${shown.join(' and ')} shown`;
}
