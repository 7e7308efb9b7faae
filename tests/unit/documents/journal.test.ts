import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { crc32 } from '../../../src/core/crc32.ts';
import { noBodies, poseStride } from '../../../src/documents/bodies.ts';
import type { Bodies } from '../../../src/documents/bodies.ts';
import { encodeJournalGroup } from '../../../src/documents/encode-journal-group.ts';
import { readJournal } from '../../../src/documents/journal.ts';
import { encodeJournalHeader } from '../../../src/documents/journal-header.ts';
import type { JournalHeader } from '../../../src/documents/journal-header.ts';
import { embeddingLength } from '../../../src/documents/embeddings.ts';
import { ObservationsBuilder } from '../../../src/documents/observations-builder.ts';
import { frameStatus, noDetections } from '../../../src/documents/observations.ts';
import type { Detections, FrameObservation } from '../../../src/documents/observations.ts';
import type { SourceInfo } from '../../../src/documents/source.ts';

const header: JournalHeader = {
  fingerprint: 'äbc-123',
  settings: { quality: 'balanced', detector: 'yunet', sensitivity: 0.5, firstFrame: 0, lastFrame: 9 },
  models: { yunet: 'ff00' },
};

const source: SourceInfo = {
  name: 'a.mp4',
  widthPx: 640,
  heightPx: 480,
  timescale: 30,
  ticks: Float64Array.from({ length: 10 }, (_, index) => index),
  lastDurationTicks: 1,
  fingerprint: header.fingerprint,
};

function faces(count: number, seed: number): Detections {
  return {
    count,
    boxes: Float32Array.from({ length: 4 * count }, (_, index) => seed + index / 8),
    scores: Float32Array.from({ length: count }, (_, index) => 1 / (index + 1)),
    keypoints: Float32Array.from({ length: 10 * count }, (_, index) => (index % 2 === 0 ? NaN : index)),
  };
}

function observed(frame: number, count: number): FrameObservation {
  return { frame, status: frameStatus.observed, detections: faces(count, frame) };
}

/** Looks at the given detections of a frame, the vectors filled with their index and the seed. */
function looked(frame: number, count: number, ...detections: number[]): FrameObservation {
  const vectors = new Float32Array(embeddingLength * detections.length);
  detections.forEach((detection, row) => vectors.fill(10 * frame + detection, embeddingLength * row, embeddingLength * (row + 1)));
  const embeddings = { count: detections.length, detections: Uint32Array.from(detections), qualities: Float32Array.from(detections, (each) => each / 8), vectors };
  return { ...observed(frame, count), embeddings };
}

/** The same with the mouths of the given detections, each open by its index and the frame's. */
function opened(frame: FrameObservation, ...detections: number[]): FrameObservation {
  return { ...frame, mouths: { detections: Uint32Array.from(detections), openings: Float32Array.from(detections, (each) => frame.frame + each / 4), qualities: Float32Array.from(detections, (each) => 1 / (1 + each)) } };
}

/** So many bodies; the second has no pose. */
function people(count: number, seed: number): Bodies {
  return {
    count,
    boxes: Float32Array.from({ length: 4 * count }, (_, index) => seed - index / 4),
    scores: Float32Array.from({ length: count }, (_, index) => 1 / (index + 2)),
    poses: Float32Array.from({ length: poseStride * count }, (_, index) => (Math.floor(index / poseStride) === 1 ? NaN : seed + index)),
  };
}

function join(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return error instanceof AppError ? error.code : 'other';
  }
  return 'none';
}

const groupA = [{ ...observed(0, 2), bodies: people(2, 7) }, { ...observed(1, 0), bodies: noBodies }, { frame: 2, status: frameStatus.skipped, detections: noDetections }];
const groupB = [opened(looked(4, 3, 0, 2), 1, 2), { ...opened(looked(5, 2, 1), 0), sceneChange: 130, bodies: people(1, 9) }, { frame: 6, status: frameStatus.unknown, detections: noDetections }];
const head = encodeJournalHeader(header);
const first = encodeJournalGroup(groupA);
const second = encodeJournalGroup(groupB);

