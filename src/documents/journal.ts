import { readJournalHeader } from './journal-header.ts';
import type { JournalHeader } from './journal-header.ts';
import type { FrameObservation } from './observations.ts';
import { readJournalGroup } from './read-journal-group.ts';

/**
 * The journal of an observe act, append-only, little-endian, everything aligned to 4 bytes:
 *
 *     header  "VEILJRNL", u32 version, u32 JSON bytes, u32 CRC-32 of the JSON, JSON (padded with spaces)
 *     group   u32 "GRUP", u32 payload bytes, u32 CRC-32 of the payload, payload:
 *             u32 frames n, u32 detections d, u32 embeddings e, u32 mouths m, u32 bodies b, u32 frame[n], u32 count[n], f32 boxes[4d], f32 scores[d],
 *             f32 keypoints[10d], u32 detection[e] (index within the group's), f32 quality[e], f32 vector[128e],
 *             u32 detection[m], f32 opening[m], f32 quality[m], u32 count of bodies[n], f32 boxes[4b], f32 scores[b], f32 poses[51b],
 *             u8 status[n], u8 sceneChange[n], u8 whether bodies were looked for[n] (padded with zeros)
 *
 * A group is whole or it is not there: a crash costs the group that was being written.
 */
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

/**
 * Reads a journal up to its first damaged or cut group. Throws `document/version` for a newer one and
 * `document/invalid` when it is no journal or its header is damaged (start afresh then); never for a cut tail.
 */
export function readJournal(bytes: Uint8Array): JournalContents {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { header, byteLength } = readJournalHeader(bytes, view);
  const groups: JournalGroup[] = [];
  let framesRead = 0;
  let validBytes = byteLength;
  for (;;) {
    const group = readJournalGroup(bytes, view, validBytes);
    if (group === undefined) return { header, groups, framesRead, validBytes };
    groups.push(group.group);
    framesRead += group.group.frameCount;
    validBytes += group.byteLength;
  }
}
