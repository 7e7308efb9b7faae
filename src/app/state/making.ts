import { canvasOfAspect } from '../../core/canvas-size.ts';
import type { CutChoice } from '../../documents/cut.ts';
import type { Layout } from '../../documents/layout.ts';
import type { Making, MakingKind } from '../../documents/making.ts';
import { markStyles } from '../../documents/marks-intent.ts';
import type { Marks } from '../../documents/marks-intent.ts';
import type { JobOptions, SourceSummary } from '../../rpc/job-types.ts';
import { motionEn } from '../messages/motion-en.ts';
import { motionKo } from '../messages/motion-ko.ts';
import type { LanguageCode } from './language.svelte.ts';

const actionWords: Readonly<Record<LanguageCode, Marks['actionWords']>> = { en: motionEn.actions, ko: motionKo.actions };

/** A shorter stretch is hard to follow; half a second before and after lets a sentence begin and end. */
const shaping = { minS: 1, paddingS: 0.5, mergeS: 1, maxS: null } as const;

/** `words`: the language of what is written into the picture. */
export function newMaking(id: number, kind: MakingKind, words: LanguageCode = 'en'): Making {
  return {
    id,
    kind,
    wanted: true,
    people: [],
    aspect: kind === 'follow' ? '9:16' : '16:9',
    arrangement: 'side-by-side',
    places: 2,
    fit: 'cover',
    whenGone: kind === 'follow' ? 'wide' : 'hold',
    highlightSpeaker: false,
    only: kind === 'trim' || kind === 'segments' ? 'visible' : 'all',
    ...shaping,
    order: 'time',
    secondsEach: 3,
    drawsMotion: kind === 'motion',
    marks: { style: markStyles[0], skeletons: true, boxes: true, ids: true, actions: true, words },
  };
}

/** Whether nothing was chosen yet: the video as it is will be made. */
export function isUntouched([first, ...others]: readonly Making[]): boolean {
  return others.length === 0 && first?.wanted !== false;
}

/** The job that makes it. */
export function makingOptions(base: JobOptions, making: Making, source: Pick<SourceSummary, 'widthPx' | 'heightPx'>): JobOptions {
  const cut = cutOf(making);
  const layout = layoutOf(making, source);
  return {
    ...base,
    ...(cut === undefined ? {} : { cut }),
    ...(layout === undefined ? {} : { layout }),
    ...(making.drawsMotion ? { marks: marksOf(making) } : {}),
    ...(making.kind === 'segments' ? { parts: 'each-cut' } : {}),
  };
}

function cutOf({ kind, only, people, minS, paddingS, mergeS, maxS, order, secondsEach }: Making): CutChoice | undefined {
  if (kind === 'summary') return { kind: 'summary', order, secondsEach, maxS };
  return kind === 'whole' || only === 'all' ? undefined : { kind: 'people', people, where: only, minS, paddingS, mergeS, maxS };
}

function layoutOf({ kind, people, aspect, arrangement, places, fit, whenGone, highlightSpeaker }: Making, source: Pick<SourceSummary, 'widthPx' | 'heightPx'>): Layout | undefined {
  const canvas = canvasOfAspect(aspect, source);
  if (kind === 'follow') return { kind, person: people[0] ?? null, canvas, whenGone };
  if (kind === 'split') return { kind, people, places, arrangement, canvas, fit, whenGone, highlightSpeaker };
  return undefined;
}

function marksOf({ people, marks: { words, ...chosen } }: Making): Marks {
  return { kind: 'overlay', people, ...chosen, actionWords: actionWords[words] };
}