describe('journal', () => {
  it('has the CRC-32 of the standard check value', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  });

  it('gives back what was written, at any offset within a buffer', () => {
    const bytes = join(Uint8Array.of(9), head, first, second).subarray(1);
    const journal = readJournal(bytes);
    expect(journal.header).toEqual(header);
    expect(journal.groups.map((group) => [group.firstFrame, group.frameCount])).toEqual([[0, 3], [4, 3]]);
    expect(journal.groups.flatMap((group) => [...group.frames()])).toEqual([...groupA, ...groupB]);
    expect([journal.framesRead, journal.validBytes]).toEqual([6, bytes.length]);
  });

  it('stops at a cut wherever the cut is, and never throws for it', () => {
    const bytes = join(head, first, second);
    for (let length = head.length; length < bytes.length; length++) {
      const complete = length >= head.length + first.length;
      const journal = readJournal(bytes.subarray(0, length));
      expect([journal.groups.length, journal.validBytes]).toEqual(complete ? [1, head.length + first.length] : [0, head.length]);
    }
  });

  it('stops at a group with any flipped byte', () => {
    const bytes = join(head, first, second);
    for (let at = head.length + first.length; at < bytes.length; at++) {
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] as number) ^ 0x10;
      expect(readJournal(damaged).framesRead, `byte ${at}`).toBe(3);
    }
  });

  const newer = head.slice();
  newer[8] = 255;
  const damagedHeader = head.slice();
  damagedHeader[30] = 0;
  it.each([
    ['empty', new Uint8Array(0), 'document/invalid'],
    ['another magic', new Uint8Array(64), 'document/invalid'],
    ['a newer version', newer, 'document/version'],
    ['a damaged header', damagedHeader, 'document/invalid'],
    ['a cut header', head.subarray(0, head.length - 1), 'document/invalid'],
    ['an unknown quality', encodeJournalHeader({ ...header, settings: { ...header.settings, quality: 'x' as 'fast' } }), 'document/invalid'],
    ['an unknown sampling of bodies', encodeJournalHeader({ ...header, settings: { ...header.settings, bodies: { sampling: 'x' as 'all', scale: 1 } } }), 'document/invalid'],
    ['an unknown scale of bodies', encodeJournalHeader({ ...header, settings: { ...header.settings, bodies: { sampling: 'all', scale: 0.7 as 0.8 } } }), 'document/invalid'],
  ])('refuses %s', (_, bytes, code) => {
    expect(codeOf(() => readJournal(bytes))).toBe(code);
  });
});

