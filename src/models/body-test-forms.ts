import { personAdapters, poseAdapter } from '../inference/catalog.ts';
import { centernetFormat, centernetInput, centernetStridePx } from './centernet.ts';
import { movenetGridSide, movenetTarget, movenetTensors } from './movenet.ts';
import type { TestForm } from './self-test.ts';
import { yoloxFormat, yoloxRowLength, yoloxRows, yoloxSidePx, yoloxTensors } from './yolox.ts';

const [yolox, centernet] = personAdapters;
/** Small, but deep enough for every layer. */
const centernetSidePx = 128;
const centernetGrid = centernetSidePx / centernetStridePx;

/** Self-tests of the networks that find bodies, by adapter. Outputs of 200 thousand and more numbers are thinned. */
export const bodyTestForms: Readonly<Record<string, TestForm>> = {
  [centernet]: {
    inputName: centernetInput,
    sidePx: centernetSidePx,
    format: centernetFormat,
    outputs: [{ name: 'logits', dims: [1, 1, centernetGrid, centernetGrid] }, { name: 'sides', dims: [1, 4, centernetGrid, centernetGrid] }],
  },
  [yolox]: {
    inputName: yoloxTensors.input,
    sidePx: yoloxSidePx,
    format: yoloxFormat,
    outputs: [{ name: yoloxTensors.output, dims: [1, yoloxRows, yoloxRowLength] }],
    every: 211,
  },
  [poseAdapter]: {
    inputName: movenetTensors.input,
    sidePx: movenetTarget.widthPx,
    format: movenetTarget,
    outputs: movenetTensors.outputs.map(([name, planes]) => ({ name, dims: [1, planes, movenetGridSide, movenetGridSide] })),
    every: 97,
  },
};
