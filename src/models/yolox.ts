import { frameBox } from '../core/boxes.ts';
import type { Owned } from '../core/owned.ts';
import type { FloatTensors, Session } from '../inference/session.ts';
import { bodyScores } from './body-network.ts';
import type { Candidates, ToFrame } from './candidates.ts';
import { isLikely } from './face-network.ts';
import { outputOf } from './output-of.ts';
import { detectorOf, finite, type PersonDetector } from './person-detector.ts';
import { PreparedLooks, type PixelFormat } from './prepared-looks.ts';
import { scoreScales, toCommonScore, toRawScore } from './score-scale.ts';

export const yoloxTensors = { input: 'images', output: 'output' } as const;
/** The file takes no other size. */
export const yoloxSidePx = 416;
/** BGR 0–255 as they are, filled up with the grey of the training. */
export const yoloxFormat: PixelFormat = { channels: 'bgr', mean: 0, scale: 1, padValue: 114 };
const strides = [8, 16, 32] as const;
/** Numbers per cell: centre x, y, log width, height, how sure it is that something is there, then COCO's 80 classes, of which the first is a person. */
export const yoloxRowLength = 85;
export const yoloxRows = strides.reduce((sum, stride) => sum + (yoloxSidePx / stride) ** 2, 0);

/** YOLOX-nano (persons of COCO). Takes the session. */
export function createYolox(session: Owned<Session>): PersonDetector {
  return detectorOf(session, {
    input: yoloxTensors.input,
    looks: new PreparedLooks(yoloxFormat),
    plan: (widthPx, heightPx) => [{ region: frameBox(0, 0, widthPx, heightPx), widthPx: yoloxSidePx, heightPx: yoloxSidePx, faceMinPx: 0, shrinksPrevious: false }],
    decode: decodeYolox,
  });
}

/**
 * For row r and column c of the grid of stride s: centre = ((c + x)·s, (r + y)·s), size = (e^w·s, e^h·s), score = something is there · it is a person
 * (Ge et al., "YOLOX", 2021; the file gives both as probabilities). Throws `model/run-failed`.
 */
export function decodeYolox(outputs: FloatTensors, _widthPx: number, _heightPx: number, toFrame: ToFrame, candidates: Candidates): void {
  const rows = outputOf(outputs, yoloxTensors.output, yoloxRows * yoloxRowLength);
  const least = toRawScore(scoreScales.yolox, bodyScores.continue);
  let at = 0;
  for (const stride of strides) {
    const columns = yoloxSidePx / stride;
    for (let cell = 0; cell < columns * columns; cell++, at += yoloxRowLength) {
      const score = (rows[at + 4] as number) * (rows[at + 5] as number);
      if (!isLikely(score, least)) continue;
      const [x, y, logWidth, logHeight] = [0, 1, 2, 3].map((part) => finite(rows[at + part] as number)) as [number, number, number, number];
      const width = finite(Math.exp(logWidth) * stride);
      const height = finite(Math.exp(logHeight) * stride);
      const centreX = ((cell % columns) + x) * stride;
      const centreY = (Math.floor(cell / columns) + y) * stride;
      candidates.add(toFrame, centreX - width / 2, centreY - height / 2, width, height, toCommonScore(scoreScales.yolox, Math.min(1, score)));
    }
  }
}
