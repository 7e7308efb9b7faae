import { AppError } from '../core/errors.ts';
import { crc32 } from '../core/crc32.ts';
import { checkRecord, checkString } from './checks.ts';
import { checkObserveSettings } from './check-settings.ts';
import { embeddingLength, noEmbeddings } from './embeddings.ts';
import type { FaceEmbeddings } from './embeddings.ts';
import { noMouths } from './mouths.ts';
import type { Mouths } from './mouths.ts';
import { frameStatus, keypointCount } from './observations.ts';
import type { Detections, FrameObservation, FrameStatus, ObserveSettings } from './observations.ts';

/**
 * The journal of an observe act, append-only, little-endian, everything aligned to 4 bytes:
 *
 *     header  "VEILJRNL", u32 version, u32 JSON bytes, u32 CRC-32 of the JSON, JSON (padded with spaces)
 *     group   u32 "GRUP", u32 payload bytes, u32 CRC-32 of the payload, payload:
 *             u32 frames n, u32 detections d, u32 embeddings e, u32 mouths m, u32 frame[n], u32 count[n], f32 boxes[4d], f32 scores[d],
 *             f32 keypoints[10d], u32 detection[e] (index within the group's), f32 quality[e], f32 vector[128e],
 *             u32 detection[m], f32 opening[m], f32 quality[m], u8 status[n], u8 sceneChange[n] (padded with zeros)
 *
 * A group is whole or it is not there: a crash costs the group that was being written.
 */
export interface JournalHeader {
  readonly fingerprint: string;
  readonly settings: ObserveSettings;
  /** SHA-256 of every model that looked, by id: other weights say other things. */
  readonly models: Readonly<Record<string, string>>;
}

export interface JournalGroup {
  readonly firstFrame: number;
  readonly frameCount: number;
  /** The frames as they were written; views into the group's own copy of its columns. */
  frames(): Generator<FrameObservation, void, undefined>;
}

/** Where observations are kept as they come. */
export interface Journal {
  /** Complete groups of an earlier run of the same job, in order. */
  readonly resumed: readonly JournalGroup[];
  /** Appends one complete group. Throws `storage/quota` or `storage/write-failed`. */
  append(frames: readonly FrameObservation[]): void;
}

export interface JournalContents {
  readonly header: JournalHeader;
  /** The complete groups in the order they were written. */
  readonly groups: readonly JournalGroup[];
  /** Frames in all of them. */
  readonly framesRead: number;
  /** Bytes up to the end of the last complete group: truncate to this before appending. */
  readonly validBytes: number;
}

const magic = new TextEncoder().encode('VEILJRNL');
/**
 * 2: boxes of mirrored and of HDR video are found in other pictures than before. 3: embeddings. An older journal is another file by its header
 * and is begun afresh: without the embeddings that would have been taken on the way, nobody in it could be recognized. 4: mouths. 5: scene
 * changes.
 */
const version = 5;
const headerFixedBytes = magic.length + 12;
const groupMagic = 0x50555247; // "GRUP"
const groupFixedBytes = 12;
/** The counts that a payload begins with. */
const groupHeadBytes = 16;
const floatsPerDetection = 4 + 1 + 2 * keypointCount;

/** The first bytes of a journal. */
export function encodeJournalHeader(header: JournalHeader): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const padded = new Uint8Array(align4(json.length)).fill(0x20);
  padded.set(json);
  const bytes = new Uint8Array(headerFixedBytes + padded.length);
  const view = new DataView(bytes.buffer);
  bytes.set(magic);
  view.setUint32(magic.length, version, true);
  view.setUint32(magic.length + 4, padded.length, true);
  view.setUint32(magic.length + 8, crc32(padded), true);
  bytes.set(padded, headerFixedBytes);
  return bytes;
}

