import { lowerBound } from '../../core/time.ts';
import type { Action, Analysis } from '../../documents/analysis.ts';
import type { MarkCaption } from '../../documents/marks-edit.ts';
import type { OverlayMarks } from '../../documents/marks-intent.ts';
import type { DrawnPerson } from './people-drawn.ts';

/** What a classifier says where it knows of nothing: no label tells that. */
const noAction = 'none';

/** The words at a person over the frames of a video: their number, and what they do; of several things at once the surest. */
export function captionsOf({ id, tracks }: DrawnPerson, { source, actions }: Analysis, marks: OverlayMarks): MarkCaption[] {
  const frameAt = (us: number): number => lowerBound(source.ticks, (source.ticks[0] ?? 0) + (us * source.timescale) / 1e6);
  const idTexts = marks.ids ? [String(id)] : [];
  const own = marks.actions ? actions.filter(({ track, label }) => label !== noAction && tracks.some((each) => each.id === track)) : [];
  const spans = own.map((action) => ({ action, from: frameAt(action.startUs), to: frameAt(action.endUs) }));
  const edges = [...new Set([0, source.ticks.length, ...spans.flatMap(({ from, to }) => [from, to])])].sort((a, b) => a - b);
  const captions: MarkCaption[] = [];
  edges.slice(0, -1).forEach((firstFrame, index) => {
    const lastFrame = (edges[index + 1] as number) - 1;
    const surest = surestOf(spans.flatMap(({ action, from, to }) => (from <= firstFrame && to > lastFrame ? [action] : [])));
    const texts = surest === undefined ? idTexts : [...idTexts, ...wordsFor(surest, marks)];
    const before = captions.at(-1);
    if (texts.length === 0) return;
    if (before !== undefined && before.lastFrame === firstFrame - 1 && before.texts.join('\n') === texts.join('\n')) captions[captions.length - 1] = { ...before, lastFrame };
    else captions.push({ firstFrame, lastFrame, texts });
  });
  return captions;
}

function surestOf(actions: readonly Action[]): Action | undefined {
  return actions.reduce<Action | undefined>((surest, action) => (surest === undefined || action.score > surest.score ? action : surest), undefined);
}

function wordsFor({ label, score }: Action, { actionWords, style }: OverlayMarks): string[] {
  const word = Object.hasOwn(actionWords, label) ? (actionWords[label] as string) : label;
  return style === 'review' ? [word, `${Math.round(100 * score)}%`] : [word];
}
