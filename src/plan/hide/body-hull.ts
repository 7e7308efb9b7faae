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

/** The longer side of the box of somebody who is seen from head to foot, in millimetres: from crouched to reaching up. */
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
/** Without these nobody knows where a body is at all. */
const trunk: readonly (BodyPoint | 'head')[] = ['head', 'left-shoulder', 'right-shoulder', 'left-hip', 'right-hip'];

/** A limb from its root, and how far from each joint its end may be where the next one is not seen: bones, hand or foot, and 40 that points are off; in millimetres. */
interface Reach {
  readonly root: BodyPoint;
  readonly middle: BodyPoint;
  readonly end: BodyPoint;
  readonly fromRootMm: number;
  readonly fromMiddleMm: number;
}
const reaches: readonly Reach[] = (['left', 'right'] as const).flatMap((side): Reach[] => [
  { root: `${side}-shoulder`, middle: `${side}-elbow`, end: `${side}-wrist`, fromRootMm: 325 + 255 + 190 + 40, fromMiddleMm: 255 + 190 + 40 },
  { root: `${side}-hip`, middle: `${side}-knee`, end: `${side}-ankle`, fromRootMm: 430 + 430 + 200 + 40, fromMiddleMm: 430 + 200 + 40 },
]);

/** How many parts the hull of a body has that is seen from head to foot. */
export const bonePartCount = parts.length;
/** How many parts a hull may have, always in the same order with the same corners. */
export const hullPartCount = bonePartCount + reaches.length;

/** A pose belongs to the person of a box when its points fill at least this part of the box's width and height … */
const filledMin = 0.45;
/** … and lie no farther outside than this part of the box's longer side. */
const outsideMax = 0.15;

/**
 * The hull of a body: its bones with the widths of limbs in clothes, `hullPartCount` parts of which some may be missing on a frame. Where a joint of an arm or a
 * leg is not surely seen, all of `place` (the person's box with its margin) that it can reach is in the hull. Undefined where head, shoulders or hips are
 * not surely seen, or where the pose is not that of whoever stands in the box: then nobody knows where the body is. `scale` multiplies the widths.
 */
export function bodyHull(pose: SeenPose, box: FrameBox, place: FrameBox, scale: number): (HullPart | undefined)[] | undefined {
  const head = middleOf(headPoints.flatMap((name) => pose[name] ?? []));
  const at = (name: BodyPoint | 'head'): SeenPoint | undefined => (name === 'head' ? head : pose[name]);
  const seen = [...trunk, ...reaches.flatMap(({ middle, end }) => [middle, end])].flatMap((name) => at(name) ?? []);
  if (trunk.some((name) => at(name) === undefined) || !fillsBox(seen, box)) return undefined;
  const pxPerMm = scaleOf(pose, box);
  const bones = parts.map(([names, radiusMm]): HullPart | undefined => {
    const found = names.flatMap((name) => at(name) ?? []);
    return found.length < names.length ? undefined : { points: found.flatMap(({ x, y }) => [x, y]), radiusPx: radiusMm * pxPerMm * scale };
  });
  return [...bones, ...reaches.map((reach) => reachable(pose, place, reach, pxPerMm * Math.max(1, scale)))];
}

/** The part of the place in which the unseen end of a limb may be; undefined where all of it is seen. */
function reachable(pose: SeenPose, place: FrameBox, { root, middle, end, fromRootMm, fromMiddleMm }: Reach, pxPerMm: number): HullPart | undefined {
  if (pose[middle] !== undefined && pose[end] !== undefined) return undefined;
  const [from, reachMm] = pose[middle] === undefined ? [pose[root], fromRootMm] : [pose[middle], fromMiddleMm];
  if (from === undefined) return undefined;
  const reachPx = reachMm * pxPerMm;
  const within = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
  const [left, right] = [-reachPx, reachPx].map((by) => within(from.x + by, place.x, place.x + place.width)) as [number, number];
  const [top, bottom] = [-reachPx, reachPx].map((by) => within(from.y + by, place.y, place.y + place.height)) as [number, number];
  return { points: [left, top, right, top, right, bottom, left, bottom], radiusPx: 0 };
}

/** Bones look shorter when they point at the camera, never longer: the longest tells. Of somebody who is cut off by the border the box tells nothing. */
function scaleOf(pose: SeenPose, { width, height }: FrameBox): number {
  const longest = limbs.reduce((most, [from, to, lengthMm]) => {
    const [a, b] = [pose[from], pose[to]];
    return a === undefined || b === undefined ? most : Math.max(most, Math.hypot(b.x - a.x, b.y - a.y) / lengthMm);
  }, 0);
  const side = Math.max(width, height);
  const most = reaches.every(({ end }) => pose[end] !== undefined) ? side / boxSideMm[0] : Infinity;
  return Math.min(most, Math.max(side / boxSideMm[1], longest));
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