/** One group of frames, to be appended in one write. The frames ascend; they need not be without gaps. */
export function encodeJournalGroup(frames: readonly FrameObservation[]): Uint8Array<ArrayBuffer> {
  const detections = frames.reduce((sum, { detections: { count } }) => sum + count, 0);
  const embedded = frames.reduce((sum, { embeddings }) => sum + (embeddings?.count ?? 0), 0);
  const opened = frames.reduce((sum, { mouths = noMouths }) => sum + mouths.detections.length, 0);
  const layout = groupLayout(frames.length, detections, embedded, opened);
  const bytes = new Uint8Array(groupFixedBytes + layout.byteLength);
  const payload = bytes.subarray(groupFixedBytes);
  const view = new DataView(payload.buffer, payload.byteOffset);
  const floats = (offset: number, values: Float32Array, count: number): void => {
    for (let index = 0; index < count; index++) view.setFloat32(offset + 4 * index, values[index] as number, true);
  };
  view.setUint32(0, frames.length, true);
  view.setUint32(4, detections, true);
  view.setUint32(8, embedded, true);
  view.setUint32(12, opened, true);
  let at = 0;
  let row = 0;
  let mouth = 0;
  frames.forEach(({ frame, status, detections: { count, boxes, scores, keypoints }, embeddings = noEmbeddings, mouths = noMouths, sceneChange = 0 }, index) => {
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

/**
 * Reads a journal up to its first damaged or cut group. Throws `document/version` for a newer one and
 * `document/invalid` when it is no journal or its header is damaged (start afresh then); never for a cut tail.
 */
export function readJournal(bytes: Uint8Array): JournalContents {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { header, byteLength } = readHeader(bytes, view);
  const groups: JournalGroup[] = [];
  let framesRead = 0;
  let validBytes = byteLength;
  for (;;) {
    const group = readGroup(bytes, view, validBytes);
    if (group === undefined) return { header, groups, framesRead, validBytes };
    groups.push(group.group);
    framesRead += group.group.frameCount;
    validBytes += group.byteLength;
  }
}

function readHeader(bytes: Uint8Array, view: DataView): { header: JournalHeader; byteLength: number } {
  if (bytes.length < headerFixedBytes || magic.some((byte, index) => bytes[index] !== byte)) {
    throw new AppError('document/invalid', { field: 'magic', expected: 'a journal' });
  }
  const found = view.getUint32(magic.length, true);
  if (found !== version) throw new AppError('document/version', { found, known: version });
  const jsonBytes = view.getUint32(magic.length + 4, true);
  const byteLength = headerFixedBytes + jsonBytes;
  const json = bytes.subarray(headerFixedBytes, byteLength);
  if (jsonBytes % 4 !== 0 || json.length !== jsonBytes || crc32(json) !== view.getUint32(magic.length + 8, true)) {
    throw new AppError('document/invalid', { field: 'header', expected: 'an undamaged header' });
  }
  const record = checkRecord(parseJson(new TextDecoder().decode(json)), 'header');
  const models: Record<string, string> = {};
  for (const [id, hash] of Object.entries(checkRecord(record['models'], 'models'))) models[id] = checkString(hash, `models.${id}`);
  const header = {
    fingerprint: checkString(record['fingerprint'], 'fingerprint'),
    settings: checkObserveSettings(record['settings'], 'settings'),
    models,
  };
  return { header, byteLength };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError('document/invalid', { field: 'header', expected: 'JSON' }, error);
  }
}

function readGroup(bytes: Uint8Array, view: DataView, start: number): { group: JournalGroup; byteLength: number } | undefined {
  const payloadStart = start + groupFixedBytes;
  if (payloadStart + groupHeadBytes > bytes.length || view.getUint32(start, true) !== groupMagic) return undefined;
  const payloadBytes = view.getUint32(start + 4, true);
  const payload = bytes.subarray(payloadStart, payloadStart + payloadBytes);
  if (payload.length !== payloadBytes || payloadBytes < groupHeadBytes || crc32(payload) !== view.getUint32(start + 8, true)) return undefined;
  const frameCount = view.getUint32(payloadStart, true);
  const detections = view.getUint32(payloadStart + 4, true);
  const layout = groupLayout(frameCount, detections, view.getUint32(payloadStart + 8, true), view.getUint32(payloadStart + 12, true));
  if (layout.byteLength !== payloadBytes) return undefined;
  const group: JournalGroup = {
    firstFrame: frameCount > 0 ? view.getUint32(payloadStart + layout.frames, true) : 0,
    frameCount,
    frames: () => groupFrames(payload, layout, frameCount),
  };
  return { group, byteLength: groupFixedBytes + payloadBytes };
}

function* groupFrames(payload: Uint8Array, layout: GroupLayout, frameCount: number): Generator<FrameObservation, void, undefined> {
  // A copy aligns the columns for typed-array views, whatever the offset of the journal in its buffer.
  const { buffer } = payload.slice();
  const view = new DataView(buffer);
  const embedded = new Uint32Array(buffer, layout.embedded, (layout.qualities - layout.embedded) / 4);
  let at = 0;
  const opened = new Uint32Array(buffer, layout.mouths, (layout.openings - layout.mouths) / 4);
  let row = 0;
  let mouth = 0;
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
    yield {
      ...observation,
      ...(row === firstRow ? {} : { embeddings: embeddingsAt(buffer, layout, embedded.subarray(firstRow, row), firstRow, at) }),
      ...(mouth === firstMouth ? {} : { mouths: mouthsAt(buffer, layout, opened.subarray(firstMouth, mouth), firstMouth, at) }),
      ...(sceneChange === 0 ? {} : { sceneChange }),
    };
    at += count;
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

/** A status this version does not know is nothing that may be trusted. */
function checkedStatus(value: number): FrameStatus {
  return value === frameStatus.skipped || value === frameStatus.observed ? value : frameStatus.unknown;
}

interface GroupLayout {
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
  readonly statuses: number;
  readonly sceneChanges: number;
  readonly byteLength: number;
}

function groupLayout(frameCount: number, detections: number, embeddings: number, opened: number): GroupLayout {
  const frames = groupHeadBytes;
  const counts = frames + 4 * frameCount;
  const boxes = counts + 4 * frameCount;
  const scores = boxes + 16 * detections;
  const keypoints = scores + 4 * detections;
  const embedded = boxes + 4 * floatsPerDetection * detections;
  const qualities = embedded + 4 * embeddings;
  const vectors = qualities + 4 * embeddings;
  const mouths = vectors + 4 * embeddingLength * embeddings;
  const openings = mouths + 4 * opened;
  const mouthQualities = openings + 4 * opened;
  const statuses = mouthQualities + 4 * opened;
  const sceneChanges = statuses + frameCount;
  const byteLength = align4(sceneChanges + frameCount);
  return { frames, counts, boxes, scores, keypoints, embedded, qualities, vectors, mouths, openings, mouthQualities, statuses, sceneChanges, byteLength };
}

function align4(length: number): number {
  return (length + 3) & ~3;
}
