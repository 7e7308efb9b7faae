import type { FaceNetwork, OutputGrid } from './face-network.ts';
import { logitOf, scoreScales, sigmoid, toCommonScore } from './score-scale.ts';

/** Sides in multiples of this keep all but the coarsest grids even, as they were in training. */
export const ssdStridePx = 128;

/** Training size; anchors keep the pixel sizes they have there. */
const trainedPx = 512;
/** Scales of the anchors from finest to coarsest grid, as fractions of the training size (SSD, section 2.2; TensorFlow's object detection API). */
const anchorScales = [0.2, 0.35, 0.5, 0.65, 0.8, 0.95, 1] as const;
const finestStridePx = 16;

interface Grid {
  readonly stridePx: number;
  /** Width and height in input pixels. */
  readonly anchors: readonly (readonly [widthPx: number, heightPx: number])[];
}

/** Six grids; the finest has three anchors per cell, the smaller of them at half the scale, the others six. */
const grids: readonly Grid[] = anchorScales.slice(0, -1).map((scale, level) => {
  const shaped = (size: number, aspect: number): readonly [number, number] => [size * Math.sqrt(aspect), size / Math.sqrt(aspect)];
  const size = scale * trainedPx;
  const between = Math.sqrt(scale * (anchorScales[level + 1] as number)) * trainedPx;
  const anchors =
    level === 0
      ? [shaped(size / 2, 1), shaped(size, 2), shaped(size, 1 / 2)]
      : [shaped(size, 1), shaped(between, 1), shaped(size, 2), shaped(size, 1 / 2), shaped(size, 3), shaped(size, 1 / 3)];
  return { stridePx: finestStridePx << level, anchors };
});

/** Variances of the box code: centre offsets are divided by 10, log sizes by 5. */
const centreCode = 10;
const sizeCode = 5;

/** MobileNet's pixels: RGB, -1 … 1. Its outputs hold all grids one after the other. */
export const ssdMobilenet: FaceNetwork = {
  input: 'input',
  format: { channels: 'rgb', mean: 127.5, scale: 1 / 127.5, padValue: 127.5 },
  grids: (widthPx, heightPx) => [allGrids(widthPx, heightPx)],
  least: logitOf,
};

/** A box is coded as (ty, tx, th, tw) relative to its anchor: centre = anchor + t / 10 · anchor size, size = anchor size · e^(t / 5). */
function allGrids(widthPx: number, heightPx: number): OutputGrid {
  let cells = 0;
  const levels = grids.map(({ stridePx, anchors }) => {
    const columns = Math.ceil(widthPx / stridePx);
    const firstRow = cells;
    cells += columns * Math.ceil(heightPx / stridePx) * anchors.length;
    return { stridePx, anchors, columns, firstRow, shiftX: shiftPx(widthPx, stridePx), shiftY: shiftPx(heightPx, stridePx) };
  });
  return {
    cells,
    scores: 'logits',
    first: { name: 'boxes', length: 4 },
    addFace: (row, logit, { first: codes, firstAt: at }, toFrame, candidates) => {
      const { stridePx, anchors, columns, firstRow, shiftX, shiftY } = levels.findLast((level) => level.firstRow <= row) as (typeof levels)[number];
      const anchor = row - firstRow;
      const [anchorWidth, anchorHeight] = anchors[anchor % anchors.length] as readonly [number, number];
      const cell = Math.floor(anchor / anchors.length);
      const width = anchorWidth * Math.exp((codes[at + 3] as number) / sizeCode);
      const height = anchorHeight * Math.exp((codes[at + 2] as number) / sizeCode);
      const centreX = ((cell % columns) + 0.5) * stridePx + shiftX + ((codes[at + 1] as number) / centreCode) * anchorWidth;
      const centreY = (Math.floor(cell / columns) + 0.5) * stridePx + shiftY + ((codes[at] as number) / centreCode) * anchorHeight;
      const score = toCommonScore(scoreScales.ssd, sigmoid(logit));
      candidates.add(toFrame, centreX - width / 2, centreY - height / 2, width, height, score);
    },
  };
}

/**
 * SAME padding puts a stride-2 window over an odd grid one cell earlier than over an even one, and training saw only even ones: what a
 * coarser grid sees, and with it its anchors, lies that much further to the left (or top). In input pixels, 0 or less.
 */
function shiftPx(sizePx: number, stridePx: number): number {
  let shift = 0;
  for (let finerPx = finestStridePx; finerPx < stridePx; finerPx *= 2) {
    if (Math.ceil(sizePx / finerPx) % 2 === 1) shift -= finerPx;
  }
  return shift;
}
