import { frameStatus } from '../../src/documents/observations.ts';
import type { Observations } from '../../src/documents/observations.ts';

/** Faces that wander on their own circles with jitter, one in seven looks missed or doubtful: about what detectors deliver. */
export function wanderingFaces(frames: number, faces: number): Observations {
  const offsets = new Uint32Array(frames + 1);
  const boxes = new Float32Array(4 * frames * faces);
  const scores = new Float32Array(frames * faces);
  let count = 0;
  for (let frame = 0; frame < frames; frame++) {
    for (let face = 0; face < faces; face++) {
      const noise = ((frame * 7919 + face * 104729) % 997) / 997;
      if (noise < 0.07) continue;
      const angle = frame / (40 + 3 * face) + face;
      const x = 150 + 250 * (face % 5) + 80 * Math.cos(angle) + 2 * noise;
      const y = 80 + 150 * Math.floor(face / 5) + 40 * Math.sin(angle) + 2 * noise;
      boxes.set([x, y, 60, 80], 4 * count);
      scores[count] = noise < 0.14 ? 0.3 : 0.9;
      count += 1;
    }
    offsets[frame + 1] = count;
  }
  return {
    source: {
      name: 'bench',
      widthPx: 1280,
      heightPx: 720,
      timescale: 30,
      ticks: Float64Array.from({ length: frames }, (_, frame) => frame),
      lastDurationTicks: 1,
      fingerprint: 'bench',
    },
    settings: { quality: 'balanced', detector: 'yunet', sensitivity: 0.5, firstFrame: 0, lastFrame: frames - 1 },
    statuses: new Uint8Array(frames).fill(frameStatus.observed),
    sceneChanges: new Uint8Array(frames),
    offsets,
    boxes: boxes.slice(0, 4 * count),
    scores: scores.slice(0, count),
    keypoints: new Float32Array(0),
    speech: { kind: 'no-sound' },
    embeddings: { detections: new Uint32Array(0), qualities: new Float32Array(0), vectors: new Float32Array(0) },
    runs: [],
  };
}
