import type { SoundTreatmentKind } from '../../core/sound-treatment.ts';
import { labelNarrowPx, lanePx, rulerPx, soundPx, speechPx } from './timeline-scene.ts';
import type { TimelineScene, TimelineStyle } from './timeline-scene.ts';
import { xOfTime } from './timeline-view.ts';

/** What becomes of the sound, stretch by stretch, under the lane of speech: its colour, and the word where there is room for it. */
export function drawTreated(context: CanvasRenderingContext2D, { model, view, treated, labelPx: labels, treatedText, treatmentText }: TimelineScene, style: TimelineStyle): void {
  if (treated.length === 0) return;
  const top = rulerPx + speechPx;
  context.fillStyle = style.line;
  context.fillRect(0, top + soundPx - 1, labels + view.widthPx, 1);
  if (labels > labelNarrowPx) {
    context.fillStyle = style.soft;
    context.fillText(treatedText, lanePx + 2, top + soundPx / 2, labels - lanePx - 6);
  }
  for (const { kind, startS, endS } of treated) {
    const from = Math.max(0, xOfTime(view, model.timesS, startS));
    const to = Math.min(view.widthPx, xOfTime(view, model.timesS, endS));
    if (from >= view.widthPx || to <= 0) continue;
    context.fillStyle = colorOf(kind, style);
    context.fillRect(labels + from, top + 2, Math.max(2, to - from), soundPx - 5);
    const word = treatmentText(kind);
    if (to - from < context.measureText(word).width + 8) continue;
    context.fillStyle = style.lane;
    context.fillText(word, labels + from + 4, top + soundPx / 2);
  }
}

/** What is not heard at all, what a tone lies over, and what is still heard. */
function colorOf(kind: SoundTreatmentKind, { ink, chosen, hidden }: TimelineStyle): string {
  return { silence: ink, bleep: chosen, disguise: hidden }[kind];
}
