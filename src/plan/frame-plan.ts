import { AppError } from '../core/errors.ts';
import { lowerBound } from '../core/time.ts';
import type { FrameRange } from '../documents/analysis.ts';
import { tileStates } from '../documents/edit.ts';
import type { CanvasEdit, Edit, FramePlan, MaskPath, PlannedMask } from '../documents/edit.ts';
import { boxOf } from '../documents/box-columns.ts';
import type { DrawText, PlannedMark } from '../documents/marks.ts';
import { canvasPlan, stateOf } from './canvas-plan.ts';
import { polygonAt } from './hide/polygon-at.ts';
import { wholeView } from './marks/mark-view.ts';
import type { MarkView } from './marks/mark-view.ts';
import { marksOn } from './marks/marks-on.ts';

/**
 * Says of every output frame of an Edit which source frame it shows and what is hidden in it. Built once (linear in mask samples);
 * `at` costs as much as there are masks on the frame.
 */
export class FramePlanner {
  /** Length of the new video in frames. */
  readonly outputFrames: number;
  readonly #masks: readonly MaskPath[];
  readonly #canvas: CanvasEdit | null;
  /** What is drawn of a source frame in a view; undefined: nothing is. */
  readonly #marks: ((sourceFrame: number, view: MarkView) => PlannedMark[]) | undefined;
  readonly #whole: MarkView;
  readonly #cuts: readonly FrameRange[];
  /** First output frame of each cut. */
  readonly #cutStarts: readonly number[];
  readonly #hiddenFirst: readonly number[];
  readonly #hiddenLast: readonly number[];
  /** Masks of source frame f: `#maskIndex[#maskOffsets[f] … #maskOffsets[f + 1] - 1]`. */
  readonly #maskOffsets: Uint32Array;
  readonly #maskIndex: Uint32Array;

