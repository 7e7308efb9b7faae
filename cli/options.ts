import { parseArgs } from 'node:util';
import { bitrateChoices, encodingProfiles } from '../src/core/encoding.ts';
import type { Hide } from '../src/documents/intent.ts';
import type { ExportFormat, JobOptions } from '../src/rpc/job-types.ts';
import { numberIn, oneOf, pointInTime } from './option-values.ts';
import { namedPeople } from './people-options.ts';
import type { NamedPeople, ReferencePath } from './people-options.ts';
import { savedFiles } from './saved-files.ts';
import type { SavedFiles } from './saved-files.ts';
import { usage } from './usage.ts';

/** What a command line asks for, checked in itself; files are looked at later. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'anonymize' | 'analyze'; readonly job: JobCommand };

export interface JobCommand {
  readonly inputs: readonly string[];
  readonly output: string;
  readonly report: string | undefined;
  /** A picture file for the fill `image`. */
  readonly fillImage: string | undefined;
  /** Pictures of people to keep or hide. */
  readonly references: readonly ReferencePath[];
  /** How an analysis is written. */
  readonly format: ExportFormat;
  readonly saved: SavedFiles;
  readonly force: boolean;
  readonly json: boolean;
  /** Complete but for the picture of the fill `image`, which the page decodes. */
  readonly options: JobOptions;
}

const observeFlags = {
  output: { type: 'string', short: 'o' },
  quality: { type: 'string' },
  detector: { type: 'string' },
  sensitivity: { type: 'string' },
  backend: { type: 'string' },
  'detect-backend': { type: 'string' },
  start: { type: 'string' },
  end: { type: 'string' },
  force: { type: 'boolean' },
  json: { type: 'boolean' },
  project: { type: 'string' },
  labels: { type: 'string' },
} as const;
const analyzeFlags = { ...observeFlags, format: { type: 'string' } } as const;
const anonymizeFlags = {
  ...observeFlags,
  fill: { type: 'string' },
  'fill-color': { type: 'string' },
  'fill-image': { type: 'string' },
  mask: { type: 'string' },
  'mask-scale': { type: 'string' },
  codec: { type: 'string' },
  profile: { type: 'string' },
  bitrate: { type: 'string' },
  audio: { type: 'string' },
  report: { type: 'string' },
  keep: { type: 'string', multiple: true },
  hide: { type: 'string', multiple: true },
  people: { type: 'string', multiple: true },
} as const;
type Values = { readonly [name in keyof typeof anonymizeFlags | keyof typeof analyzeFlags]?: string | boolean | readonly string[] };

/** The mask's smallest size still covers the face itself; beyond the biggest, neighbours vanish too. */
const maskScaleMin = 0.8;
const maskScaleMax = 3;
/** A mosaic of 6 cells over a head leaves a rough idea of it, as people expect of a mosaic. */
const mosaicCellsAcross = 6;
const defaultColor = '#000000';

/** Reads the arguments after `veil`; throws `usage/bad-option` with a reason. */
export function parseCommandLine(args: readonly string[]): Command {
  const [first, ...rest] = args;
  if (first === '--version' || first === '-v') return { kind: 'version' };
  if (first === undefined) throw usage('say what to do: anonymize or analyze');
  if (first === 'help' || args.includes('--help') || args.includes('-h')) return { kind: 'help' };
  if (first !== 'anonymize' && first !== 'analyze') throw usage(`"${first}" is not a command; there are anonymize and analyze`);
  return { kind: first, job: parseJob(first, rest) };
}

function parseJob(kind: 'anonymize' | 'analyze', args: string[]): JobCommand {
  const { values, positionals } = read(kind, args);
  const [input, ...more] = positionals;
  if (input === undefined) throw usage('name the video or picture to read');
  if (kind === 'analyze' && more.length > 0) throw usage('analyze takes one video or picture');
  if (positionals.includes('')) throw usage('a file name is empty');
  const output = text(values.output);
  if (output === undefined || output === '') throw usage('name the output with -o');
  const fillImage = text(values['fill-image']);
  const saved = savedFiles(values, positionals.length);
  const format = oneOf('--format', text(values.format), ['json', 'mot', 'coco', 'cvat']);
  const named = namedPeople(texts(values.keep), texts(values.hide), texts(values.people));
  const options = jobOptions(kind, values, fillImage, named);
  return { inputs: positionals, output, report: text(values.report), fillImage, format, saved, references: named.references, force: values.force === true, json: values.json === true, options };
}

