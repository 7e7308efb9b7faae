import type { FrameBox } from '../../core/boxes.ts';
import type { BodyPoint } from '../../documents/bodies.ts';
import type { SeenPoint, SeenPose } from './pose-points.ts';

/** A part of a body: all within `radiusPx` of the polygon of its three or four corners (x, y pairs; a limb is one of no area), upright pixels. */
export interface HullPart {
  readonly points: readonly number[];
  readonly radiusPx: number;
}

type Limb = readonly [from: BodyPoint, to: BodyPoint, lengthMm: number];
/** Between joints of an adult of 1.75 m (Drillis & Contini 1966: shares of the stature). */
const limbs: readonly Limb[] = [
  ['left-shoulder', 'left-elbow', 325], ['right-shoulder', 'right-elbow', 325], ['left-elbow', 'left-wrist', 255], ['right-elbow', 'right-wrist', 255],
  ['left-hip', 'left-knee', 430], ['right-hip', 'right-knee', 430], ['left-knee', 'left-ankle', 430], ['right-knee', 'right-ankle', 430],
  ['left-shoulder', 'left-hip', 504], ['right-shoulder', 'right-hip', 504], ['left-shoulder', 'right-shoulder', 360],
];
const headPoints: readonly BodyPoint[] = ['nose', 'left-eye', 'right-eye', 'left-ear', 'right-ear'];

/** The longer side of a person's box in millimetres: from somebody crouched to somebody who reaches up. */
const boxSideMm = [900, 2300] as const;

type Part = readonly [corners: readonly (BodyPoint | 'head')[], radiusMm: number];
/**
 * How far skin and loose clothes reach from the bones, in millimetres; 40 are for points that are off (2 % of the stature). A hand reaches 190 beyond the wrist
 * whichever way it is bent, a foot 200 beyond the ankle, the back of a head with hair 230 from the nose.
 */
const parts: readonly Part[] = [
  [['head', 'head', 'head'], 270],
  [['head', 'left-shoulder', 'right-shoulder'], 140],
  // Where the trunk is twisted, this crosses itself: the reach is more than what then lies beside it.
  [['left-shoulder', 'right-shoulder', 'right-hip', 'left-hip'], 190],
  // What hangs between the thighs: a skirt, a coat.
  [['left-hip', 'right-hip', 'right-knee', 'left-knee'], 170],
  ...limbPart('shoulder', 'elbow', 130), ...limbPart('elbow', 'wrist', 120), ...limbPart('wrist', 'wrist', 240),
  ...limbPart('knee', 'ankle', 150), ...limbPart('ankle', 'ankle', 250),
];

/** How many parts a hull has, always in the same order with the same corners. */
export const hullPartCount = parts.length;

/** A pose belongs to the person of a box when its points fill at least this part of the box's width and height … */
const filledMin = 0.45;
/** … and lie no farther outside than this part of the box's longer side. */
const outsideMax = 0.15;

/**
 * The hull of a body: its bones with the widths of limbs in clothes, all of `hullPartCount` parts; nothing where a joint is not surely seen, or where
 * the pose is not that of whoever stands in the box: then nobody knows where all of the body is. `scale` multiplies the widths.
 */
export function bodyHull(pose: SeenPose, box: FrameBox, scale: number): HullPart[] | undefined {
  const head = middleOf(headPoints.flatMap((name) => pose[name] ?? []));
  const at = (name: BodyPoint | 'head'): SeenPoint | undefined => (name === 'head' ? head : pose[name]);
  const corners = parts.map(([names]) => names.flatMap((name) => at(name) ?? []));
  if (corners.some((found, index) => found.length < (parts[index] as Part)[0].length) || !fillsBox(corners.flat(), box)) return undefined;
  const pxPerMm = scaleOf(pose, box);
  return corners.map((found, index) => ({
    points: found.flatMap(({ x, y }) => [x, y]),
    radiusPx: (parts[index] as Part)[1] * pxPerMm * scale,
  }));
}

/** Bones look shorter when they point at the camera, never longer: the longest tells. */
function scaleOf(pose: SeenPose, { width, height }: FrameBox): number {
  const longest = limbs.reduce((most, [from, to, lengthMm]) => {
    const [a, b] = [pose[from], pose[to]];
    return a === undefined || b === undefined ? most : Math.max(most, Math.hypot(b.x - a.x, b.y - a.y) / lengthMm);
  }, 0);
  const side = Math.max(width, height);
  return Math.min(side / boxSideMm[0], Math.max(side / boxSideMm[1], longest));
}

function fillsBox(points: readonly SeenPoint[], { x, y, width, height }: FrameBox): boolean {
  const [xs, ys] = [points.map((point) => point.x), points.map((point) => point.y)];
  const [left, top, right, bottom] = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  const room = outsideMax * Math.max(width, height);
  const inside = left >= x - room && right <= x + width + room && top >= y - room && bottom <= y + height + room;
  return inside && Math.min(right, x + width) - Math.max(left, x) >= filledMin * width && Math.min(bottom, y + height) - Math.max(top, y) >= filledMin * height;
}

function middleOf(points: readonly SeenPoint[]): SeenPoint | undefined {
  if (points.length === 0) return undefined;
  const sum = (value: (point: SeenPoint) => number): number => points.reduce((total, point) => total + value(point), 0);
  return { x: sum(({ x }) => x) / points.length, y: sum(({ y }) => y) / points.length };
}

function limbPart(from: string, to: string, radiusMm: number): Part[] {
  return (['left', 'right'] as const).map((side) => [[`${side}-${from}`, `${side}-${to}`, `${side}-${from}`] as BodyPoint[], radiusMm]);
}
