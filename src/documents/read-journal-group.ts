import { crc32 } from '../core/crc32.ts';
import { poseStride } from './bodies.ts';
import type { Bodies } from './bodies.ts';
import { embeddingLength } from './embeddings.ts';
import type { FaceEmbeddings } from './embeddings.ts';
import { groupFixedBytes, groupMagic } from './encode-journal-group.ts';
import type { JournalGroup } from './journal.ts';
import { groupHeadBytes, groupLayout } from './journal-layout.ts';
import type { GroupLayout } from './journal-layout.ts';
import type { Mouths } from './mouths.ts';
import { frameStatus, keypointCount } from './observations.ts';
import type { Detections, FrameObservation, FrameStatus } from './observations.ts';

/** The group that begins at `start`, with its length; undefined when it is cut or damaged. */
export function readJournalGroup(bytes: Uint8Array, view: DataView, start: number): { group: JournalGroup; byteLength: number } | undefined {
  const payloadStart = start + groupFixedBytes;
  if (payloadStart + groupHeadBytes > bytes.length || view.getUint32(start, true) !== groupMagic) return undefined;
  const payloadBytes = view.getUint32(start + 4, true);
  const payload = bytes.subarray(payloadStart, payloadStart + payloadBytes);
  if (payload.length !== payloadBytes || payloadBytes < groupHeadBytes || crc32(payload) !== view.getUint32(start + 8, true)) return undefined;
  const count = (index: number): number => view.getUint32(payloadStart + 4 * index, true);
  const frameCount = count(0);
  const layout = groupLayout({ frames: frameCount, detections: count(1), embeddings: count(2), mouths: count(3), bodies: count(4) });
  if (layout.byteLength !== payloadBytes) return undefined;
  const group: JournalGroup = {
    firstFrame: frameCount > 0 ? view.getUint32(payloadStart + layout.frames, true) : 0,
    frameCount,
    frames: () => framesOf(payload, layout, frameCount),
  };
  return { group, byteLength: groupFixedBytes + payloadBytes };
}

function* framesOf(payload: Uint8Array, layout: GroupLayout, frameCount: number): Generator<FrameObservation, void, undefined> {
  // A copy aligns the columns for typed-array views, whatever the offset of the journal in its buffer.
  const { buffer } = payload.slice();
  const view = new DataView(buffer);
  const embedded = new Uint32Array(buffer, layout.embedded, (layout.qualities - layout.embedded) / 4);
  const opened = new Uint32Array(buffer, layout.mouths, (layout.openings - layout.mouths) / 4);
  let at = 0;
  let row = 0;
  let mouth = 0;
  let body = 0;
  for (let index = 0; index < frameCount; index++) {
    const count = view.getUint32(layout.counts + 4 * index, true);
    const detections: Detections = {
      count,
      boxes: new Float32Array(buffer, layout.boxes + 16 * at, 4 * count),
      scores: new Float32Array(buffer, layout.scores + 4 * at, count),
      keypoints: new Float32Array(buffer, layout.keypoints + 8 * keypointCount * at, 2 * keypointCount * count),
    };
    const firstRow = row;
    while (row < embedded.length && (embedded[row] as number) < at + count) row += 1;
    const observation = { frame: view.getUint32(layout.frames + 4 * index, true), status: checkedStatus(view.getUint8(layout.statuses + index)), detections };
    const sceneChange = view.getUint8(layout.sceneChanges + index);
    const firstMouth = mouth;
    while (mouth < opened.length && (opened[mouth] as number) < at + count) mouth += 1;
    const bodies = view.getUint32(layout.bodyCounts + 4 * index, true);
    yield {
      ...observation,
      ...(row === firstRow ? {} : { embeddings: embeddingsAt(buffer, layout, embedded.subarray(firstRow, row), firstRow, at) }),
      ...(mouth === firstMouth ? {} : { mouths: mouthsAt(buffer, layout, opened.subarray(firstMouth, mouth), firstMouth, at) }),
      ...(view.getUint8(layout.bodiesLooked + index) === 0 ? {} : { bodies: bodiesAt(buffer, layout, body, bodies) }),
      ...(sceneChange === 0 ? {} : { sceneChange }),
    };
    at += count;
    body += bodies;
  }
}

/** The rows from `firstRow` on, for detections of a frame whose first is the group's detection `at`. */
function embeddingsAt(buffer: ArrayBuffer, layout: GroupLayout, detections: Uint32Array, firstRow: number, at: number): FaceEmbeddings {
  const count = detections.length;
  return {
    count,
    detections: detections.map((detection) => detection - at),
    qualities: new Float32Array(buffer, layout.qualities + 4 * firstRow, count),
    vectors: new Float32Array(buffer, layout.vectors + 4 * embeddingLength * firstRow, embeddingLength * count),
  };
}

/** The same of mouths. */
function mouthsAt(buffer: ArrayBuffer, layout: GroupLayout, detections: Uint32Array, firstRow: number, at: number): Mouths {
  return {
    detections: detections.map((detection) => detection - at),
    openings: new Float32Array(buffer, layout.openings + 4 * firstRow, detections.length),
    qualities: new Float32Array(buffer, layout.mouthQualities + 4 * firstRow, detections.length),
  };
}

function bodiesAt(buffer: ArrayBuffer, layout: GroupLayout, first: number, count: number): Bodies {
  return {
    count,
    boxes: new Float32Array(buffer, layout.bodyBoxes + 16 * first, 4 * count),
    scores: new Float32Array(buffer, layout.bodyScores + 4 * first, count),
    poses: new Float32Array(buffer, layout.poses + 4 * poseStride * first, poseStride * count),
  };
}

/** A status this version does not know is nothing that may be trusted. */
function checkedStatus(value: number): FrameStatus {
  return value === frameStatus.skipped || value === frameStatus.observed ? value : frameStatus.unknown;
}
