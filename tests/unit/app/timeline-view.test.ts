import { describe, expect, it } from 'vitest';
import { frameAt, moved, resized, rulerStepS, showing, wholeView, xOf, zoomed } from '../../../src/app/state/timeline-view.ts';

const whole = wholeView(100, 299, 1000);

describe('the view of a timeline', () => {
  it.each([[0, 100], [4.9, 100], [5, 101], [999, 299], [-20, 100], [5000, 299]])('at %s px lies frame %i', (x, frame) => expect(frameAt(whole, x)).toBe(frame));

  it.each([0.5, 0.1, 3])('keeps the frame around which it zooms in its place (%s)', (factor) => {
    const closer = zoomed(whole, 0.5, 200);
    expect(xOf(closer, 200)).toBeCloseTo(xOf(whole, 200));
    const next = zoomed(closer, factor, 200);
    expect(next.span).toBeLessThanOrEqual(200);
  });

  it.each<[name: string, view: typeof whole, left: number, span: number]>([
    ['never shows more than there is', zoomed(whole, 100, 250), 100, 200],
    ['comes no closer than a dozen frames', zoomed(whole, 0, 200), 200 - 6, 12],
    ['ends at the edges', moved(zoomed(whole, 0.5, 100), -3), 100, 100],
    ['and at the other', moved(zoomed(whole, 0.5, 100), 7), 200, 100],
    ['moves to a frame that is not seen', showing(zoomed(whole, 0.5, 100), 250), 161, 100],
    ['stays where a frame is seen', showing(zoomed(whole, 0.5, 100), 150), 100, 100],
    ['a video of three frames fits', zoomed(wholeView(0, 2, 300), 0.1, 1), 0, 3],
    ['another width shows the same', resized(whole, 10), 100, 200],
  ])('%s', (_, view, left, span) => {
    expect(view.left).toBeCloseTo(left);
    expect(view.span).toBeCloseTo(span);
  });
});

it.each([[10, 1000, 1], [3600, 1000, 300], [0.4, 1000, 0.1], [36_000, 1000, 3600], [100_000, 700, 10_800]])('%s seconds on %s px have marks every %s s', (seconds, width, step) => expect(rulerStepS(seconds, width)).toBe(step));
