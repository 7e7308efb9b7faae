import { AppError } from '../core/errors.ts';
import type { FloatTensors } from '../inference/session.ts';
import type { Candidates, ToFrame } from './candidates.ts';
import type { PixelFormat } from './prepared-looks.ts';
import { logitOf, scoreScales, sigmoid, toCommonScore } from './score-scale.ts';

/** MediaPipe's back camera model, fully convolutional: RGB, -1 … 1. */
export const blazefaceFormat: PixelFormat = { channels: 'rgb', mean: 127.5, scale: 1 / 127.5, padValue: 127.5 };
export const blazefaceInput = 'input';

/** The two grids; the anchors of a cell share its centre and have no size of their own. */
const grids = [
  { stridePx: 16, anchors: 2 },
  { stridePx: 32, anchors: 6 },
] as const;
/** Numbers per anchor beside its logit: centre x and y from the anchor, width, height, six keypoints (eyes, nose, mouth, ears) from the anchor; input pixels. */
const rowLength = 16;
/** The eyes and the nose, as in `Detections`; mouth middle and ears have no place there. */
const sharedKeypoints = 3;
/**
 * BlazeFace boxes run from the brows to the chin, YuNet's and SSD's from the hairline. On 28 faces of the shared photos the top lay 0.15
 * and the bottom 0.03 of YuNet's height further in (medians), the sides 0.05 further out. Grown by these shares of their own height they
 * cover the same face, so that one mask size fits all detectors.
 */
const growUp = 0.2;
const growDown = 0.05;

/** Adds every face of one run with a raw score of at least `scoreMin`. */
export function decodeBlazeface(outputs: FloatTensors, widthPx: number, heightPx: number, toFrame: ToFrame, scoreMin: number, candidates: Candidates): void {
  const logitMin = logitOf(scoreMin);
  for (const { stridePx, anchors } of grids) {
    const columns = widthPx / stridePx;
    const count = columns * (heightPx / stridePx) * anchors;
    const logits = outputOf(outputs, `logits_${stridePx}`, count);
    const rows = outputOf(outputs, `boxes_${stridePx}`, count * rowLength);
    for (let anchor = 0; anchor < count; anchor++) {
      const logit = logits[anchor] as number;
      if (logit < logitMin) continue; // NaN goes on, and is caught below
      if (Number.isNaN(logit)) throw new AppError('model/run-failed', { reason: 'the network answered NaN' });
      const at = anchor * rowLength;
      const cell = Math.floor(anchor / anchors);
      const anchorX = ((cell % columns) + 0.5) * stridePx;
      const anchorY = (Math.floor(cell / columns) + 0.5) * stridePx;
      const width = rows[at + 2] as number;
      const height = rows[at + 3] as number;
      const left = anchorX + (rows[at] as number) - width / 2;
      const top = anchorY + (rows[at + 1] as number) - height / 2;
      const score = toCommonScore(scoreScales.blazeface, sigmoid(logit));
      const index = candidates.add(toFrame, left, top - growUp * height, width, (1 + growUp + growDown) * height, score);
      for (let keypoint = 0; keypoint < sharedKeypoints; keypoint++) {
        const point = at + 4 + 2 * keypoint;
        candidates.setKeypoint(index, keypoint, toFrame, anchorX + (rows[point] as number), anchorY + (rows[point + 1] as number));
      }
    }
  }
}

function outputOf(outputs: FloatTensors, name: string, length: number): Float32Array {
  const data = outputs[name]?.data;
  if (data?.length !== length) throw new AppError('model/run-failed', { output: name, expected: length, found: data?.length ?? 0 });
  return data;
}
