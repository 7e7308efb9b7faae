import { lowerBound } from '../../core/time.ts';

/** The part of a video that a timeline shows, and where frames lie on it: plain values, made anew with every change. */
export interface TimelineView {
  /** All there is to see, inclusive presentation indices. */
  readonly first: number;
  readonly last: number;
  /** The frame at the left edge, and how many fit on the width; both may be fractions. */
  readonly left: number;
  readonly span: number;
  readonly widthPx: number;
}

/** Closer than this, single frames are wider than a finger. */
const spanMin = 12;

/** Everything on one width. */
export function wholeView(first: number, last: number, widthPx: number): TimelineView {
  return { first, last, left: first, span: Math.max(1, last - first + 1), widthPx };
}

/** Left edge of a frame in pixels; may lie outside of the width. */
export function xOf({ left, span, widthPx }: TimelineView, frame: number): number {
  return ((frame - left) / span) * widthPx;
}

/** Left edge of a moment in pixels, between those of its frames; `timesS` are theirs. */
export function xOfTime(view: TimelineView, timesS: Float64Array, seconds: number): number {
  const next = lowerBound(timesS, seconds);
  const [before, after] = [timesS[next - 1], timesS[next]];
  const part = before === undefined || after === undefined ? 0 : (seconds - before) / (after - before);
  return xOf(view, before === undefined ? 0 : next - 1 + (after === undefined ? 1 : part));
}

/** The frame under a place on the width, within what there is. */
export function frameAt({ first, last, left, span, widthPx }: TimelineView, x: number): number {
  return Math.min(last, Math.max(first, Math.floor(left + (x / widthPx) * span)));
}

/** Shows `factor` times as many frames (below 1: closer); the frame `around` keeps its place. */
export function zoomed(view: TimelineView, factor: number, around: number): TimelineView {
  const all = Math.max(1, view.last - view.first + 1);
  const span = Math.min(all, Math.max(Math.min(spanMin, all), view.span * factor));
  return within({ ...view, span, left: around - ((around - view.left) / view.span) * span });
}

/** Moved by a part of its width. */
export function moved(view: TimelineView, part: number): TimelineView {
  return within({ ...view, left: view.left + part * view.span });
}

/** The same view on another width. */
export function resized(view: TimelineView, widthPx: number): TimelineView {
  return { ...view, widthPx };
}

/** Moved so far that a frame is seen; unchanged when it is. */
export function showing(view: TimelineView, frame: number): TimelineView {
  if (frame >= view.left && frame + 1 <= view.left + view.span) return view;
  return within({ ...view, left: frame < view.left ? frame - 0.1 * view.span : frame + 1 - 0.9 * view.span });
}

/** The distance of marks in seconds on a ruler: the finest of 1, 2, 5, 10, 30 s, minutes … that leaves room for its text. */
export function rulerStepS(secondsShown: number, widthPx: number, textPx = 70): number {
  const least = (secondsShown * textPx) / widthPx;
  const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600];
  return steps.find((step) => step >= least) ?? Math.ceil(least / 3600) * 3600;
}

function within(view: TimelineView): TimelineView {
  return { ...view, left: Math.min(view.last + 1 - view.span, Math.max(view.first, view.left)) };
}
