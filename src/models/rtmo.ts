import { frameBox } from '../core/boxes.ts';
import { AppError } from '../core/errors.ts';
import type { Owned } from '../core/owned.ts';
import { bodyPoints, poseStride, type Bodies } from '../documents/bodies.ts';
import { OneAtATime } from '../inference/one-at-a-time.ts';
import type { FloatTensors, Session } from '../inference/session.ts';
import { bodyScores, type BodyNetwork } from './body-network.ts';
import { Candidates, type ToFrame } from './candidates.ts';
import { isLikely } from './face-network.ts';
import { withoutDuplicates } from './nms.ts';
import { outputOf } from './output-of.ts';
import { finite, personDuplicates } from './person-detector.ts';
import { PreparedLooks, type PixelFormat } from './prepared-looks.ts';
import { scoreScales, toCommonScore, toRawScore } from './score-scale.ts';

/** Names as MMDeploy exports them (configs/mmpose/pose-detection_rtmo_onnxruntime_dynamic.py). */
const tensors = { input: 'input', boxes: 'dets', poses: 'keypoints' } as const;
/** BGR 0–255 as they are, at the top left, filled up with the grey of the training. */
const format: PixelFormat = { channels: 'bgr', mean: 0, scale: 1, padValue: 114 };
/** Where the file takes any size: what RTMO-s, -m and -l were trained at (RTMO-t at 416). */
const usualSidePx = 640;
/** Numbers per row of `dets`: left, top, right, bottom, score. */
const rowLength = 5;

/** Whether a network has RTMO's published signature by its names. */
export function isRtmo({ inputNames, outputNames }: Session): boolean {
  return inputNames.length === 1 && inputNames[0] === tensors.input && [tensors.boxes, tensors.poses].every((name) => outputNames.includes(name));
}

/**
 * RTMO (Lu et al., 2023), people and poses in one: for a file that the user brings. Takes the session. Written after the published signature and tried with
 * a network made for that, never with the real weights. Throws `model/wrong-answer` for an input that is not square.
 */
export function createRtmo(session: Owned<Session>): BodyNetwork {
  const sidePx = sideOf(session.value);
  const owned = session.take();
  const looks = new PreparedLooks(format);
  const queue = new OneAtATime();
  const find: BodyNetwork['find'] = async (image, geometry) => {
    const region = frameBox(0, 0, geometry.widthPx, geometry.heightPx);
    const [look] = looks.get(geometry, '', () => [{ region, widthPx: sidePx, heightPx: sidePx, faceMinPx: 0, shrinksPrevious: false }]);
    if (look === undefined) throw new AppError('internal/bug', { reason: 'no look' });
    return decodeRtmo(await owned.value.run({ [tensors.input]: look.fill(image) }), look.toFrame);
  };
  return { find: (image, geometry) => queue.run(() => find(image, geometry)), close: () => owned.close() };
}

function sideOf(session: Session): number {
  const [, , height, width] = session.inputDims(tensors.input) ?? [];
  if (typeof height !== 'number' && typeof width !== 'number') return usualSidePx;
  if (height !== width) throw new AppError('model/wrong-answer', { input: tensors.input, height: String(height), width: String(width) });
  return height as number;
}

/** `dets` [1, N, 5] and `keypoints` [1, N, 17, 3] in pixels of the input, N of its own. Throws `model/run-failed`. */
export function decodeRtmo(outputs: FloatTensors, toFrame: ToFrame): Bodies {
  const rows = outputs[tensors.boxes]?.dims[1] ?? 0;
  const dets = outputOf(outputs, tensors.boxes, rows * rowLength);
  const points = outputOf(outputs, tensors.poses, rows * poseStride);
  const least = toRawScore(scoreScales.rtmo, bodyScores.continue);
  const candidates = new Candidates();
  const sources: number[] = [];
  for (let row = 0; row < rows; row++) {
    const score = dets[rowLength * row + 4] as number;
    if (!isLikely(score, least)) continue;
    const [left, top, right, bottom] = [0, 1, 2, 3].map((part) => finite(dets[rowLength * row + part] as number)) as [number, number, number, number];
    candidates.add(toFrame, left, top, right - left, bottom - top, toCommonScore(scoreScales.rtmo, Math.min(1, score)));
    sources.push(row);
  }
  // The exported network removes duplicates by itself; of some exports it is not known whether they do.
  const kept = withoutDuplicates(candidates, personDuplicates);
  const poses = kept.map((index) => poseOf(points.subarray(poseStride * (sources[index] as number)), toFrame));
  return {
    count: kept.length,
    boxes: Float32Array.from(kept.flatMap((index) => [...candidates.boxes.subarray(4 * index, 4 * index + 4)])),
    scores: Float32Array.from(kept, (index) => candidates.scores[index] as number),
    poses: Float32Array.from(poses.flat()),
  };
}

function poseOf(points: Float32Array, { scale, offsetX, offsetY }: ToFrame): number[] {
  return bodyPoints.flatMap((_, point) => {
    const [x, y, score] = [0, 1, 2].map((part) => finite(points[3 * point + part] as number)) as [number, number, number];
    return [x * scale + offsetX, y * scale + offsetY, Math.min(1, Math.max(0, score))];
  });
}
