import type { ParseArgsConfig } from 'node:util';
import { audioFlags } from './audio-options.ts';
import { bodyFlags } from './body-options.ts';
import { budgetFlags } from './budget-option.ts';
import { cutFlags, rangeFlags, summaryFlags } from './cut-options.ts';
import { encodingFlags } from './encoding-options.ts';
import { hideFlags } from './hide-options.ts';
import { followFlags, splitFlags } from './layout-options.ts';
import { missingFlags } from './missing-option.ts';
import { motionFlags } from './motion-options.ts';
import { subjectFlags } from './subject-options.ts';

/** What `veil` can do. */
export type CommandKind = 'anonymize' | 'follow' | 'split' | 'trim' | 'segments' | 'summary' | 'motion' | 'analyze';

/** What a command takes and makes. */
export interface CommandFacts {
  /** What its job does in the page. */
  readonly task: 'anonymize' | 'analyze';
  readonly flags: NonNullable<ParseArgsConfig['options']>;
  /** Videos, pictures and folders of them; one video or picture; one video. */
  readonly takes: 'files' | 'file' | 'video';
  /** A file, also into a folder under a name of its own; a file; files in a folder. */
  readonly makes: 'file-or-folder' | 'file' | 'folder';
}

/** Options of every command. */
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
  ...bodyFlags,
} as const;
/** And of those that make a video. */
const makeFlags = { ...observeFlags, ...hideFlags, ...audioFlags, ...missingFlags, ...encodingFlags, ...budgetFlags, report: { type: 'string' } } as const;
const studioFlags = { ...makeFlags, ...subjectFlags, ...cutFlags } as const;
const ofVideo = { task: 'anonymize', takes: 'video', makes: 'file-or-folder' } as const;

/** Every command. A new one: its line here, its options in a file of their own, its words in `help.ts`. */
export const commands: Readonly<Record<CommandKind, CommandFacts>> = {
  anonymize: { task: 'anonymize', takes: 'files', makes: 'file-or-folder', flags: makeFlags },
  follow: { ...ofVideo, flags: { ...studioFlags, ...followFlags } },
  split: { ...ofVideo, flags: { ...studioFlags, ...splitFlags } },
  trim: { ...ofVideo, flags: { ...studioFlags, ...rangeFlags } },
  segments: { ...ofVideo, makes: 'folder', flags: { ...studioFlags, ...rangeFlags } },
  summary: { ...ofVideo, flags: { ...makeFlags, ...summaryFlags } },
  motion: { ...ofVideo, flags: { ...studioFlags, ...motionFlags } },
  analyze: { task: 'analyze', takes: 'file', makes: 'file', flags: { ...observeFlags, format: { type: 'string' }, speakers: { type: 'boolean' }, actions: { type: 'boolean' } } },
};
