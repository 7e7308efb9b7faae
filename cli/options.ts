import { parseArgs } from 'node:util';
import type { Aspect } from '../src/core/canvas-size.ts';
import { isMotionFormat, motionFormats } from '../src/documents/exchange/motion.ts';
import type { ExportFormat, JobOptions } from '../src/rpc/job-types.ts';
import { chosenAudio } from './audio-options.ts';
import { bodyOptions, poseModelPath } from './body-options.ts';
import { budgetOption } from './budget-option.ts';
import { commands } from './commands.ts';
import type { CommandFacts, CommandKind } from './commands.ts';
import { cutListFormat } from './cut-list.ts';
import { asksWhoSpeaks, cutOption } from './cut-options.ts';
import { encodingOptions } from './encoding-options.ts';
import { hideOption } from './hide-options.ts';
import { layoutOption } from './layout-options.ts';
import { missingOption } from './missing-option.ts';
import { marksOption, motionFormat } from './motion-options.ts';
import { numberIn, oneOf, pointInTime, text, texts } from './option-values.ts';
import type { Values } from './option-values.ts';
import { namedPeople } from './people-options.ts';
import type { ReferencePath } from './people-options.ts';
import { savedFiles } from './saved-files.ts';
import type { SavedFiles } from './saved-files.ts';
import { namedSubjects } from './subject-options.ts';
import { usage } from './usage.ts';

/** What a command line asks for, checked in itself; files are looked at later. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: CommandKind; readonly job: JobCommand };

export interface JobCommand {
  readonly inputs: readonly string[];
  readonly output: string;
  readonly report: string | undefined;
  /** A picture file for the fill `image`. */
  readonly fillImage: string | undefined;
  /** A network of the user's own that finds bodies. */
  readonly poseModel: string | undefined;
  /** Pictures of people to keep or hide, and of those whom the command is about. */
  readonly references: readonly ReferencePath[];
  /** The shape of a layout's canvas, of which the page makes a size. */
  readonly aspect: Aspect | undefined;
  /** A video for each of so many people. */
  readonly each: number;
  /** What its job does in the page. */
  readonly task: CommandFacts['task'];
  /** How an analysis, or what is written in place of a video, is written. */
  readonly format: ExportFormat;
  readonly saved: SavedFiles;
  readonly force: boolean;
  readonly json: boolean;
  /** Complete but for the picture of the fill `image` and a canvas of which only the shape is known: the page makes both. */
  readonly options: JobOptions;
}

const kinds = Object.keys(commands) as CommandKind[];
const takenWords: Readonly<Record<CommandFacts['takes'], string>> = { files: 'video, picture or folder', file: 'video, picture or sound', video: 'video' };

/** Reads the arguments after `veil`; throws `usage/bad-option` with a reason. */
export function parseCommandLine(args: readonly string[]): Command {
  const [first, ...rest] = args;
  if (first === '--version' || first === '-v') return { kind: 'version' };
  if (first === undefined) throw usage(`say what to do: ${kinds.join(', ')}`);
  if (first === 'help' || args.includes('--help') || args.includes('-h')) return { kind: 'help' };
  const kind = kinds.find((each) => each === first);
  if (kind === undefined) throw usage(`"${first}" is not a command; there are ${kinds.join(', ')}`);
  return { kind, job: parseJob(kind, rest) };
}

function parseJob(kind: CommandKind, args: string[]): JobCommand {
  const { values, positionals } = read(kind, args);
  const [input, ...more] = positionals;
  const taken = takenWords[commands[kind].takes];
  if (input === undefined) throw usage(`name the ${taken} to read`);
  if (commands[kind].takes !== 'files' && more.length > 0) throw usage(`${kind} takes one ${taken}`);
  if (positionals.includes('')) throw usage('a file name is empty');
  const output = text(values['output']);
  if (output === undefined || output === '') throw usage('name the output with -o');
  const saved = savedFiles(values, positionals.length);
  const list = cutListFormat(kind, output) ?? motionFormat(kind, output);
  const format = list ?? oneOf('--format', text(values['format']), ['json', 'vtt', 'mot', 'coco', 'cvat', ...motionFormats]);
  const task = list === undefined ? commands[kind].task : 'analyze';
  const { options, references, aspect, each } = jobOptions(kind, values, format);
  const [fillImage, report] = [text(values['fill-image']), text(values['report'])];
  return { inputs: positionals, output, report, fillImage, poseModel: poseModelPath(values), references, aspect, each, task, format, saved, force: values['force'] === true, json: values['json'] === true, options };
}

