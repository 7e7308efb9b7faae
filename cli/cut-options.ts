import type { CutChoice, CutPeople, TimeRange } from '../src/documents/cut.ts';
import type { CommandKind } from './commands.ts';
import { oneOf, pointInTime, text, texts } from './option-values.ts';
import type { Values } from './option-values.ts';
import type { NamedSubjects } from './subject-options.ts';
import { usage } from './usage.ts';

/** Options that take only stretches of the video. */
export const cutFlags = {
  only: { type: 'string' },
  min: { type: 'string' },
  padding: { type: 'string' },
  merge: { type: 'string' },
  max: { type: 'string' },
} as const;
/** Stretches by hand, or those of an editing program. */
export const rangeFlags = { range: { type: 'string', multiple: true }, cuts: { type: 'string' } } as const;
export const summaryFlags = { order: { type: 'string' }, each: { type: 'string' }, max: { type: 'string' } } as const;

/** Half a second is a glance or a word; less is hard to follow. Pauses of half a second are within a sentence. */
const defaults = { minS: 0.5, paddingS: 0.25, mergeS: 0.5 } as const;
/** An appearance of three seconds is enough to see who it is and what they are at. */
const defaultEachS = 3;

/** What is taken of the video; undefined: all, or what the file of `--cuts` says, which the page reads. Throws `usage/bad-option`. */
export function cutOption(kind: CommandKind, values: Values, subjects: NamedSubjects): CutChoice | undefined {
  if (kind === 'summary') return summaryOption(values);
  const ranges = texts(values['range']);
  const shaping = Object.keys(cutFlags).filter((name) => values[name] !== undefined);
  const others = [...shaping, ...(values['person'] === undefined ? [] : ['person'])];
  if (values['cuts'] !== undefined) {
    const [other] = [...others, ...['range', 'start', 'end'].filter((name) => values[name] !== undefined)];
    if (other !== undefined) throw usage(`--cuts says all of what is taken: it does not go with --${other}`);
    return undefined;
  }
  if (ranges.length > 0) {
    if (others[0] !== undefined) throw usage(`--range is a stretch by hand: it does not go with --${others[0]}`);
    return { kind: 'ranges', ranges: ranges.map(timeRange) };
  }
  const cutsAnyway = kind === 'trim' || kind === 'segments';
  const only = text(values['only']);
  if (!cutsAnyway && only === undefined) {
    if (shaping.length > 0) throw usage(`--${shaping[0] as string} goes with --only`);
    return undefined;
  }
  if (kind === 'follow' && subjects.count === 0) throw usage('--only needs to know who is followed: --person PHOTO');
  return {
    kind: 'people',
    people: kind === 'follow' && subjects.count > 1 ? [] : subjects.ids,
    where: oneOf('--only', only, ['visible', 'speaking', 'visible-or-speaking', 'visible-and-speaking']),
    minS: pointInTime('--min', text(values['min'])) ?? defaults.minS,
    paddingS: pointInTime('--padding', text(values['padding'])) ?? defaults.paddingS,
    mergeS: pointInTime('--merge', text(values['merge'])) ?? defaults.mergeS,
    maxS: longest(values),
  };
}

/** Whether it must be known who speaks: of nobody in particular it is enough that somebody does. */
export function asksWhoSpeaks(cut: CutChoice | undefined, subjects: NamedSubjects): boolean {
  const where: CutPeople['where'] = cut?.kind === 'people' ? cut.where : 'visible';
  return where !== 'visible' && subjects.count > 0;
}

function summaryOption(values: Values): CutChoice {
  const secondsEach = pointInTime('--each', text(values['each'])) ?? defaultEachS;
  if (secondsEach === 0) throw usage('--each must be longer than 0');
  return { kind: 'summary', order: oneOf('--order', text(values['order']), ['time', 'person']), secondsEach, maxS: longest(values) };
}

function longest(values: Values): number | null {
  const maxS = pointInTime('--max', text(values['max']));
  if (maxS === 0) throw usage('--max must be longer than 0');
  return maxS ?? null;
}

/** `0:10-0:20`, seconds or clock at either side. */
function timeRange(value: string): TimeRange {
  const [from, to, ...more] = value.split('-');
  if (from === undefined || to === undefined || more.length > 0) throw usage(`--range must look like 0:10-0:20, not "${value}"`);
  const [startS, endS] = [pointInTime('--range', from), pointInTime('--range', to)] as [number, number];
  if (endS <= startS) throw usage(`--range ${value} ends before it begins`);
  return { startS, endS };
}
