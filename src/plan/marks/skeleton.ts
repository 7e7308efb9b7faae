import { bodyPoints, poseStride } from '../../documents/bodies.ts';
import type { PlannedMark } from '../../documents/marks.ts';
import { clipLine } from './clip-line.ts';
import { seenAt } from './mark-view.ts';
import type { MarkView } from './mark-view.ts';
import type { BoneEnd, StyleLook } from './styles.ts';

/** What the edge beside a line is drawn with: dark, but not so that it hides what is beside it. */
const edgeColor = '#000000';
const edgeOpacity = 0.6;

interface PosePoint {
  readonly x: number;
  readonly y: number;
  readonly score: number;
}

/** The lines and points of one pose of a column of poses, as the view shows them; points that nobody estimated, or not surely enough, are left out. */
export function skeletonMarks(poses: Float32Array, sample: number, color: string, look: StyleLook, view: MarkView): PlannedMark[] {
  const { unitPx, clip } = view;
  const point = (index: number): PosePoint | undefined => {
    const at = sample * poseStride + 3 * index;
    const [x = NaN, y = NaN, score = NaN] = [poses[at], poses[at + 1], poses[at + 2]];
    return Number.isFinite(x) && Number.isFinite(y) && score >= look.pointScoreMin ? { ...seenAt(view, x, y), score: Math.min(1, score) } : undefined;
  };
  const endOf = (end: BoneEnd): PosePoint | undefined =>
    end === 'neck' ? middle(point(bodyPoints.indexOf('left-shoulder')), point(bodyPoints.indexOf('right-shoulder'))) : point(bodyPoints.indexOf(end));
  const opacityOf = (score: number): number => (look.tellsDoubt ? 0.3 + 0.7 * score : 1);
  const thicknessPx = look.lineUnits * unitPx;
  const edges: PlannedMark[] = [];
  const lines: PlannedMark[] = [];
  for (const [one, other] of look.bones) {
    const [a, b] = [endOf(one), endOf(other)];
    const line = a === undefined || b === undefined ? undefined : clipLine(a, b, clip, 4 * thicknessPx);
    if (a === undefined || b === undefined || line === undefined) continue;
    edges.push({ kind: 'line', ...line, thicknessPx: thicknessPx + 2 * look.edgeUnits * unitPx, color: edgeColor, opacity: edgeOpacity, clip });
    lines.push({ kind: 'line', ...line, thicknessPx, color, opacity: opacityOf(Math.min(a.score, b.score)), clip });
  }
  return [...edges, ...lines, ...(look.pointUnits > 0 ? bodyPoints.flatMap((_, index) => pointMark(point(index), color, look.pointUnits * unitPx, opacityOf, view)) : [])];
}

function pointMark(point: PosePoint | undefined, color: string, sidePx: number, opacityOf: (score: number) => number, { clip }: MarkView): PlannedMark[] {
  if (point === undefined || clipLine(point, point, clip, 0) === undefined) return [];
  const box = { x: point.x - sidePx / 2, y: point.y - sidePx / 2, width: sidePx, height: sidePx };
  return [{ kind: 'box', box, thicknessPx: 'filled', color, opacity: opacityOf(point.score), clip }];
}

function middle(a: PosePoint | undefined, b: PosePoint | undefined): PosePoint | undefined {
  return a === undefined || b === undefined ? undefined : { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, score: Math.min(a.score, b.score) };
}
