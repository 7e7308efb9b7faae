import { bodyPoints, poseStride } from '../../../src/documents/bodies.ts';
import type { Bodies, BodyPoint, BodySettings } from '../../../src/documents/bodies.ts';
import { frameStatus, noDetections } from '../../../src/documents/observations.ts';
import type { Observations } from '../../../src/documents/observations.ts';
import { ObservationsBuilder } from '../../../src/documents/observations-builder.ts';
import { detectionsOf } from './observations.ts';
import type { Face } from './observations.ts';

/** A standing person: middle, top and height in pixels, what faces away has no points of the head but the ears. */
export interface Person {
  readonly x: number;
  readonly top: number;
  readonly height: number;
  readonly score?: number;
  /** Points that the network is not sure of. */
  readonly weak?: readonly BodyPoint[];
  /** No pose at all. */
  readonly poseless?: boolean;
}

/** Places of points in heights, from the middle of the body and its top: the proportions that `head-region.ts` names. */
const places: Readonly<Record<BodyPoint, readonly [number, number]>> = {
  nose: [0, 0.075], 'left-eye': [0.018, 0.06], 'right-eye': [-0.018, 0.06], 'left-ear': [0.039, 0.065], 'right-ear': [-0.039, 0.065],
  'left-shoulder': [0.1, 0.182], 'right-shoulder': [-0.1, 0.182], 'left-elbow': [0.12, 0.37], 'right-elbow': [-0.12, 0.37],
  'left-wrist': [0.12, 0.515], 'right-wrist': [-0.12, 0.515], 'left-hip': [0.05, 0.47], 'right-hip': [-0.05, 0.47],
  'left-knee': [0.05, 0.715], 'right-knee': [-0.05, 0.715], 'left-ankle': [0.05, 0.961], 'right-ankle': [-0.05, 0.961],
};

export const headPoints: readonly BodyPoint[] = ['nose', 'left-eye', 'right-eye', 'left-ear', 'right-ear'];

export function poseOf({ x, top, height, weak = [], poseless = false }: Person): Float32Array {
  if (poseless) return new Float32Array(poseStride).fill(NaN);
  return Float32Array.from(bodyPoints.flatMap((point) => [x + places[point][0] * height, top + places[point][1] * height, weak.includes(point) ? 0.05 : 0.9]));
}

/** The tight face of somebody who looks into the camera. */
export function faceOf({ x, top, height }: Person, score = 0.9): Face {
  return [x - 0.035 * height, top + 0.035 * height, 0.07 * height, 0.09 * height, score];
}

export function bodiesOf(people: readonly Person[]): Bodies {
  return {
    count: people.length,
    boxes: Float32Array.from(people.flatMap(({ x, top, height }) => [x - 0.15 * height, top, 0.3 * height, height])),
    scores: Float32Array.from(people, ({ score = 0.9 }) => score),
    poses: Float32Array.from(people.flatMap((person) => [...poseOf(person)])),
  };
}

/** A frame's faces and bodies; `bodies` absent: nobody looked for them. */
export interface BodyLook {
  readonly faces?: readonly Face[];
  readonly bodies?: readonly Person[];
  readonly sceneChange?: number;
  readonly failed?: boolean;
}

/** Observations of a made-up video of 1280 × 720 at 30 frames a second in which bodies were looked for. */
export function bodyObservations(looks: readonly BodyLook[], bodies: BodySettings = { sampling: 'all', scale: 1 }): Observations {
  const source = { name: 'made-up.mp4', widthPx: 1280, heightPx: 720, timescale: 30, ticks: Float64Array.from(looks, (_, index) => index), lastDurationTicks: 1, fingerprint: 'made-up' };
  const builder = new ObservationsBuilder(source, { quality: 'balanced', detector: 'yunet', sensitivity: 0.5, firstFrame: 0, lastFrame: looks.length - 1, bodies });
  looks.forEach(({ faces = [], bodies: people, sceneChange = 0, failed = false }, frame) => {
    const found = people === undefined ? {} : { bodies: bodiesOf(people) };
    builder.add({ frame, status: failed ? frameStatus.unknown : frameStatus.observed, detections: faces.length === 0 ? noDetections : detectionsOf(faces), sceneChange, ...found });
  });
  return builder.build([]);
}
