import type { FaceNetwork, OutputGrid } from './face-network.ts';
import { logitOf, scoreScales, sigmoid, toCommonScore } from './score-scale.ts';

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

/** MediaPipe's back camera model, fully convolutional: RGB, -1 … 1. */
export const blazeface: FaceNetwork = {
  input: 'input',
  format: { channels: 'rgb', mean: 127.5, scale: 1 / 127.5, padValue: 127.5 },
  grids: (widthPx, heightPx) => grids.map(({ stridePx, anchors }) => gridOf(stridePx, anchors, widthPx / stridePx, heightPx / stridePx)),
  least: logitOf,
};

function gridOf(stridePx: number, anchors: number, columns: number, rows: number): OutputGrid {
  return {
    cells: columns * rows * anchors,
    scores: `logits_${stridePx}`,
    first: { name: `boxes_${stridePx}`, length: rowLength },
    addFace: (anchor, logit, { first: numbers, firstAt: at }, toFrame, candidates) => {
      const cell = Math.floor(anchor / anchors);
      const anchorX = ((cell % columns) + 0.5) * stridePx;
      const anchorY = (Math.floor(cell / columns) + 0.5) * stridePx;
      const width = numbers[at + 2] as number;
      const height = numbers[at + 3] as number;
      const left = anchorX + (numbers[at] as number) - width / 2;
      const top = anchorY + (numbers[at + 1] as number) - height / 2;
      const score = toCommonScore(scoreScales.blazeface, sigmoid(logit));
      const index = candidates.add(toFrame, left, top - growUp * height, width, (1 + growUp + growDown) * height, score);
      for (let keypoint = 0; keypoint < sharedKeypoints; keypoint++) {
        const point = at + 4 + 2 * keypoint;
        candidates.setKeypoint(index, keypoint, toFrame, anchorX + (numbers[point] as number), anchorY + (numbers[point + 1] as number));
      }
    },
  };
}