function read(kind: CommandKind, args: string[]): { values: Values; positionals: string[] } {
  try {
    return parseArgs({ args, allowPositionals: true, strict: true, options: commands[kind].flags });
  } catch (error) {
    throw usage(error instanceof Error ? (error.message.split('. ')[0] as string) : String(error));
  }
}

function jobOptions(kind: CommandKind, values: Values, format: ExportFormat): Pick<JobCommand, 'options' | 'references' | 'aspect' | 'each'> {
  const named = namedPeople(texts(values['keep']), texts(values['hide']), texts(values['people']));
  const subjects = namedSubjects(values);
  const cut = cutOption(kind, values, subjects);
  const made = layoutOption(kind, values, subjects);
  const marks = marksOption(kind, values, subjects);
  // An analysis has no sound to carry over: none must stand in its way.
  const audio = chosenAudio(kind === 'analyze' ? 'drop' : text(values['audio']), text(values['audio-of']), texts(values['audio-range']));
  const expectedFound = [...new Set([...named.expectedFound, ...subjects.expectedFound, ...audio.expectedFound])];
  const each = kind === 'follow' ? Math.max(1, subjects.count) : 1;
  const highlights = made?.layout.kind === 'split' && made.layout.highlightSpeaker;
  const options: JobOptions = {
    quality: oneOf('--quality', text(values['quality']), ['balanced', 'fast', 'thorough']),
    detector: oneOf('--detector', text(values['detector']), ['auto', 'yunet', 'embedded']),
    backend: oneOf('--backend', text(values['backend']), ['auto', 'cpu', 'gpu']),
    ...(values['detect-backend'] === undefined ? {} : { detectBackend: oneOf('--detect-backend', text(values['detect-backend']), ['auto', 'cpu', 'gpu']) }),
    ...encodingOptions(values),
    sensitivity: numberIn('--sensitivity', text(values['sensitivity']), 0, 1, 0.5),
    hide: hideOption(values, named),
    ...(expectedFound.length === 0 ? {} : { expectedFound }),
    ...inAndOut(values, cut),
    ...(cut === undefined ? {} : { cut }),
    ...(kind === 'segments' ? { parts: 'each-cut' as const } : {}),
    ...(made === undefined ? {} : { layout: made.layout }),
    ...(marks === undefined ? {} : { marks }),
    ...(each > 1 ? { subjects: subjects.ids } : {}),
    ...(values['speakers'] === true || highlights || asksWhoSpeaks(cut, subjects) ? { speakers: true } : {}),
    ...(values['actions'] === true || isMotionFormat(format) ? { actions: true } : {}),
    ...audio.options,
    ...missingOption(values),
    ...bodyOptions(values),
    ...budgetOption(values),
    corrections: [],
    livePreview: false,
  };
  return { options, references: [...named.references, ...subjects.references], aspect: made?.aspect, each };
}

/** In and out points; those of stretches by hand are where the first begins and the last ends: nobody needs to look at more. */
function inAndOut(values: Values, cut: JobOptions['cut']): Pick<JobOptions, 'startS' | 'endS'> {
  const startS = pointInTime('--start', text(values['start']));
  const endS = pointInTime('--end', text(values['end']));
  if (endS !== undefined && endS <= (startS ?? 0)) throw usage('--end must be later than --start');
  if (cut?.kind === 'ranges') {
    if (startS !== undefined || endS !== undefined) throw usage(`--range says where to begin and end: leave out --${startS === undefined ? 'end' : 'start'}`);
    return { startS: Math.min(...cut.ranges.map((range) => range.startS)), endS: Math.max(...cut.ranges.map((range) => range.endS)) };
  }
  return { ...(startS === undefined ? {} : { startS }), ...(endS === undefined ? {} : { endS }) };
}