function read(kind: 'anonymize' | 'analyze', args: string[]): { values: Values; positionals: string[] } {
  try {
    const common = { args, allowPositionals: true, strict: true } as const;
    return kind === 'anonymize' ? parseArgs({ ...common, options: anonymizeFlags }) : parseArgs({ ...common, options: analyzeFlags });
  } catch (error) {
    throw usage(error instanceof Error ? (error.message.split('. ')[0] as string) : String(error));
  }
}

function jobOptions(kind: 'anonymize' | 'analyze', values: Values, fillImage: string | undefined, named: NamedPeople): JobOptions {
  const startS = pointInTime('--start', text(values.start));
  const endS = pointInTime('--end', text(values.end));
  if (endS !== undefined && endS <= (startS ?? 0)) throw usage('--end must be later than --start');
  return {
    quality: oneOf('--quality', text(values.quality), ['balanced', 'fast', 'thorough']),
    detector: oneOf('--detector', text(values.detector), ['auto', 'yunet', 'embedded']),
    backend: oneOf('--backend', text(values.backend), ['auto', 'cpu', 'gpu']),
    ...(values['detect-backend'] === undefined ? {} : { detectBackend: oneOf('--detect-backend', text(values['detect-backend']), ['auto', 'cpu', 'gpu']) }),
    codec: oneOf('--codec', text(values.codec), ['auto', 'h264', 'hevc', 'vp9', 'av1']),
    profile: oneOf('--profile', text(values.profile), encodingProfiles),
    bitrate: oneOf('--bitrate', text(values.bitrate), bitrateChoices),
    sensitivity: numberIn('--sensitivity', text(values.sensitivity), 0, 1, 0.5),
    hide: hideOption(values, fillImage, named),
    ...(named.expectedFound.length === 0 ? {} : { expectedFound: named.expectedFound }),
    ...(startS === undefined ? {} : { startS }),
    ...(endS === undefined ? {} : { endS }),
    // An analysis has no sound to carry over: none must stand in its way.
    sound: kind === 'analyze' ? 'drop' : oneOf('--audio', text(values.audio), ['keep', 'drop']),
    corrections: [],
    livePreview: false,
  };
}

function hideOption(values: Values, fillImage: string | undefined, { people }: NamedPeople): Hide {
  const kind = oneOf('--fill', text(values.fill), ['erase', 'solid', 'image', 'mosaic', 'blur']);
  const color = text(values['fill-color']);
  if (color !== undefined && kind !== 'solid') throw usage('--fill-color goes with --fill solid');
  if (color !== undefined && !/^#[0-9a-f]{6}$/i.test(color)) throw usage(`--fill-color must look like #1a2b3c, not "${color}"`);
  if (fillImage !== undefined && kind !== 'image') throw usage('--fill-image goes with --fill image');
  if (fillImage === undefined && kind === 'image') throw usage('--fill image needs a picture: --fill-image FILE.png');
  const look = {
    shape: oneOf('--mask', text(values.mask), ['ellipse', 'box']) === 'box' ? 'rounded-box' : 'ellipse',
    scale: numberIn('--mask-scale', text(values['mask-scale']), maskScaleMin, maskScaleMax, 1),
    fill: fillOf(kind, color ?? defaultColor),
  } as const;
  return people === undefined ? { kind: 'everyone', ...look } : { kind: 'people', ...people, ...look };
}

function fillOf(kind: Hide['fill']['kind'], color: string): Hide['fill'] {
  switch (kind) {
    case 'solid':
      return { kind, color };
    case 'mosaic':
      return { kind, cellsAcross: mosaicCellsAcross };
    case 'image': // until the page has decoded the picture
      return { kind, image: { widthPx: 0, heightPx: 0, rgba: new Uint8ClampedArray(0) } };
    default:
      return { kind };
  }
}

function text(value: Values[keyof Values]): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function texts(value: Values[keyof Values]): readonly string[] {
  return typeof value === 'object' ? value : [];
}
