import type { Analysis, Identity, Track } from '../../../src/documents/analysis.ts';
import { bodyPoints, poseStride } from '../../../src/documents/bodies.ts';
import type { BodyPoint } from '../../../src/documents/bodies.ts';
import type { FramePlan, PlannedMask } from '../../../src/documents/edit.ts';
import type { Hide } from '../../../src/documents/intent.ts';
import { FramePlanner } from '../../../src/plan/frame-plan.ts';
import { plan } from '../../../src/plan/plan.ts';

export const frameSize = { widthPx: 1280, heightPx: 720 };

/** A detected track that begins at a frame, with a box for each frame. */
export function trackOf(id: number, kind: Track['kind'], boxes: readonly (readonly number[])[], more: Partial<Track> = {}, firstFrame = 0): Track {
  return {
    id,
    kind,
    frames: Int32Array.from(boxes, (_, index) => firstFrame + index),
    boxes: Float32Array.from(boxes.flat()),
    scores: new Float32Array(boxes.length).fill(0.9),
    origins: new Uint8Array(boxes.length),
    ...more,
  };
}

export function identityOf(id: number, more: Partial<Identity> = {}): Identity {
  return { id, tracks: [id], confidence: 1, sure: true, maybe: [], best: null, ...more };
}

/** An analysis of these tracks, of which each face is a person unless others are given. */
export function analysisOf(tracks: readonly Track[], frames: number, identities = tracks.filter(({ kind }) => kind === 'face').map(({ id }) => identityOf(id))): Analysis {
  return {
    source: { name: '', ...frameSize, timescale: 30, ticks: Float64Array.from({ length: frames }, (_, frame) => frame), lastDurationTicks: 1, fingerprint: 'f' },
    tracks, identities, recognition: { embedded: 0, trackFrames: 0, risks: [], cuts: 0 }, speech: [], speechUnknown: [], actions: [], unknown: [], runs: [], ineffective: [],
  };
}

export function planAt(analysis: Analysis, hide: Hide, frame = 0): FramePlan {
  return new FramePlanner(plan(analysis, { hide })).at(frame);
}

/** Whether a point, upright pixels, lies under a mask, by its outline and not by the composer's raster. */
export function covers({ box, shape, polygon }: PlannedMask, x: number, y: number): boolean {
  if (polygon !== undefined) return edgeDistance(polygon.points, x, y) <= polygon.growPx || isInside(polygon.points, x, y);
  const [dx, dy] = [Math.abs(x - box.x - box.width / 2), Math.abs(y - box.y - box.height / 2)];
  if (shape === 'ellipse') return ((2 * dx) / box.width) ** 2 + ((2 * dy) / box.height) ** 2 <= 1;
  const corner = shape === 'box' ? 0 : 0.25 * Math.min(box.width, box.height);
  if (dx > box.width / 2 || dy > box.height / 2) return false;
  return Math.hypot(Math.max(0, dx - box.width / 2 + corner), Math.max(0, dy - box.height / 2 + corner)) <= corner || shape === 'box';
}

function edgeDistance(points: Float32Array, x: number, y: number): number {
  let nearest = Infinity;
  for (let at = 0; at < points.length; at += 2) {
    const next = (at + 2) % points.length;
    const [ax, ay] = [(points[at] as number) - x, (points[at + 1] as number) - y];
    const [ex, ey] = [(points[next] as number) - (points[at] as number), (points[next + 1] as number) - (points[at + 1] as number)];
    const t = Math.min(1, Math.max(0, -(ax * ex + ay * ey) / Math.max(1e-12, ex * ex + ey * ey)));
    nearest = Math.min(nearest, Math.hypot(ax + t * ex, ay + t * ey));
  }
  return nearest;
}

function isInside(points: Float32Array, x: number, y: number): boolean {
  let winding = 0;
  for (let at = 0; at < points.length; at += 2) {
    const next = (at + 2) % points.length;
    const [ax, ay, bx, by] = [points[at] as number, points[at + 1] as number, points[next] as number, points[next + 1] as number];
    if (ay <= y === by <= y) continue;
    if (ax + ((y - ay) / (by - ay)) * (bx - ax) > x) winding += by > ay ? 1 : -1;
  }
  return winding !== 0;
}

/** Somebody who stands upright, 1.75 m: where the points are, in shares of the stature, from the middle of the feet; the person's left is to the right. */
const standing: Readonly<Record<BodyPoint, readonly [number, number]>> = {
  nose: [0, 0.92], 'left-eye': [0.018, 0.936], 'right-eye': [-0.018, 0.936], 'left-ear': [0.04, 0.93], 'right-ear': [-0.04, 0.93],
  'left-shoulder': [0.103, 0.818], 'right-shoulder': [-0.103, 0.818], 'left-elbow': [0.13, 0.634], 'right-elbow': [-0.13, 0.634],
  'left-wrist': [0.15, 0.49], 'right-wrist': [-0.15, 0.49], 'left-hip': [0.06, 0.53], 'right-hip': [-0.06, 0.53],
  'left-knee': [0.07, 0.285], 'right-knee': [-0.07, 0.285], 'left-ankle': [0.075, 0.039], 'right-ankle': [-0.075, 0.039],
};

/** The pose of somebody whose feet are at (x, y), so tall in pixels, with some points elsewhere, in shares of the stature, or unseen (null). */
export function poseAt(x: number, y: number, statureSizePx: number, other: Readonly<Partial<Record<BodyPoint, readonly [number, number] | null>>> = {}): number[] {
  const pose = bodyPoints.flatMap((name) => {
    const place = other[name] === undefined ? standing[name] : other[name];
    return place === null ? [x, y, 0.1] : [x + place[0] * statureSizePx, y - place[1] * statureSizePx, 0.9];
  });
  if (pose.length !== poseStride) throw new Error('a pose has other points');
  return pose;
}

/** The box of such a person with arms at rest. */
export const standingBox = (x: number, y: number, statureSizePx: number): number[] => [x - 0.19 * statureSizePx, y - statureSizePx, 0.38 * statureSizePx, statureSizePx];
