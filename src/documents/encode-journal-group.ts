import { crc32 } from '../core/crc32.ts';
import { noBodies, poseStride } from './bodies.ts';
import { embeddingLength, noEmbeddings } from './embeddings.ts';
import { groupLayout } from './journal-layout.ts';
import type { GroupCounts } from './journal-layout.ts';
import { noMouths } from './mouths.ts';
import { keypointCount } from './observations.ts';
import type { FrameObservation } from './observations.ts';

/** What a group begins with: "GRUP". */
export const groupMagic = 0x50555247;
/** Magic, payload bytes, CRC-32. */
export const groupFixedBytes = 12;

/** One group of frames, to be appended in one write. The frames ascend; they need not be without gaps. */
export function encodeJournalGroup(frames: readonly FrameObservation[]): Uint8Array<ArrayBuffer> {
  const counts = countsOf(frames);
  const layout = groupLayout(counts);
  const bytes = new Uint8Array(groupFixedBytes + layout.byteLength);
  const payload = bytes.subarray(groupFixedBytes);
  const view = new DataView(payload.buffer, payload.byteOffset);
  const floats = (offset: number, values: Float32Array, count: number): void => {
    for (let index = 0; index < count; index++) view.setFloat32(offset + 4 * index, values[index] as number, true);
  };
  const { detections, embeddings: embedded, mouths: opened, bodies: found } = counts;
  [frames.length, detections, embedded, opened, found].forEach((count, index) => view.setUint32(4 * index, count, true));
  let at = 0;
  let row = 0;
  let mouth = 0;
  let body = 0;
  frames.forEach(({ frame, status, detections: { count, boxes, scores, keypoints }, embeddings = noEmbeddings, mouths = noMouths, bodies, sceneChange = 0 }, index) => {
    view.setUint32(layout.frames + 4 * index, frame, true);
    view.setUint32(layout.counts + 4 * index, count, true);
    payload[layout.statuses + index] = status;
    payload[layout.sceneChanges + index] = sceneChange;
    floats(layout.boxes + 16 * at, boxes, 4 * count);
    floats(layout.scores + 4 * at, scores, count);
    floats(layout.keypoints + 8 * keypointCount * at, keypoints, 2 * keypointCount * count);
    embeddings.detections.forEach((detection, each) => view.setUint32(layout.embedded + 4 * (row + each), at + detection, true));
    floats(layout.qualities + 4 * row, embeddings.qualities, embeddings.count);
    floats(layout.vectors + 4 * embeddingLength * row, embeddings.vectors, embeddingLength * embeddings.count);
    mouths.detections.forEach((detection, each) => view.setUint32(layout.mouths + 4 * (mouth + each), at + detection, true));
    floats(layout.openings + 4 * mouth, mouths.openings, mouths.detections.length);
    floats(layout.mouthQualities + 4 * mouth, mouths.qualities, mouths.detections.length);
    payload[layout.bodiesLooked + index] = bodies === undefined ? 0 : 1;
    const own = bodies ?? noBodies;
    view.setUint32(layout.bodyCounts + 4 * index, own.count, true);
    floats(layout.bodyBoxes + 16 * body, own.boxes, 4 * own.count);
    floats(layout.bodyScores + 4 * body, own.scores, own.count);
    floats(layout.poses + 4 * poseStride * body, own.poses, poseStride * own.count);
    body += own.count;
    mouth += mouths.detections.length;
    row += embeddings.count;
    at += count;
  });
  const head = new DataView(bytes.buffer);
  head.setUint32(0, groupMagic, true);
  head.setUint32(4, layout.byteLength, true);
  head.setUint32(8, crc32(payload), true);
  return bytes;
}

function countsOf(frames: readonly FrameObservation[]): GroupCounts {
  const sum = (count: (frame: FrameObservation) => number): number => frames.reduce((total, frame) => total + count(frame), 0);
  return {
    frames: frames.length,
    detections: sum(({ detections }) => detections.count),
    embeddings: sum(({ embeddings }) => embeddings?.count ?? 0),
    mouths: sum(({ mouths = noMouths }) => mouths.detections.length),
    bodies: sum(({ bodies }) => bodies?.count ?? 0),
  };
}
