import { frameBox } from '../core/boxes.ts';
import type { Owned } from '../core/owned.ts';
import type { FloatTensors, Session } from '../inference/session.ts';
import { bodyScores } from './body-network.ts';
import type { Candidates, ToFrame } from './candidates.ts';
import { isLikely } from './face-network.ts';
import { lookAt } from './input-plan.ts';
import { outputOf } from './output-of.ts';
import { detectorOf, finite, type PersonDetector } from './person-detector.ts';
import { PreparedLooks, type PixelFormat } from './prepared-looks.ts';
import { logitOf, scoreScales, sigmoid, toCommonScore, toRawScore } from './score-scale.ts';

export const centernetInput = 'input';
/** RGB 0–255: the network divides by itself. In training pictures were filled up with black. */
export const centernetFormat: PixelFormat = { channels: 'rgb', mean: 0, scale: 1, padValue: 0 };
/** Outputs have a quarter of the input's size. */
export const centernetStridePx = 4;
/** Long side of the training's input. */
const longPx = 512;

/** CenterNet with MobileNetV3 (persons of COCO). Takes the session. */
export function createCenternet(session: Owned<Session>): PersonDetector {
  return detectorOf(session, {
    input: centernetInput,
    looks: new PreparedLooks(centernetFormat),
    plan: (widthPx, heightPx, scale) => [lookAt(frameBox(0, 0, widthPx, heightPx), scale * longPx)],
    decode: decodeCenternet,
  });
}

/**
 * A person is where the heat map has a peak among its eight neighbours (Zhou, Wang, Krähenbühl, "Objects as points", 2019, which needs no other removal
 * of duplicates); `sides` says how many input pixels it is from there to the left, top, right and bottom. Throws `model/run-failed`.
 */
export function decodeCenternet(outputs: FloatTensors, widthPx: number, heightPx: number, toFrame: ToFrame, candidates: Candidates): void {
  const columns = widthPx / centernetStridePx;
  const cells = columns * (heightPx / centernetStridePx);
  const logits = outputOf(outputs, 'logits', cells);
  const sides = outputOf(outputs, 'sides', 4 * cells);
  const least = logitOf(toRawScore(scoreScales.centernet, bodyScores.continue));
  for (let cell = 0; cell < cells; cell++) {
    const logit = logits[cell] as number;
    if (!isLikely(logit, least) || !isPeak(logits, cell, columns, cells)) continue;
    const [left, top, right, bottom] = [0, 1, 2, 3].map((side) => finite(sides[side * cells + cell] as number)) as [number, number, number, number];
    const x = (cell % columns) * centernetStridePx;
    const y = Math.floor(cell / columns) * centernetStridePx;
    candidates.add(toFrame, x - left, y - top, left + right, top + bottom, toCommonScore(scoreScales.centernet, sigmoid(logit)));
  }
}

/** No neighbour is larger; of equal ones all stay. */
function isPeak(logits: Float32Array, cell: number, columns: number, cells: number): boolean {
  const column = cell % columns;
  const value = logits[cell] as number;
  for (let row = -columns; row <= columns; row += columns) {
    for (let step = -1; step <= 1; step++) {
      const at = cell + row + step;
      if (at < 0 || at >= cells || column + step < 0 || column + step >= columns) continue;
      if ((logits[at] as number) > value) return false;
    }
  }
  return true;
}
