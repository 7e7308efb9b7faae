/**
 * What can be drawn over an output frame, in upright pixels of the canvas, or of the source where there is none (edges, not centres). Colours are
 * `#rgb` or `#rrggbb`, opacity 0–1.
 */
export type PlannedMark = (LineMark | BoxMark | LabelMark) & {
  /** No pixel is drawn on that does not lie wholly within. Absent: the whole picture. */
  readonly clip?: BoxMark['box'];
};

/** A straight line with square ends, half its thickness beyond its end points, so that lines that meet leave no notch. */
export interface LineMark {
  readonly kind: 'line';
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
  readonly thicknessPx: number;
  readonly color: string;
  readonly opacity: number;
}

/** A box's outline, inward from its edges, or all of it: the plate behind a label. */
export interface BoxMark {
  readonly kind: 'box';
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly thicknessPx: number | 'filled';
  readonly color: string;
  readonly opacity: number;
}

/** Text or any other shape, as how much of each pixel it covers (0–255, row by row): whoever has fonts draws it. */
export interface LabelMark {
  readonly kind: 'label';
  readonly left: number;
  readonly top: number;
  readonly shape: CoverageBitmap;
  readonly color: string;
  readonly opacity: number;
}

export interface CoverageBitmap {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly coverage: Uint8Array;
}

/** Draws a line of text, so many pixels high with its ascenders and descenders; the width is what it takes. */
export type DrawText = (text: string, heightPx: number) => CoverageBitmap;
