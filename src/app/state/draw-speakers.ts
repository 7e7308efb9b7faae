import { lanePx, rulerPx, speechPx } from './timeline-scene.ts';
import type { TimelineScene, TimelineStyle } from './timeline-scene.ts';
import { xOfTime } from './timeline-view.ts';

const facePx = speechPx - 2;

/** Who probably speaks: a line in their lane, under what is seen of them. `topOf` is the upper edge of a lane. */
export function drawSpeakers(context: CanvasRenderingContext2D, scene: TimelineScene, style: TimelineStyle, topOf: (lane: number) => number): void {
  context.fillStyle = style.ink;
  for (const { person, from, to } of turnsSeen(scene)) context.fillRect(scene.labelPx + from, topOf(person) + lanePx - 6, Math.max(1, to - from), 3);
}

/** Their faces in the lane of speech, where there is room for one. */
export function drawSpeakerFaces(context: CanvasRenderingContext2D, scene: TimelineScene): void {
  for (const { person, from, to } of turnsSeen(scene)) {
    const face = to - from < facePx + 2 ? undefined : scene.faceOf(person);
    if (face !== undefined) context.drawImage(face, scene.labelPx + from + 1, rulerPx + 1, facePx, facePx);
  }
}

/** Turns of speakers on the width that is seen, in pixels. */
function turnsSeen({ model, view }: TimelineScene): { person: number; from: number; to: number }[] {
  const { person, timesS } = model.speakers;
  return Array.from(person, (each, turn) => ({
    person: each,
    from: Math.max(0, xOfTime(view, model.timesS, timesS[2 * turn] as number)),
    to: Math.min(view.widthPx, xOfTime(view, model.timesS, timesS[2 * turn + 1] as number)),
  })).filter(({ from, to }) => from < view.widthPx && to > 0);
}
