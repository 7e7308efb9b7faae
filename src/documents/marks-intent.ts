/** `review`: all that was found, with how sure it is. `publication`: clean lines, nothing that is unsure. */
export const markStyles = ['review', 'publication'] as const;
export type MarkStyle = (typeof markStyles)[number];

/** Skeletons, boxes, ids and actions drawn over people who were found, hidden or not. They lie over the masks and never show what is under them. */
export interface OverlayMarks {
  readonly kind: 'overlay';
  /** Any track of each person; empty: everybody. */
  readonly people: readonly number[];
  readonly style: MarkStyle;
  readonly skeletons: boolean;
  readonly boxes: boolean;
  /** The numbers by which a report lists people. */
  readonly ids: boolean;
  readonly actions: boolean;
  /** What actions are called on the labels, by their names in an analysis: whoever asks knows the viewer's language. Those without a line keep their names. */
  readonly actionWords: Readonly<Record<string, string>>;
}

/** Every variant of the `marks` slot. Without one nothing is drawn. */
export type Marks = OverlayMarks;
