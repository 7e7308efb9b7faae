import { keypointCount } from '../documents/observations.ts';
import { keypointStride } from './candidates.ts';
import type { FaceNetwork, OutputGrid } from './face-network.ts';
import { scoreScales, toCommonScore } from './score-scale.ts';

const strides = [8, 16, 32] as const;

/** YuNet takes the pixels that it was trained on (libfacedetection.train): BGR, 0–255 as they are. */
export const yunet: FaceNetwork = {
  input: 'input',
  format: { channels: 'bgr', mean: 0, scale: 1, padValue: 0 },
  grids: (widthPx, heightPx) => strides.map((stride) => gridOf(stride, widthPx / stride, heightPx / stride)),
  least: (scoreMin) => scoreMin * scoreMin,
};

/**
 * For row r and column c of the grid of stride s: score = √(cls·obj), centre = ((c + bx)·s, (r + by)·s), size = (e^bw·s, e^bh·s),
 * keypoint = ((c + kx)·s, (r + ky)·s).
 */
function gridOf(stride: number, columns: number, rows: number): OutputGrid {
  return {
    cells: columns * rows,
    scores: `cls_${stride}`,
    otherScores: `obj_${stride}`,
    first: { name: `bbox_${stride}`, length: 4 },
    second: { name: `kps_${stride}`, length: keypointStride },
    addFace: (cell, product, { first: bbox, firstAt: box, second: kps, secondAt: points }, toFrame, candidates) => {
      const c = cell % columns;
      const r = (cell - c) / columns;
      const width = Math.exp(bbox[box + 2] as number) * stride;
      const height = Math.exp(bbox[box + 3] as number) * stride;
      const left = (c + (bbox[box] as number)) * stride - width / 2;
      const top = (r + (bbox[box + 1] as number)) * stride - height / 2;
      const score = toCommonScore(scoreScales.yunet, Math.min(1, Math.sqrt(product)));
      const index = candidates.add(toFrame, left, top, width, height, score);
      for (let keypoint = 0; keypoint < keypointCount; keypoint++) {
        const at = points + 2 * keypoint;
        candidates.setKeypoint(index, keypoint, toFrame, (c + (kps[at] as number)) * stride, (r + (kps[at + 1] as number)) * stride);
      }
    },
  };
}