describe('ObservationsBuilder', () => {
  it('leaves frames that never came unknown, never skipped or empty', () => {
    const builder = new ObservationsBuilder(source, { ...header.settings, speakers: true });
    for (const group of readJournal(join(head, first, second)).groups) for (const frame of group.frames()) builder.add(frame);
    expect(builder.nextFrame).toBe(7);
    const observations = builder.build([]);
    const { observed: o, skipped: s, unknown: u } = frameStatus;
    expect([...observations.statuses]).toEqual([o, o, s, u, o, o, u, u, u, u]);
    expect([...observations.sceneChanges]).toEqual([0, 0, 0, 0, 0, 130, 0, 0, 0, 0]);
    expect([...observations.offsets]).toEqual([0, 2, 2, 2, 2, 5, 7, 7, 7, 7, 7]);
    expect([...observations.boxes.subarray(8)]).toEqual([...faces(3, 4).boxes, ...faces(2, 5).boxes]);
    expect(observations.keypoints.length).toBe(70);
    const { detections, qualities, vectors } = observations.embeddings;
    expect([[...detections], [...qualities]]).toEqual([[2, 4, 6], [0, 0.25, 0.125]]);
    expect([0, 1, 2].map((row) => vectors[embeddingLength * (row + 1) - 1])).toEqual([40, 42, 51]);
    expect(observations.mouths).toEqual({ detections: Uint32Array.of(3, 4, 5), openings: Float32Array.of(4.25, 4.5, 5), qualities: Float32Array.of(1 / 2, 1 / 3, 1) });
  });

  it('says nothing of mouths where nobody asked who speaks', () => {
    expect(new ObservationsBuilder(source, header.settings).build([]).mouths).toBeUndefined();
  });

  it('leaves out a mouth whose opening is no number, and keeps its face', () => {
    const builder = new ObservationsBuilder(source, { ...header.settings, speakers: true });
    builder.add({ ...observed(0, 2), mouths: { detections: Uint32Array.of(0, 1), openings: Float32Array.of(NaN, 0.5), qualities: Float32Array.of(1, 1) } });
    const { statuses, offsets, mouths } = builder.build([]);
    expect([statuses[0], offsets[1], [...(mouths?.detections ?? [])]]).toEqual([frameStatus.observed, 2, [1]]);
  });

  it('keeps bodies by frame, and tells a frame without anybody from one that nobody looked at', () => {
    const builder = new ObservationsBuilder(source, { ...header.settings, bodies: { sampling: 'every-2', scale: 0.8 } });
    for (const group of readJournal(join(head, first, second)).groups) for (const frame of group.frames()) builder.add(frame);
    const { bodies } = builder.build([]);
    expect([...(bodies?.looked ?? [])]).toEqual([1, 1, 0, 0, 0, 1, 0, 0, 0, 0]);
    expect([...(bodies?.offsets ?? [])]).toEqual([0, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3]);
    expect(bodies?.boxes).toEqual(Float32Array.of(...people(2, 7).boxes, ...people(1, 9).boxes));
    expect(bodies?.scores).toEqual(Float32Array.of(...people(2, 7).scores, ...people(1, 9).scores));
    expect(bodies?.poses).toEqual(Float32Array.of(...people(2, 7).poses, ...people(1, 9).poses));
  });

  it('says nothing of bodies where nobody asked for them', () => {
    expect(new ObservationsBuilder(source, header.settings).build([]).bodies).toBeUndefined();
  });

  it('makes a frame unknown when the box of a body is no number, and keeps its sound bodies', () => {
    const builder = new ObservationsBuilder(source, { ...header.settings, bodies: { sampling: 'all', scale: 1 } });
    const bodies = people(2, 1);
    bodies.boxes[1] = NaN;
    builder.add({ ...observed(0, 1), bodies });
    const built = builder.build([]);
    expect([built.statuses[0], built.bodies?.looked[0], built.bodies?.scores.length, built.scores.length]).toEqual([frameStatus.unknown, 0, 1, 1]);
  });

  it.each([
    ['a box', (face: Detections) => (face.boxes[1] = NaN)],
    ['a score', (face: Detections) => (face.scores[0] = Infinity)],
  ])('makes a frame unknown when %s is no number, and keeps its sound faces', (_, damage) => {
    const builder = new ObservationsBuilder(source, header.settings);
    const detections = faces(2, 1);
    damage(detections);
    builder.add({ frame: 0, status: frameStatus.observed, detections });
    const observations = builder.build([]);
    expect(observations.statuses[0]).toBe(frameStatus.unknown);
    expect(observations.scores.length).toBe(1);
  });

  it('keeps embeddings with their faces when another face of the frame is dropped, and drops those that are no numbers', () => {
    const builder = new ObservationsBuilder(source, header.settings);
    const frame = looked(0, 4, 1, 2, 3);
    frame.detections.boxes[0] = NaN;
    frame.embeddings?.vectors.fill(NaN, embeddingLength, embeddingLength + 1);
    builder.add(frame);
    const { embeddings } = builder.build([]);
    expect([[...embeddings.detections], embeddings.vectors[0], embeddings.vectors[embeddingLength]]).toEqual([[0, 2], 1, 3]);
  });

  it('holds more than one chunk', () => {
    const builder = new ObservationsBuilder(source, header.settings);
    for (let frame = 0; frame < 10; frame++) builder.add(observed(frame, 1000));
    const observations = builder.build([]);
    expect(observations.boxes.length).toBe(40_000);
    expect(observations.boxes[4 * 9000]).toBe(9);
  });

  it.each([
    ['a frame twice', [0, 0]],
    ['a frame of the past', [3, 1]],
    ['a frame after the end', [10]],
  ])('refuses %s', (_, frames) => {
    const builder = new ObservationsBuilder(source, header.settings);
    expect(codeOf(() => frames.forEach((frame) => builder.add(observed(frame, 1))))).toBe('internal/bug');
  });
});
