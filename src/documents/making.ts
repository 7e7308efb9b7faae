import type { Aspect } from '../core/canvas-size.ts';
import type { CutPeople, CutSummary } from './cut.ts';
import type { SplitLayout, WhenGone } from './layout.ts';
import type { Marks, MarkStyle } from './marks-intent.ts';
import type { TileFit } from './tiles.ts';

/** What can be made of one analysis; `whole` is the video as it is, with its masks. */
export const makingKinds = ['whole', 'follow', 'split', 'trim', 'segments', 'summary', 'motion'] as const;
export type MakingKind = (typeof makingKinds)[number];

/** In which of them people's motion may be drawn. */
export const drawingKinds: ReadonlySet<MakingKind> = new Set(['follow', 'split', 'motion']);

/** Languages that labels can be drawn in. */
export const labelLanguages = ['en', 'ko'] as const;

/** What of people's motion is drawn. */
export interface MarkChoices extends Pick<Marks, 'skeletons' | 'boxes' | 'ids' | 'actions'> {
  readonly style: MarkStyle;
  /** Language of the actions on the labels. */
  readonly words: (typeof labelLanguages)[number];
}

/**
 * One video (or, of segments, several) that the user wants, with every choice of its kind; those of other kinds wait. Unlike an intent it says what
 * was chosen (a shape, seconds), not what comes of it on one source. A new field needs a migration of projects.
 */
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
  /** Whether motion is drawn into a crop or a split, too. */
  readonly drawsMotion: boolean;
  readonly marks: MarkChoices;
}
