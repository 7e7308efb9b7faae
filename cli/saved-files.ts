import { readFileSync } from 'node:fs';
import type { SavedWork } from '../src/app/headless/saved-work.ts';
import { toAppError } from '../src/core/errors.ts';
import { readLabels } from '../src/documents/exchange/exchange.ts';
import { loadProject } from '../src/documents/project-json.ts';
import { usage } from './usage.ts';

type ProjectField = SavedWork['chosen'][number];

/** Files with work that was done before, and what is chosen anew beside them. */
export interface SavedFiles {
  /** Paths. */
  readonly project: string | undefined;
  readonly labels: string | undefined;
  /** Cuts of an editing program. */
  readonly cuts: string | undefined;
  readonly chosen: readonly ProjectField[];
}

/** Which options stand for which choice of a project. */
const fieldsOf: Readonly<Record<string, readonly ProjectField[]>> = {
  quality: ['quality'], detector: ['detector'], sensitivity: ['sensitivity'], bodies: ['bodies'], 'body-sampling': ['bodies'], 'body-scale': ['bodies'], start: ['startS'], end: ['endS'], range: ['startS', 'endS'], cuts: ['startS', 'endS'],
  fill: ['hide'], 'fill-color': ['hide'], 'fill-image': ['hide'], cover: ['hide'], mask: ['hide'], 'mask-scale': ['hide'], keep: ['hide'], hide: ['hide'], people: ['hide'],
  audio: ['audio'], 'audio-of': ['audio'], 'audio-range': ['audio'],
};

/** Reads `--project`, `--labels` and `--cuts`; throws `usage/bad-option` when they are given for several inputs. */
export function savedFiles(values: Readonly<Record<string, unknown>>, inputs: number): SavedFiles {
  const path = (name: 'project' | 'labels' | 'cuts'): string | undefined => {
    const value = values[name];
    if (typeof value !== 'string') return undefined;
    if (value === '') throw usage(`the name after --${name} is empty`);
    if (inputs > 1) throw usage(`--${name} is the work on one video: name one input`);
    return value;
  };
  const chosen = Object.entries(fieldsOf).flatMap(([name, fields]) => (values[name] === undefined ? [] : fields));
  return { project: path('project'), labels: path('labels'), cuts: path('cuts'), chosen: [...new Set(chosen)] };
}

/** The texts of the files, checked as far as they can be without their video. Throws `media/unreadable` and `document/*`. */
export function readSaved({ project, labels, cuts, chosen }: SavedFiles): SavedWork {
  const texts = {
    ...(project === undefined ? {} : { project: readText(project) }),
    ...(labels === undefined ? {} : { labels: readText(labels) }),
    ...(cuts === undefined ? {} : { cuts: readText(cuts) }),
  };
  if (texts.project !== undefined) loadProject(texts.project);
  if (texts.labels !== undefined) readLabels(texts.labels);
  return { ...texts, chosen };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw toAppError(error, 'media/unreadable', { file: path });
  }
}
