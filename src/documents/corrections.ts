/** What the user changed, in order; replayed on every re-analysis. Undo drops the last. */
export type Correction = { readonly kind: 'hide-frames-whole'; readonly firstFrame: number; readonly lastFrame: number };

export type Corrections = readonly Correction[];
