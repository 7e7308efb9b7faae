import type { AudioTrack, EditEntry } from './movie.ts';

/** The packets of a track that go into the output, untouched, and the edit list that puts them in time. */
export interface AudioCut {
  readonly track: AudioTrack;
  /** Sample range in decode order, end exclusive. */
  readonly firstSample: number;
  readonly endSample: number;
  /** `mediaTime` counts from the first sample carried over; durations are finite. */
  readonly edits: readonly EditEntry[];
}

/** Seconds of the presented time line, end exclusive. */
export interface PresentedRange {
  readonly startS: number;
  readonly endS: number;
}

/** Opus needs 80 ms before its decoder has converged (RFC 7845, 4.6). */
const opusPrerollS = 0.08;
/** AAC packets overlap by one; HE-AAC's band replication looks back one more (ISO/IEC 14496-3). */
const prerollPackets = 2;

/**
 * What is heard of a track in a stretch of the movie's presented time line (seconds, end exclusive; null: all of it), as an edit list of
 * its own with finite durations, in media times of the track.
 */
export function presentedEdits(track: AudioTrack, range: PresentedRange | null): EditEntry[] {
  const { samples, timescale } = track;
  const endOfMedia = samples.dts[samples.count - 1]! + samples.lastDuration;
  const finite = track.edits.map((edit) => (edit.durationS === Infinity ? { ...edit, durationS: Math.max(0, (endOfMedia - edit.mediaTime) / timescale) } : edit));
  return range === null ? finite : clipEdits(finite, range.startS, range.endS, timescale);
}

/**
 * Chooses the packets for a stretch of the movie's presented time line; null keeps every packet and edit. Returns null when no
 * sound lies in the stretch.
 */
export function cutAudio(track: AudioTrack, range: PresentedRange | null): AudioCut | null {
  const edits = presentedEdits(track, range);
  if (range === null) return { track, firstSample: 0, endSample: track.samples.count, edits };
  if (!edits.some(isHeard)) return null;
  const { first, end } = packetsOf(track, edits);
  const base = track.samples.dts[first]!;
  return { track, firstSample: first, endSample: end, edits: edits.map((edit) => (isHeard(edit) ? { ...edit, mediaTime: edit.mediaTime - base } : edit)) };
}

/** The packets `[first, end)` that must be decoded for a list of edits, of which one at least is no pause. */
export function packetsOf(track: AudioTrack, edits: readonly EditEntry[]): { first: number; end: number } {
  const { samples, timescale } = track;
  const heard = edits.filter(isHeard);
  const mediaStart = Math.min(...heard.map((edit) => edit.mediaTime));
  const mediaEnd = Math.max(...heard.map((edit) => edit.mediaTime + edit.durationS * timescale));
  let first = 0;
  while (first + 1 < samples.count && samples.dts[first + 1]! <= mediaStart) first += 1;
  let end = first + 1;
  while (end < samples.count && samples.dts[end]! < mediaEnd) end += 1;
  return { first: withPreroll(track, first), end };
}

/** True for what is no pause. */
export function isHeard(edit: EditEntry): boolean {
  return edit.mediaTime >= 0;
}

/** The edits that fall into `[startS, endS)`, as an edit list of its own; a pause at the end is dropped. */
function clipEdits(edits: readonly EditEntry[], startS: number, endS: number, timescale: number): EditEntry[] {
  const kept: EditEntry[] = [];
  let timelineS = 0;
  for (const edit of edits) {
    const from = Math.max(timelineS, startS);
    const to = Math.min(timelineS + edit.durationS, endS);
    if (to > from) {
      const mediaTime = edit.mediaTime < 0 ? -1 : Math.round(edit.mediaTime + (from - timelineS) * timescale);
      kept.push({ durationS: to - from, mediaTime });
    }
    timelineS += edit.durationS;
  }
  while (kept.at(-1)?.mediaTime === -1) kept.pop();
  return kept;
}

function withPreroll({ codec, samples, timescale }: AudioTrack, first: number): number {
  if (codec !== 'opus') return Math.max(0, first - prerollPackets);
  const from = samples.dts[first]! - opusPrerollS * timescale;
  let sample = first;
  while (sample > 0 && samples.dts[sample]! > from) sample -= 1;
  return sample;
}
