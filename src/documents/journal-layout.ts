import { poseStride } from './bodies.ts';
import { embeddingLength } from './embeddings.ts';
import { keypointCount } from './observations.ts';

/** How much a group holds: what its payload begins with, as u32 in this order. */
export interface GroupCounts {
  readonly frames: number;
  readonly detections: number;
  readonly embeddings: number;
  readonly mouths: number;
  readonly bodies: number;
}

/** The counts that a payload begins with. */
export const groupHeadBytes = 20;

/** Where each column of a payload begins, in bytes. */
export interface GroupLayout {
  readonly frames: number;
  readonly counts: number;
  readonly boxes: number;
  readonly scores: number;
  readonly keypoints: number;
  readonly embedded: number;
  readonly qualities: number;
  readonly vectors: number;
  readonly mouths: number;
  readonly openings: number;
  readonly mouthQualities: number;
  readonly bodyCounts: number;
  readonly bodyBoxes: number;
  readonly bodyScores: number;
  readonly poses: number;
  readonly statuses: number;
  readonly sceneChanges: number;
  readonly bodiesLooked: number;
  readonly byteLength: number;
}

/** The columns follow each other in the order of `GroupLayout`. */
export function groupLayout({ frames, detections, embeddings, mouths, bodies }: GroupCounts): GroupLayout {
  let end = groupHeadBytes;
  const column = (rows: number, bytesPerRow: number): number => {
    const start = end;
    end += rows * bytesPerRow;
    return start;
  };
  return {
    frames: column(frames, 4),
    counts: column(frames, 4),
    boxes: column(detections, 16),
    scores: column(detections, 4),
    keypoints: column(detections, 8 * keypointCount),
    embedded: column(embeddings, 4),
    qualities: column(embeddings, 4),
    vectors: column(embeddings, 4 * embeddingLength),
    mouths: column(mouths, 4),
    openings: column(mouths, 4),
    mouthQualities: column(mouths, 4),
    bodyCounts: column(frames, 4),
    bodyBoxes: column(bodies, 16),
    bodyScores: column(bodies, 4),
    poses: column(bodies, 4 * poseStride),
    statuses: column(frames, 1),
    sceneChanges: column(frames, 1),
    bodiesLooked: column(frames, 1),
    byteLength: align4(end),
  };
}

export function align4(length: number): number {
  return (length + 3) & ~3;
}
