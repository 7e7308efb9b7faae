import type { Action, Analysis, FrameRange, Identity, Track } from '../analysis.ts';
import { ticksToUs } from '../../core/time.ts';
import { nameOf, personOfTrack } from '../person-of-track.ts';
import { sourceLengthUs } from '../source.ts';
import type { SourceInfo } from '../source.ts';

/** How much somebody does of one kind. */
export interface ActionSum {
  readonly label: string;
  /** Stretches, and their length together. */
  readonly times: number;
  readonly seconds: number;
  /** That of the surest stretch, 0–1. */
  readonly bestScore: number;
}

/** What is known of one person, or of a body of which nobody knows whose it is. */
export interface PersonSummary {
  /** Null: nobody knows who it is. */
  readonly person: number | null;
  readonly name: string;
  readonly tracks: readonly number[];
  /** Seconds on which face, head or body is there, seen or filled in between. */
  readonly screenS: number;
  readonly faceS: number;
  readonly bodyS: number;
  readonly firstS: number;
  readonly lastS: number;
  /** The longest first. */
  readonly actions: readonly ActionSum[];
}

export interface PeopleSummary {
  readonly lengthS: number;
  /** Seconds of frames of which nothing is known (`Analysis.unknown`): anybody may be there. */
  readonly unknownS: number;
  /** By when they are first there. */
  readonly people: readonly PersonSummary[];
}

type Summed = Pick<Analysis, 'source' | 'tracks' | 'identities' | 'actions' | 'unknown'>;

/** Who is there for how long, and does what. Masks drawn by hand are nobody. */
export function summarizePeople(analysis: Summed): PeopleSummary {
  const { source, unknown, actions } = analysis;
  const groups = new Map<string, { readonly person: Identity | undefined; readonly tracks: Track[] }>();
  for (const track of analysis.tracks) {
    if (track.drawn !== undefined) continue;
    const person = personOfTrack(analysis, track.id);
    const key = person === undefined ? `track ${track.id}` : `person ${person.id}`;
    const group = groups.get(key) ?? { person, tracks: [] };
    group.tracks.push(track);
    groups.set(key, group);
  }
  const people = [...groups.values()].map(({ person, tracks }) => summaryOf(person, tracks, actions, source)).sort((a, b) => a.firstS - b.firstS || (a.tracks[0] ?? 0) - (b.tracks[0] ?? 0));
  return { lengthS: sourceLengthUs(source) / 1e6, unknownS: rounded(secondsOf(framesOfRanges(unknown), source)), people };
}

/** The same as JSON. */
export function peopleToJson(analysis: Summed): string {
  return `${JSON.stringify({ version: 1, ...summarizePeople(analysis) })}\n`;
}

/** The same in words. */
export function peopleToText(analysis: Summed): string {
  const { lengthS, unknownS, people } = summarizePeople(analysis);
  const lines = people.flatMap(({ name, screenS, faceS, bodyS, firstS, lastS, actions }) => [
    `${name}: there for ${screenS.toFixed(1)} s between ${firstS.toFixed(1)} and ${lastS.toFixed(1)} s (face ${faceS.toFixed(1)} s, body ${bodyS.toFixed(1)} s)`,
    ...actions.map(({ label, times, seconds, bestScore }) => `  ${label}: ${seconds.toFixed(1)} s in ${times} ${times === 1 ? 'stretch' : 'stretches'}, score up to ${bestScore.toFixed(2)}`),
  ]);
  const nobody = people.length === 0 ? ['Nobody was found.'] : [];
  return [`${lengthS.toFixed(1)} s, of which ${unknownS.toFixed(1)} s are unknown: nobody looked there, or looking failed.`, ...nobody, ...lines, 'Actions are estimates out of fourteen kinds; where none is named, none was recognised.', ''].join('\n');
}

function summaryOf(person: Identity | undefined, tracks: readonly Track[], actions: readonly Action[], source: SourceInfo): PersonSummary {
  const framesOf = (kinds: readonly Track['kind'][]): Set<number> => {
    const frames = new Set<number>();
    for (const track of tracks) if (kinds.includes(track.kind)) for (const frame of track.frames) frames.add(frame);
    return frames;
  };
  const all = framesOf(['face', 'head', 'person']);
  const ids = tracks.map(({ id }) => id);
  const [first, last] = [...all].reduce(([low, high], frame) => [Math.min(low, frame), Math.max(high, frame)], [Infinity, -Infinity]);
  return {
    person: person?.id ?? null,
    name: person === undefined ? `${tracks[0]?.kind === 'person' ? 'Body' : 'Track'} ${ids[0] as number}` : nameOf(person),
    tracks: ids,
    screenS: rounded(secondsOf(all, source)),
    faceS: rounded(secondsOf(framesOf(['face']), source)),
    bodyS: rounded(secondsOf(framesOf(['person']), source)),
    firstS: rounded(Number.isFinite(first) ? startUs(first, source) / 1e6 : 0),
    lastS: rounded(Number.isFinite(last) ? startUs(last + 1, source) / 1e6 : 0),
    actions: sumsOf(actions.filter(({ track }) => ids.includes(track))),
  };
}

function sumsOf(actions: readonly Action[]): ActionSum[] {
  const sums = new Map<string, ActionSum>();
  for (const { label, startUs: from, endUs: to, score } of actions) {
    const sum = sums.get(label) ?? { label, times: 0, seconds: 0, bestScore: 0 };
    sums.set(label, { label, times: sum.times + 1, seconds: sum.seconds + (to - from) / 1e6, bestScore: Math.max(sum.bestScore, score) });
  }
  return [...sums.values()].map((sum) => ({ ...sum, seconds: rounded(sum.seconds) })).sort((a, b) => b.seconds - a.seconds || a.label.localeCompare(b.label));
}

function framesOfRanges(ranges: readonly FrameRange[]): Set<number> {
  const frames = new Set<number>();
  for (const { firstFrame, lastFrame } of ranges) for (let frame = firstFrame; frame <= lastFrame; frame += 1) frames.add(frame);
  return frames;
}

function secondsOf(frames: ReadonlySet<number>, source: SourceInfo): number {
  let us = 0;
  for (const frame of frames) us += startUs(frame + 1, source) - startUs(frame, source);
  return us / 1e6;
}

/** When a frame begins; that after the last one: when the video ends. */
function startUs(frame: number, source: SourceInfo): number {
  const { ticks, timescale } = source;
  const tick = ticks[frame];
  return tick === undefined ? sourceLengthUs(source) : ticksToUs(tick - (ticks[0] ?? 0), timescale);
}

/** Milliseconds. */
function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
