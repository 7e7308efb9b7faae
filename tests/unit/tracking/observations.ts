import { frameStatus, noDetections } from '../../../src/documents/observations.ts';
import type { Detections, FrameObservation, Observations } from '../../../src/documents/observations.ts';
import { ObservationsBuilder } from '../../../src/documents/observations-builder.ts';

/** x, y, width, height, score. */
export type Face = readonly [number, number, number, number, number];
/** A looked-at frame's faces, or a frame skipped, failed or never delivered. */
export type Look = readonly Face[] | 'skipped' | 'unknown' | 'missing';

export function detectionsOf(faces: readonly Face[]): Detections {
  return {
    count: faces.length,
    boxes: Float32Array.from(faces.flatMap((face) => face.slice(0, 4))),
    scores: Float32Array.from(faces.map((face) => face[4])),
    keypoints: new Float32Array(10 * faces.length).fill(NaN),
  };
}

/** Observations of a made-up video of 1280 × 720 at a steady rate. */
export function observationsOf(
  looks: readonly Look[],
  { frameRate = 30, sensitivity = 0.5, widthPx = 1280, heightPx = 720 } = {},
): Observations {
  const source = {
    name: 'made-up.mp4',
    widthPx,
    heightPx,
    timescale: frameRate,
    ticks: Float64Array.from(looks, (_, index) => index),
    lastDurationTicks: 1,
    fingerprint: 'made-up',
  };
  const builder = new ObservationsBuilder(source, { quality: 'balanced', detector: 'yunet', sensitivity, firstFrame: 0, lastFrame: looks.length - 1 });
  looks.forEach((look, frame) => {
    if (look === 'missing') return;
    const observation: FrameObservation =
      typeof look === 'string'
        ? { frame, status: frameStatus[look], detections: noDetections }
        : { frame, status: frameStatus.observed, detections: detectionsOf(look) };
    builder.add(observation);
  });
  return builder.build([]);
}
