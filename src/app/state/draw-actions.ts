import { lanePx } from './timeline-scene.ts';
import type { TimelineScene, TimelineStyle } from './timeline-scene.ts';
import { xOfTime } from './timeline-view.ts';

const barPx = 4;

/** What people do: a bar at the upper edge of their lane, with its name below where there is room. `topOf` is the upper edge of a lane. */
export function drawActions(context: CanvasRenderingContext2D, scene: TimelineScene, style: TimelineStyle, topOf: (lane: number) => number): void {
  const { model, view, labelPx: labels, wordOf, scrollPx, heightPx } = scene;
  for (const { person, startS, endS, label } of model.actions) {
    const top = topOf(person);
    const from = Math.max(0, xOfTime(view, model.timesS, startS));
    const to = Math.min(view.widthPx, xOfTime(view, model.timesS, endS));
    if (top + lanePx < 0 || top > scrollPx + heightPx || from >= view.widthPx || to <= 0) continue;
    context.fillStyle = style.speech;
    context.fillRect(labels + from, top + 1, Math.max(1, to - from - 1), barPx);
    const word = wordOf(label);
    context.fillStyle = style.ink;
    if (context.measureText(word).width < to - from - 4) context.fillText(word, labels + from + 3, top + lanePx / 2);
  }
}
