import { canvasOfAspect } from '../../core/canvas-size.ts';
import type { Aspect } from '../../core/canvas-size.ts';
import type { CutChoice, CutPeople, CutSummary } from '../../documents/cut.ts';
import type { Layout, SplitLayout, WhenGone } from '../../documents/layout.ts';
import type { TileFit } from '../../documents/tiles.ts';
import type { JobOptions, SourceSummary } from '../../rpc/job-types.ts';

/** What can be made of one analysis; `whole` is the video as it is, with its masks. */
export const makingKinds = ['whole', 'follow', 'split', 'trim', 'segments', 'summary'] as const;
export type MakingKind = (typeof makingKinds)[number];

/** One video (or, of segments, several) that the user wants, with every choice of its kind; those of other kinds wait. */
export interface Making {
  readonly id: number;
  readonly kind: MakingKind;
  /** Whether it is made when the user says so. */
  readonly wanted: boolean;
  /** Any track of each person it is about. */
  readonly people: readonly number[];
  readonly aspect: Aspect;
  readonly arrangement: SplitLayout['arrangement'];
  readonly places: number;
  readonly fit: TileFit;
  readonly whenGone: WhenGone;
  readonly highlightSpeaker: boolean;
  readonly only: 'all' | CutPeople['where'];
  readonly minS: number;
  readonly paddingS: number;
  readonly mergeS: number;
  /** Null: no limit. */
  readonly maxS: number | null;
  readonly order: CutSummary['order'];
  readonly secondsEach: number;
}

/** A shorter stretch is hard to follow; half a second before and after lets a sentence begin and end. */
const shaping = { minS: 1, paddingS: 0.5, mergeS: 1, maxS: null } as const;

export function newMaking(id: number, kind: MakingKind): Making {
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
  };
}

/** The job that makes it. */
export function makingOptions(base: JobOptions, making: Making, source: Pick<SourceSummary, 'widthPx' | 'heightPx'>): JobOptions {
  const cut = cutOf(making);
  const layout = layoutOf(making, source);
  return {
    ...base,
    ...(cut === undefined ? {} : { cut }),
    ...(layout === undefined ? {} : { layout }),
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
