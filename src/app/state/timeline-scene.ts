import type { SoundTreatmentKind } from '../../core/sound-treatment.ts';
import type { ReviewModel } from '../../rpc/review-types.ts';
import type { TimelineView } from './timeline-view.ts';

export const rulerPx = 24;
export const speechPx = 16;
/** The lane of what becomes of the sound, where anything does. */
export const soundPx = 16;
export const lanePx = 30;
/** Room for the face and the name before the lanes; on narrow pages only for the face. */
export const labelPx = 150;
export const labelNarrowPx = 34;

/** Colours and font of the page, read once per drawing. */
export interface TimelineStyle {
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly lane: string;
  readonly hidden: string;
  readonly shown: string;
  readonly chosen: string;
  readonly unknown: string;
  readonly speech: string;
  readonly font: string;
}

/** What is drawn; `view.widthPx` is the width of the lanes without their labels. */
export interface TimelineScene {
  readonly model: ReviewModel;
  readonly view: TimelineView;
  readonly frame: number;
  readonly scrollPx: number;
  readonly heightPx: number;
  /** See `headPxOf`. */
  readonly headPx: number;
  readonly labelPx: number;
  readonly chosenPerson: number | undefined;
  readonly nameOf: (person: number) => string;
  readonly faceOf: (person: number) => ImageBitmap | undefined;
  readonly timeText: (seconds: number) => string;
  readonly speechText: string;
  /** What an action is called. */
  readonly wordOf: (label: string) => string;
  /** What becomes of the sound; empty where there is none. */
  readonly treated: ReviewModel['treated'];
  readonly treatedText: string;
  readonly treatmentText: (kind: SoundTreatmentKind) => string;
}

/** Height of the ruler with the lanes of speech and of what becomes of the sound, which stay in place while the lanes of people are scrolled. */
export function headPxOf(treated: ReviewModel['treated']): number {
  return rulerPx + speechPx + (treated.length > 0 ? soundPx : 0);
}
