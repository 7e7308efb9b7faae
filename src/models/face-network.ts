import { AppError } from '../core/errors.ts';
import type { FloatTensors } from '../inference/session.ts';
import type { Candidates, ToFrame } from './candidates.ts';
import { outputOf } from './output-of.ts';
import type { PixelFormat } from './prepared-looks.ts';

/** An output tensor: its name, and how many numbers it has per cell. */
export interface OutputPart {
  readonly name: string;
  readonly length: number;
}

/** Where one cell's numbers lie: in the whole output, or in a record that a kernel kept of it. */
export interface CellRow {
  readonly first: Float32Array;
  readonly firstAt: number;
  /** Empty for grids of one part. */
  readonly second: Float32Array;
  readonly secondAt: number;
}

/** One grid of cells (or anchors) of a network's outputs. */
export interface OutputGrid {
  readonly cells: number;
  /** Tensors of one number per cell; with two of them a cell scores their product. */
  readonly scores: string;
  readonly otherScores?: string;
  readonly first: OutputPart;
  readonly second?: OutputPart;
  /** Adds a cell's face; `score` is as in `FaceNetwork.least`. */
  addFace(cell: number, score: number, row: CellRow, toFrame: ToFrame, candidates: Candidates): void;
}

/** A family of detectors: what goes in, and what its outputs mean. */
export interface FaceNetwork {
  readonly input: string;
  readonly format: PixelFormat;
  /** The grids of an input size, in the order in which their faces are added. */
  grids(widthPx: number, heightPx: number): readonly OutputGrid[];
  /** What a cell's score (a product, a logit) must at least be for a raw score of 0–1. */
  least(scoreMin: number): number;
}

/** Adds every face of one run with a raw score of at least `scoreMin`. Throws `model/run-failed` for NaN and for outputs of another size. */
export function decode(
  network: FaceNetwork, outputs: FloatTensors, widthPx: number, heightPx: number, toFrame: ToFrame, scoreMin: number, candidates: Candidates,
): void {
  const least = network.least(scoreMin);
  for (const grid of network.grids(widthPx, heightPx)) {
    const { cells, otherScores, first, second } = grid;
    const scores = outputOf(outputs, grid.scores, cells);
    const others = otherScores === undefined ? undefined : outputOf(outputs, otherScores, cells);
    const firstData = outputOf(outputs, first.name, first.length * cells);
    const secondData = second === undefined ? noNumbers : outputOf(outputs, second.name, second.length * cells);
    const secondLength = second?.length ?? 0;
    for (let cell = 0; cell < cells; cell++) {
      const score = others === undefined ? (scores[cell] as number) : (scores[cell] as number) * (others[cell] as number);
      if (!isLikely(score, least)) continue;
      grid.addFace(cell, score, { first: firstData, firstAt: cell * first.length, second: secondData, secondAt: cell * secondLength }, toFrame, candidates);
    }
  }
}

const noNumbers = new Float32Array(0);

/** Whether a cell's score is enough. Throws `model/run-failed` for NaN: it must not look like "no face". */
export function isLikely(score: number, least: number): boolean {
  if (score < least) return false;
  if (Number.isNaN(score)) throw new AppError('model/run-failed', { reason: 'the network answered NaN' });
  return true;
}
