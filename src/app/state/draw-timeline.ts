import { drawActions } from './draw-actions.ts';
import { drawSpeakerFaces, drawSpeakers } from './draw-speakers.ts';
import { drawTreated } from './draw-treated.ts';
import { labelNarrowPx, lanePx, rulerPx, speechPx } from './timeline-scene.ts';
import type { TimelineScene, TimelineStyle } from './timeline-scene.ts';
import { rulerStepS, xOf, xOfTime } from './timeline-view.ts';

/** Draws the lanes that are seen, and nothing of the others: as fast for two hundred people as for two. Units are CSS pixels. */
export function drawTimeline(context: CanvasRenderingContext2D, scene: TimelineScene, style: TimelineStyle): void {
  const { model, view, heightPx, headPx, labelPx: labels } = scene;
  context.clearRect(0, 0, labels + view.widthPx, heightPx);
  context.font = style.font;
  context.textBaseline = 'middle';
  const firstLane = Math.max(0, Math.floor(scene.scrollPx / lanePx));
  const lastLane = Math.min(model.people.length - 1, Math.floor((scene.scrollPx + heightPx) / lanePx));
  const topOf = (lane: number): number => headPx + lane * lanePx - scene.scrollPx;
  context.save();
  context.beginPath();
  context.rect(0, headPx, labels + view.widthPx, heightPx - headPx);
  context.clip();
  for (let lane = firstLane; lane <= lastLane; lane++) drawLabel(context, scene, style, lane, topOf(lane));
  context.beginPath();
  context.rect(labels, headPx, view.widthPx, heightPx - headPx);
  context.clip();
  drawSpans(context, scene, style, firstLane, lastLane, topOf);
  drawActions(context, scene, style, topOf);
  drawSpeakers(context, scene, style, topOf);
  drawHiddenWhole(context, scene, style);
  context.restore();
  drawRuler(context, scene, style);
  drawSpeech(context, scene, style);
  drawTreated(context, scene, style);
  drawSpeakerFaces(context, scene);
  drawPlayhead(context, scene, style);
}

function drawLabel(context: CanvasRenderingContext2D, scene: TimelineScene, style: TimelineStyle, lane: number, top: number): void {
  const width = scene.labelPx + scene.view.widthPx;
  if (scene.chosenPerson === lane) {
    context.fillStyle = style.lane;
    context.fillRect(0, top, width, lanePx);
  }
  context.fillStyle = style.line;
  context.fillRect(0, top + lanePx - 1, width, 1);
  const face = scene.faceOf(lane);
  if (face !== undefined) context.drawImage(face, 2, top + 2, lanePx - 5, lanePx - 5);
  if (scene.labelPx <= labelNarrowPx) return;
  context.fillStyle = style.ink;
  context.fillText(scene.nameOf(lane), lanePx + 2, top + lanePx / 2, scene.labelPx - lanePx - 6);
}

function drawSpans(context: CanvasRenderingContext2D, { model, view, labelPx: labels, chosenPerson }: TimelineScene, style: TimelineStyle, firstLane: number, lastLane: number, topOf: (lane: number) => number): void {
  const { person, firstFrame, lastFrame } = model.spans;
  for (let span = 0; span < person.length; span++) {
    const lane = person[span] as number;
    if (lane < firstLane || lane > lastLane) continue;
    const from = xOf(view, firstFrame[span] as number);
    const to = xOf(view, (lastFrame[span] as number) + 1);
    if (to < 0 || from > view.widthPx) continue;
    context.fillStyle = lane === chosenPerson ? style.chosen : (model.people[lane]?.hidden ?? true) ? style.hidden : style.shown;
    context.beginPath();
    context.roundRect(labels + from, topOf(lane) + 6, Math.max(2, to - from), lanePx - 13, 3);
    context.fill();
  }
}

function drawHiddenWhole(context: CanvasRenderingContext2D, { model, view, labelPx: labels, heightPx }: TimelineScene, style: TimelineStyle): void {
  context.fillStyle = style.unknown;
  context.globalAlpha = 0.35;
  for (let at = 0; at < model.hiddenWhole.length; at += 2) {
    const from = xOf(view, model.hiddenWhole[at] as number);
    const to = xOf(view, (model.hiddenWhole[at + 1] as number) + 1);
    context.fillRect(labels + from, rulerPx, Math.max(2, to - from), heightPx - rulerPx);
  }
  context.globalAlpha = 1;
}

function drawRuler(context: CanvasRenderingContext2D, { model, view, labelPx: labels, timeText }: TimelineScene, style: TimelineStyle): void {
  const timeAt = (frame: number): number => model.timesS[Math.min(model.timesS.length - 1, Math.max(0, Math.round(frame)))] as number;
  const [fromS, toS] = [timeAt(view.left), timeAt(view.left + view.span)];
  const shownS = Math.max(1e-3, toS - fromS);
  const stepS = rulerStepS(shownS, view.widthPx);
  context.fillStyle = style.soft;
  for (let mark = Math.ceil(fromS / stepS); mark * stepS <= toS; mark++) {
    const x = labels + ((mark * stepS - fromS) / shownS) * view.widthPx;
    context.fillRect(x, rulerPx - 6, 1, 6);
    context.fillText(timeText(mark * stepS), x + 3, rulerPx / 2);
  }
}

/** Where somebody speaks, and in the colour of doubt where nobody knows. */
function drawSpeech(context: CanvasRenderingContext2D, { model, view, labelPx: labels, speechText }: TimelineScene, style: TimelineStyle): void {
  context.fillStyle = style.line;
  context.fillRect(0, rulerPx + speechPx - 1, labels + view.widthPx, 1);
  if (labels > labelNarrowPx) {
    context.fillStyle = style.soft;
    context.fillText(speechText, lanePx + 2, rulerPx + speechPx / 2, labels - lanePx - 6);
  }
  for (const [pairs, color] of [[model.speechS, style.speech], [model.speechUnknownS, style.unknown]] as const) {
    context.fillStyle = color;
    for (let at = 0; at < pairs.length; at += 2) {
      const from = Math.max(0, xOfTime(view, model.timesS, pairs[at] as number));
      const to = Math.min(view.widthPx, xOfTime(view, model.timesS, pairs[at + 1] as number));
      if (from < view.widthPx && to > 0) context.fillRect(labels + from, rulerPx + 4, Math.max(1, to - from), speechPx - 8);
    }
  }
}

function drawPlayhead(context: CanvasRenderingContext2D, { view, frame, heightPx, labelPx: labels }: TimelineScene, style: TimelineStyle): void {
  const x = xOf(view, frame + 0.5);
  if (x < 0 || x > view.widthPx) return;
  context.fillStyle = style.ink;
  context.fillRect(labels + x - 1, 0, 2, heightPx);
  context.beginPath();
  context.arc(labels + x, 6, 6, 0, 2 * Math.PI);
  context.fill();
}
