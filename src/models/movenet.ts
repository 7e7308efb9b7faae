import { frameBox, type FrameBox } from '../core/boxes.ts';
import { AppError } from '../core/errors.ts';
import type { FrameGeometry } from '../core/geometry.ts';
import type { I420Image } from '../core/i420.ts';
import type { Owned } from '../core/owned.ts';
import { bodyPoints, poseStride } from '../documents/bodies.ts';
import type { FloatTensors, Session } from '../inference/session.ts';
import { letterboxToTensor, type TensorTarget } from '../pixels/letterbox.ts';
import { outputOf } from './output-of.ts';
import { finite } from './person-detector.ts';

const sidePx = 192;
/** RGB 0–255; black where the picture ends, as in training. */
export const movenetTarget: TensorTarget = { widthPx: sidePx, heightPx: sidePx, channels: 'rgb', layout: 'nchw', mean: 0, scale: 1, padValue: 0 };
/** The outputs' grid. */
const gridSide = 48;
const cells = gridSide * gridSide;
const points = bodyPoints.length;
/** The network's one input and its outputs, each of planes over the grid; regressions and offsets are y, x for each point. */
export const movenetTensors = { input: 'input', outputs: [['centres', 1], ['regressions', 2 * points], ['heatmaps', points], ['offsets', 2 * points]] } as const;
export const movenetGridSide = gridSide;

/** The crop's side in longer sides of a person's box: boxes cut hands and hair, and the network wants the whole body with some room. */
const cropSides = 1.25;
/** Added to a distance in cells before scores are divided by it (a constant of the graph). */
const nearness = 1.8;

/** Estimates the pose of the one person in the middle of a crop. */
export interface PoseNetwork {
  /** `poseStride` numbers for the person in a box of upright displayed pixels. Borrows the picture until it resolves. Throws `model/run-failed`. */
  estimate(image: I420Image, geometry: FrameGeometry, box: FrameBox): Promise<Float32Array>;
  /** Frees the network after the calls that are under way. */
  close(): void;
}

/** MoveNet Lightning. Takes the session. Persons go through it one by one: in wasm a batch gains nothing. */
export function createMovenet(session: Owned<Session>): PoseNetwork {
  const owned = session.take();
  const data = new Float32Array(3 * sidePx * sidePx);
  return {
    estimate: async (image, geometry, box) => {
      const crop = cropAround(box);
      letterboxToTensor(image, geometry, crop, movenetTarget, data);
      return decodeMovenet(await owned.value.run({ [movenetTensors.input]: { data, dims: [1, 3, sidePx, sidePx] } }), crop);
    },
    close: () => owned.close(),
  };
}

/** The square that the network looks at; it may reach outside the picture, which is padding there. */
export function cropAround({ x, y, width, height }: FrameBox): FrameBox {
  const side = cropSides * Math.max(width, height);
  return frameBox(x + (width - side) / 2, y + (height - side) / 2, side, side);
}

/**
 * The end of MoveNet's own graph, in its order ("Next-generation pose detection with MoveNet and TensorFlow.js", 2021): the person's centre is the best
 * cell of `centres` weighted by nearness to the middle; from there `regressions` lead to about where each point is; the point is in the best cell of its
 * heat map weighted by nearness to that place, moved by `offsets`. Its score is the heat map's. Throws `model/run-failed`.
 */
export function decodeMovenet(outputs: FloatTensors, crop: FrameBox): Float32Array {
  const [centres, regressions, heatmaps, offsets] = movenetTensors.outputs.map(([name, planes]) => outputOf(outputs, name, planes * cells)) as [Float32Array, Float32Array, Float32Array, Float32Array];
  const centre = bestNear(centres, 0, gridSide / 2, gridSide / 2);
  const row = Math.floor(centre / gridSide);
  const column = centre % gridSide;
  const pose = new Float32Array(poseStride);
  for (let point = 0; point < points; point++) {
    const y = row + finite(regressions[2 * point * cells + centre] as number);
    const x = column + finite(regressions[(2 * point + 1) * cells + centre] as number);
    const cell = bestNear(heatmaps, point * cells, y, x);
    const offsetY = finite(offsets[2 * point * cells + cell] as number);
    const offsetX = finite(offsets[(2 * point + 1) * cells + cell] as number);
    pose[3 * point] = crop.x + (crop.width * ((cell % gridSide) + offsetX)) / gridSide;
    pose[3 * point + 1] = crop.y + (crop.height * (Math.floor(cell / gridSide) + offsetY)) / gridSide;
    pose[3 * point + 2] = heatmaps[point * cells + cell] as number;
  }
  return pose;
}

/** The cell of a plane with the largest value over (distance to a place + 1.8). Throws `model/run-failed` for NaN. */
function bestNear(planes: Float32Array, first: number, y: number, x: number): number {
  let best = -1;
  let most = -Infinity;
  for (let cell = 0; cell < cells; cell++) {
    const value = planes[first + cell] as number;
    // A cell far away cannot win by its value alone: most are passed over without a root.
    if (value / nearness <= most) continue;
    const nearer = value / (Math.hypot(Math.floor(cell / gridSide) - y, (cell % gridSide) - x) + nearness);
    if (Number.isNaN(nearer)) throw new AppError('model/run-failed', { reason: 'the network answered NaN' });
    if (nearer > most) [most, best] = [nearer, cell];
  }
  return best;
}
