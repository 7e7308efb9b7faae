import { frameBox } from '../core/boxes.ts';
import type { FrameBox } from '../core/boxes.ts';
import { bodyPoints } from '../documents/bodies.ts';
import type { BodyPoint } from '../documents/bodies.ts';
import { pointSeenMin } from '../documents/seen-points.ts';

/**
 * Heights of the head in other lengths of the body. Of a height of 1, chin to crown are 0.130, a shoulder is 0.818 and a hip 0.530 above the ground, and the
 * shoulders are 0.259 apart (Drillis and Contini 1966, as in Winter, Biomechanics and Motor Control of Human Movement, fig. 4.1). Joints that
 * networks give lie further inside: shoulders about 0.2 apart. An ear lies about as far from the other as 0.6, the eyes as 0.28 heads.
 */
export const headsPerBody = 0.13;
const headsPerTorso = headsPerBody / (0.818 - 0.53);
const headsPerShoulders = headsPerBody / 0.2;
const headsPerEars = 1 / 0.6;
const headsPerEyes = 1 / 0.28;
/** From the middle of the shoulders to the middle of the head: 0.87 + 0.065 above the ground, less 0.818. */
const neckHeads = (0.87 + 0.065 - 0.818) / headsPerBody;
/** A body of which no point is seen is standing (7.7 heads), sitting, or cut off by the border: its head is taken to be about as large as that of one who sits. */
const headsPerBox = 1 / 4;
/** A head is no higher than this part of the longer side of its body's box (a close-up), whatever points that lie wrong say. */
const headsMaxPerBox = 0.75;
/** How much larger the region is than the head that was measured: hair, hats, and that nobody sees how the head is turned. An ellipse within it covers the head. */
const generous = 1.7;

/** Where the head of a body is. */
export interface HeadRegion {
  /** Upright pixels, generous; may reach outside the picture. */
  readonly box: FrameBox;
  /** What told it: points of the head, the shoulders, or no more than the box of the body. */
  readonly from: 'head' | 'shoulders' | 'box';
}

/**
 * The region of the head of a body, by its pose (`poseStride` numbers, NaN where nobody estimated it) and its box. Its size is the largest of what the
 * torso, the shoulders, the ears and the eyes tell, each of which is shorter in the picture than it is where it is turned away from it.
 */
export function headRegion(pose: Float32Array, body: FrameBox): HeadRegion {
  const at = (name: BodyPoint): Point | undefined => pointOf(pose, bodyPoints.indexOf(name));
  const [rightEye, leftEye, rightEar, leftEar] = [at('right-eye'), at('left-eye'), at('right-ear'), at('left-ear')];
  const shoulders = middle(at('left-shoulder'), at('right-shoulder'));
  const hips = middle(at('left-hip'), at('right-hip'));
  const lengths = [
    headsPerTorso * distance(shoulders, hips),
    headsPerShoulders * distance(at('left-shoulder'), at('right-shoulder')),
    headsPerEars * distance(leftEar, rightEar),
    headsPerEyes * distance(leftEye, rightEye),
  ];
  const headMax = headsMaxPerBox * Math.max(body.width, body.height);
  const measured = Math.min(headMax, Math.max(...lengths));
  const ears = middle(leftEar, rightEar);
  const face = mean([at('nose'), leftEye, rightEye, leftEar, rightEar]);
  const centre = leftEar !== undefined && rightEar !== undefined ? ears : face;
  if (centre !== undefined) {
    const fromNeck = shoulders === undefined ? 0 : distance(centre, shoulders) / neckHeads / 2; // a head that hangs is nearer
    const head = Math.max(measured, Math.min(headMax, fromNeck));
    return { box: squareAt(centre, head > 0 ? head : headsPerBox * Math.min(body.height, 2 * body.width)), from: 'head' };
  }
  if (shoulders !== undefined && measured > 0) {
    const up = hips === undefined ? { x: 0, y: -1 } : direction(hips, shoulders);
    const above = { x: shoulders.x + neckHeads * measured * up.x, y: shoulders.y + neckHeads * measured * up.y };
    return { box: squareAt(above, measured * 1.2), from: 'shoulders' }; // nobody sees which way the neck is bent
  }
  return { box: topOf(body), from: 'box' };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function pointOf(pose: Float32Array, index: number): Point | undefined {
  const [x, y, score] = [pose[3 * index] as number, pose[3 * index + 1] as number, pose[3 * index + 2] as number];
  return score >= pointSeenMin && Number.isFinite(x + y) ? { x, y } : undefined;
}

/** Half-way between two points, or the one that is known. */
function middle(a: Point | undefined, b: Point | undefined): Point | undefined {
  return mean([a, b]);
}

function mean(points: readonly (Point | undefined)[]): Point | undefined {
  const known = points.filter((point) => point !== undefined);
  if (known.length === 0) return undefined;
  return { x: known.reduce((sum, { x }) => sum + x, 0) / known.length, y: known.reduce((sum, { y }) => sum + y, 0) / known.length };
}

/** 0 where either is not known. */
function distance(a: Point | undefined, b: Point | undefined): number {
  return a === undefined || b === undefined ? 0 : Math.hypot(a.x - b.x, a.y - b.y);
}

function direction(from: Point, to: Point): Point {
  const length = distance(from, to);
  return length > 0 ? { x: (to.x - from.x) / length, y: (to.y - from.y) / length } : { x: 0, y: -1 };
}

function squareAt({ x, y }: Point, head: number): FrameBox {
  const side = generous * head;
  return frameBox(x - side / 2, y - side / 2, side, side);
}

/** The top of a body: all of its width, for nobody sees on which side of it the head is, and a little above it. */
function topOf({ x, y, width, height }: FrameBox): FrameBox {
  const head = headsPerBox * Math.min(height, 2 * width);
  return frameBox(x, y - 0.25 * head, width, generous * head);
}