  /** `drawText`: whoever has fonts; throws `internal/bug` when an edit with marks comes without. */
  constructor(edit: Edit, drawText?: DrawText) {
    this.#masks = edit.masks;
    this.#canvas = edit.canvas;
    this.#marks = marksIn(edit, drawText);
    this.#whole = wholeView(edit);
    this.#cuts = edit.cuts;
    const starts: number[] = [];
    let frames = 0;
    for (const { firstFrame, lastFrame } of edit.cuts) {
      starts.push(frames);
      frames += lastFrame - firstFrame + 1;
    }
    this.outputFrames = frames;
    this.#cutStarts = starts;
    const hidden = mergeSorted(edit.hiddenWhole);
    this.#hiddenFirst = hidden.map(({ firstFrame }) => firstFrame);
    this.#hiddenLast = hidden.map(({ lastFrame }) => lastFrame);

    const sourceFrames = 1 + edit.cuts.reduce((last, cut) => Math.max(last, cut.lastFrame), -1);
    this.#maskOffsets = new Uint32Array(sourceFrames + 1);
    eachSample(edit.masks, sourceFrames, (_, frame) => (this.#maskOffsets[frame + 1] = (this.#maskOffsets[frame + 1] as number) + 1));
    for (let frame = 0; frame < sourceFrames; frame++) {
      this.#maskOffsets[frame + 1] = (this.#maskOffsets[frame + 1] as number) + (this.#maskOffsets[frame] as number);
    }
    this.#maskIndex = new Uint32Array(this.#maskOffsets[sourceFrames] as number);
    const filled = this.#maskOffsets.slice();
    eachSample(edit.masks, sourceFrames, (mask, frame) => {
      this.#maskIndex[filled[frame] as number] = mask;
      filled[frame] = (filled[frame] as number) + 1;
    });
  }

  /** The plan of an output frame, 0 … outputFrames − 1; throws `internal/bug` outside of them. */
  at(outputFrame: number): FramePlan {
    if (!Number.isInteger(outputFrame) || outputFrame < 0 || outputFrame >= this.outputFrames) {
      throw new AppError('internal/bug', { reason: 'no such output frame', outputFrame, outputFrames: this.outputFrames });
    }
    const sourceFrame = this.#sourceFrame(outputFrame);
    const masks: PlannedMask[] = [];
    let hideWhole = this.#isHiddenWhole(sourceFrame);
    const end = this.#maskOffsets[sourceFrame + 1] as number;
    for (let at = this.#maskOffsets[sourceFrame] as number; at < end; at++) {
      const path = this.#masks[this.#maskIndex[at] as number] as MaskPath;
      const mask = plannedMask(path, sourceFrame - path.firstFrame);
      // A mask whose place is no number would hide nothing.
      if (!hasPlace(mask)) hideWhole = true;
      masks.push(mask);
    }
    // Where nobody knows what is in the picture, no skeleton may tell of it either.
    const draw = hideWhole ? undefined : this.#marks;
    if (this.#canvas !== null) return { sourceFrame, hideWhole, masks, canvas: canvasPlan(this.#canvas, sourceFrame, draw) };
    return { sourceFrame, hideWhole, masks, ...(draw === undefined ? {} : { marks: draw(sourceFrame, this.#whole) }) };
  }

  /** Whether the output frame after this one holds places of it: there is one, it follows in the source too, and its layout says so. */
  nextHolds(outputFrame: number): boolean {
    const next = outputFrame + 1;
    if (this.#canvas === null || next >= this.outputFrames) return false;
    const sourceFrame = this.#sourceFrame(next);
    return sourceFrame === this.#sourceFrame(outputFrame) + 1 && this.#canvas.tiles.some((tile) => stateOf(tile, sourceFrame) === tileStates.held);
  }

  #sourceFrame(outputFrame: number): number {
    const cut = lowerBound(this.#cutStarts, outputFrame + 1) - 1;
    return (this.#cuts[cut] as FrameRange).firstFrame + outputFrame - (this.#cutStarts[cut] as number);
  }

  #isHiddenWhole(sourceFrame: number): boolean {
    const range = lowerBound(this.#hiddenFirst, sourceFrame + 1) - 1;
    return range >= 0 && sourceFrame <= (this.#hiddenLast[range] as number);
  }
}

/** What an edit draws of a source frame in a view; undefined where it draws nothing. Throws `internal/bug` where it draws and nobody has fonts. */
export function marksIn({ marks }: Pick<Edit, 'marks'>, drawText: DrawText | undefined): ((sourceFrame: number, view: MarkView) => PlannedMark[]) | undefined {
  if (marks === undefined) return undefined;
  if (drawText === undefined) throw new AppError('internal/bug', { reason: 'marks are planned and nobody draws text' });
  return (sourceFrame, view) => marksOn(marks, sourceFrame, view, drawText);
}

function plannedMask({ track, boxes, shape, points, radiiPx, fill }: MaskPath, sample: number): PlannedMask {
  const box = boxOf(boxes, sample);
  return points === undefined ? { track, box, shape, fill } : { track, box, shape, fill, polygon: polygonAt({ points, radiiPx }, boxes.length / 4, sample) };
}

function hasPlace({ box, polygon }: PlannedMask): boolean {
  const place = box.x + box.y + box.width + box.height + (polygon === undefined ? 0 : polygon.growPx + polygon.points.reduce((sum, value) => sum + value, 0));
  return Number.isFinite(place);
}

/** Visits every sample of every mask that lies on one of the source frames. */
function eachSample(masks: readonly MaskPath[], sourceFrames: number, visit: (mask: number, frame: number) => void): void {
  masks.forEach(({ firstFrame, boxes }, mask) => {
    const end = Math.min(sourceFrames, firstFrame + boxes.length / 4);
    for (let frame = Math.max(0, firstFrame); frame < end; frame++) visit(mask, frame);
  });
}

/** Ascending by their first frame, each reaching at least as far as those before: overlapping ranges hide no less than one of them. */
function mergeSorted(ranges: readonly FrameRange[]): FrameRange[] {
  let reached = -1;
  return [...ranges]
    .sort((a, b) => a.firstFrame - b.firstFrame)
    .map(({ firstFrame, lastFrame }) => ({ firstFrame, lastFrame: (reached = Math.max(reached, lastFrame)) }));
}
