import type { ReviewModel } from '../../rpc/review-types.ts';
import type { TimelineView } from './timeline-view.ts';

export const rulerPx = 24;
export const speechPx = 16;
/** The ruler with the lane of speech, which stay in place while the lanes of people are scrolled. */
export const headPx = rulerPx + speechPx;
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
  readonly labelPx: number;
  readonly chosenPerson: number | undefined;
  readonly nameOf: (person: number) => string;
  readonly faceOf: (person: number) => ImageBitmap | undefined;
  readonly timeText: (seconds: number) => string;
  readonly speechText: string;
  /** What an action is called. */
  readonly wordOf: (label: string) => string;
}
