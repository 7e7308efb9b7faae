import { extname } from 'node:path';
import { motionEn } from '../src/app/messages/motion-en.ts';
import { motionKo } from '../src/app/messages/motion-ko.ts';
import { motionEndings } from '../src/documents/exchange/motion-names.ts';
import { motionFormats } from '../src/documents/exchange/motion.ts';
import type { MotionFormat } from '../src/documents/exchange/motion.ts';
import { markStyles } from '../src/documents/marks-intent.ts';
import type { Marks } from '../src/documents/marks-intent.ts';
import type { CommandKind } from './commands.ts';
import { oneOf, text } from './option-values.ts';
import type { Values } from './option-values.ts';
import type { NamedSubjects } from './subject-options.ts';
import { usage } from './usage.ts';

const parts = ['skeletons', 'boxes', 'ids', 'actions'] as const;

/** Options of what is drawn over people. */
export const motionFlags = {
  style: { type: 'string' },
  'no-skeletons': { type: 'boolean' },
  'no-boxes': { type: 'boolean' },
  'no-ids': { type: 'boolean' },
  'no-actions': { type: 'boolean' },
  words: { type: 'string' },
} as const;

/** What is drawn over people; undefined: nothing. A crop or a split has it where a style is given. Throws `usage/bad-option`. */
export function marksOption(kind: CommandKind, values: Values, { ids, count }: NamedSubjects): Marks | undefined {
  if (kind !== 'motion' && values['style'] === undefined) {
    const other = Object.keys(motionFlags).find((name) => values[name] !== undefined);
    if (other !== undefined) throw usage(`--${other} goes with --style`);
    return undefined;
  }
  const [skeletons, boxes, numbers, actions] = parts.map((part) => values[`no-${part}`] !== true) as [boolean, boolean, boolean, boolean];
  if (![skeletons, boxes, numbers, actions].includes(true)) throw usage('nothing is left to draw: leave out one of --no-skeletons, --no-boxes, --no-ids, --no-actions');
  const words = oneOf('--words', text(values['words']), ['en', 'ko']);
  if (values['words'] !== undefined && !actions) throw usage('--words is the language of actions: it does not go with --no-actions');
  return {
    kind: 'overlay',
    people: kind === 'follow' && count > 1 ? [] : ids, // of several, each video draws its own
    style: oneOf('--style', text(values['style']), markStyles),
    skeletons, boxes, ids: numbers, actions,
    actionWords: (words === 'ko' ? motionKo : motionEn).actions,
  };
}

const formats: Readonly<Record<string, MotionFormat>> = { '.json': 'keypoints', '.csv': 'actions-csv', '.vtt': 'actions-vtt', '.txt': 'people-text' };

/** What the name of an output asks for in place of the video: `motion talk.mp4 -o talk.csv`. Undefined: the video. */
export function motionFormat(kind: CommandKind, output: string): MotionFormat | undefined {
  return kind === 'motion' ? formats[extname(output).toLowerCase()] : undefined;
}

/** What lies beside a video in a folder: all that is written of the same analysis. */
export function motionFiles(video: string): { readonly format: MotionFormat; readonly output: string }[] {
  const stem = video.replace(/\.mp4$/, '');
  return motionFormats.map((format) => ({ format, output: `${stem}${motionEndings[format]}` }));
}
