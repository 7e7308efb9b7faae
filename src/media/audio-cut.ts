import { lowerBound } from '../core/time.ts';
import type { AudioTrack, EditEntry } from './movie.ts';

/** The packets of a track that go into the output, untouched, and the edit list that puts them in time. */
export interface AudioCut {
  readonly track: AudioTrack;
  /** Packets in decode order, ascending and apart; ends are exclusive. */
  readonly ranges: readonly PacketRange[];
  /** `mediaTime` counts in the packets carried over, one after the other; durations are finite. */
  readonly edits: readonly EditEntry[];
}

/** Packets `[first, end)` of a track. */
export interface PacketRange {
  readonly first: number;
  readonly end: number;
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

/** Seconds of the movie's time line until all that is heard of a track is over. */
export function presentedSeconds(track: AudioTrack): number {
  return presentedEdits(track, null).reduce((sum, { durationS }) => sum + durationS, 0);
}

/**
 * Chooses the packets for a stretch of the movie's presented time line (null: all of it) and no others: what an edit list hides was
 * cut away by somebody, and must not go out with the file. Returns null when no sound lies in the stretch.
 */
export function cutAudio(track: AudioTrack, range: PresentedRange | null): AudioCut | null {
  const edits = presentedEdits(track, range);
  if (!edits.some(isHeard)) return null;
  const needed = merged(edits.filter(isHeard).map((edit) => packetsOf(track, edit)));
  const ranges = range === null ? withEnds(track, needed) : needed;
  return { track, ranges, edits: edits.map((edit) => (isHeard(edit) ? { ...edit, mediaTime: edit.mediaTime - ticksBefore(track, ranges, edit) } : edit)) };
}

/** What encoders put before and behind a sound, hidden by the edit list: a few packets. More was cut away on purpose. */
const paddingS = 0.1;

/** The ranges with an encoder's padding at either end of the track, if that is all that is missing there: then every packet is carried over. */
function withEnds(track: AudioTrack, ranges: readonly PacketRange[]): PacketRange[] {
  const { samples, timescale } = track;
  return ranges.map(({ first, end }, index) => ({
    first: index === 0 && timeOf(track, first) - timeOf(track, 0) <= paddingS * timescale ? 0 : first,
    end: index === ranges.length - 1 && timeOf(track, samples.count) - timeOf(track, end) <= paddingS * timescale ? samples.count : end,
  }));
}

/** How much of the track's time is not carried over before an edit. */
function ticksBefore(track: AudioTrack, ranges: readonly PacketRange[], edit: EditEntry): number {
  const { first } = packetsOf(track, edit);
  let carried = 0;
  for (const range of ranges) {
    if (range.end > first) return timeOf(track, range.first) - carried;
    carried += timeOf(track, range.end) - timeOf(track, range.first);
  }
  return 0;
}

/** When a packet begins, in ticks; the end of the track for the one after the last. */
function timeOf({ samples }: AudioTrack, packet: number): number {
  return packet < samples.count ? samples.dts[packet]! : samples.dts[samples.count - 1]! + samples.lastDuration;
}

/** Ranges in ascending order; those that touch become one. */
function merged(ranges: readonly PacketRange[]): PacketRange[] {
  const result: PacketRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.first - b.first)) {
    const last = result.at(-1);
    if (last !== undefined && range.first <= last.end) result[result.length - 1] = { first: last.first, end: Math.max(last.end, range.end) };
    else result.push(range);
  }
  return result;
}

/** The packets that must be decoded to hear an edit that is no pause. */
export function packetsOf(track: AudioTrack, edit: EditEntry): PacketRange {
  const { samples, timescale } = track;
  const mediaEnd = edit.mediaTime + edit.durationS * timescale;
  const first = Math.max(0, lowerBound(samples.dts, edit.mediaTime + 1e-6) - 1);
  // A thousandth of a tick is rounding of the movie's own time scale, not sound.
  const end = Math.max(first + 1, lowerBound(samples.dts, mediaEnd - 1e-3));
  return { first: withPreroll(track, first), end };
}

/** The numbers of the packets in some ranges. */
export function packetNumbers(ranges: readonly PacketRange[]): Uint32Array {
  const numbers = new Uint32Array(ranges.reduce((count, { first, end }) => count + end - first, 0));
  let at = 0;
  for (const { first, end } of ranges) for (let packet = first; packet < end; packet += 1) numbers[at++] = packet;
  return numbers;
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
