import type { FrameRange, Identity, Recognition, SpeakerRange, Track, TrackLooks } from '../documents/analysis.ts';
import type { Observations } from '../documents/observations.ts';
import { clusterPeople } from '../tracking/cluster.ts';
import type { Person } from '../tracking/cluster.ts';
import { findCrossings } from '../tracking/crossings.ts';
import type { Crossing } from '../tracking/crossings.ts';
import { cutAtWeakLinks } from '../tracking/cut.ts';
import type { Piece } from '../tracking/cut.ts';
import { noLooks, together } from '../tracking/looks.ts';
import { rejoinPieces } from '../tracking/rejoin.ts';
import { seenAtOnce } from '../tracking/seen-at-once.ts';
import { shotStartsOf } from '../tracking/shots.ts';
import { concatenateTracklets } from '../tracking/tracklet.ts';
import type { FrameClock, Tracklet } from '../tracking/tracklet.ts';
import { weakLinks } from '../tracking/weak-links.ts';
import { bestLook } from './best-look.ts';
import { eyesOf } from './face-eyes.ts';
import { risksOf } from './identity-risks.ts';
import { mouthsByTrack } from './mouths.ts';
import { whoSpeaks } from './speakers.ts';
import { findSpeech } from './speech.ts';
import { strangerOf } from './stranger.ts';

/** A face seen for less is as often somebody known, half hidden, as somebody new: unless it is somebody known, nobody is sure of it. */
const seenMinS = 0.5;

/** A tracklet with how sure it is that it is a face at all, 0–1. */
export interface FoundTracklet {
  readonly tracklet: Tracklet;
  readonly evidence: number;
}

/** A piece with where it came from and where it went. */
export interface PlacedPiece extends Piece {
  /** Place of its tracklet. */
  readonly source: number;
  /** Id of the track it became part of. */
  readonly track: number;
}

export interface FoundPeople {
  readonly tracks: Track[];
  readonly identities: Identity[];
  readonly recognition: Recognition;
  readonly looks: readonly TrackLooks[];
  readonly speakers: readonly SpeakerRange[];
}

/** Makes a track without gaps of a tracklet. */
export type Repair = (id: number, tracklet: Tracklet, evidence: number) => Track;

/**
 * Who is who: tracklets are cut where they may have gone over from one person to another, the pieces sorted by looks, and those of one person that
 * follow each other become one track again. Whatever was covered before the cuts stays covered, but for the way over a cut of which an end was
 * found to belong elsewhere. Where nobody was looked at closely, nothing is cut and everybody is unsure.
 */
export function findPeople(found: readonly FoundTracklet[], observations: Observations, repair: Repair, clock: FrameClock): FoundPeople {
  const whole = found.map(({ tracklet, evidence }, index) => repair(index + 1, tracklet, evidence));
  const crossings = findCrossings(whole, clock);
  const shotStarts = shotStartsOf(observations.sceneChanges, observations.settings.firstFrame);
  const pieces = found.flatMap(({ tracklet }, source) => {
    const links = weakLinks(tracklet, contactsOf(source, crossings), shotStarts, clock);
    return cutAtWeakLinks(tracklet, links, observations.embeddings).map((piece) => ({ ...piece, source }));
  });
  const tracklets = pieces.map(({ tracklet }) => tracklet);
  const people = clusterPeople(pieces.map(({ looks }) => looks), (a, b) => seenAtOnce(tracklets[a] as Tracklet, tracklets[b] as Tracklet));
  const chains = people.flatMap((person) => rejoinPieces(person.members, tracklets, clock).map((members) => ({ person, members })));
  chains.sort((a, b) => firstFrame(tracklets, a.members) - firstFrame(tracklets, b.members));

  const trackOf = new Map(chains.flatMap(({ members }, index) => members.map((member) => [member, index + 1] as const)));
  const placed = pieces.map((piece, index): PlacedPiece => ({ ...piece, track: trackOf.get(index) as number }));
  const tracks = chains.map(({ members }, index) => {
    const only = members.length === 1 ? placed[members[0] as number] : undefined;
    if (only !== undefined && only.tracklet.frames.length === found[only.source]?.tracklet.frames.length) return { ...(whole[only.source] as Track), id: index + 1 };
    const evidence = Math.max(...members.map((member) => (found[(pieces[member] as { source: number }).source] as FoundTracklet).evidence));
    return repair(index + 1, concatenateTracklets(members.map((member) => tracklets[member] as Tracklet)), evidence);
  });
  const bridges = looseBridges(placed, whole, tracks.length + 1);
  const identities = [...people.map((person) => identityOf(person, people, placed, observations, clock)), ...bridges.map(({ id }) => strangerOf([id]))].sort((a, b) => a.id - b.id);
  const cuts = placed.filter((piece, index) => index > 0 && placed[index - 1]?.source === piece.source && placed[index - 1]?.track !== piece.track).length;
  const looks = chains.flatMap(({ members }, index): TrackLooks[] => {
    const sum = members.reduce((known, member) => together(known, (pieces[member] as Piece).looks), noLooks);
    return sum.count === 0 ? [] : [{ track: index + 1, ...sum }];
  });
  const trackFrames = tracklets.reduce((sum, { frames }) => sum + frames.length, 0);
  const recognition = { embedded: observations.embeddings.detections.length, trackFrames, risks: risksOf(placed, tracks, clock), cuts };
  const ways = chains.map(({ members }) => concatenateTracklets(members.map((member) => tracklets[member] as Tracklet)));
  const speakers = observations.mouths === undefined ? [] : whoSpeaks(findSpeech(observations.speech).speech, mouthsByTrack(ways, observations.mouths, clock));
  const withEyes = tracks.map((track, index): Track => {
    const eyes = eyesOf(track, ways[index] as Tracklet, observations.keypoints, clock);
    return eyes === undefined ? track : { ...track, eyes };
  });
  return { tracks: [...withEyes, ...bridges], identities, recognition, looks, speakers };
}

function contactsOf(source: number, crossings: readonly Crossing[]): FrameRange[] {
  return crossings.filter(({ first, second }) => first === source || second === source);
}

function firstFrame(tracklets: readonly Tracklet[], [first]: readonly number[]): number {
  return tracklets[first as number]?.frames[0] ?? 0;
}

/**
 * The bridges over gaps at which a track was cut, as tracks of nobody's: whoever is there unseen may be either person at their ends, or a third. Left out where either side was found to go
 * on elsewhere: then nobody went this way.
 */
function looseBridges(placed: readonly PlacedPiece[], whole: readonly Track[], firstId: number): Track[] {
  const bridges: Track[] = [];
  placed.forEach((after, index) => {
    const before = placed[index - 1];
    if (before === undefined || before.source !== after.source || before.track === after.track) return;
    const [from, to] = [lastOf(before) + 1, firstOf(after) - 1];
    const goesOn = placed.some((other) => other.track === before.track && firstOf(other) > lastOf(before));
    const cameFrom = placed.some((other) => other.track === after.track && lastOf(other) < firstOf(after));
    if (from > to || goesOn || cameFrom) return;
    bridges.push(sliceTrack(whole[after.source] as Track, firstId + bridges.length, from, to));
  });
  return bridges;
}

function sliceTrack({ kind, frames, boxes, scores, origins }: Track, id: number, firstFrame: number, lastFrame: number): Track {
  const [begin, end] = [firstFrame - (frames[0] as number), lastFrame + 1 - (frames[0] as number)];
  return { id, kind, frames: frames.slice(begin, end), boxes: boxes.slice(4 * begin, 4 * end), scores: scores.slice(begin, end), origins: origins.slice(begin, end) };
}

function firstOf({ tracklet: { frames } }: Piece): number {
  return frames[0] as number;
}

function lastOf({ tracklet: { frames } }: Piece): number {
  return frames[frames.length - 1] as number;
}

function identityOf(person: Person, people: readonly Person[], placed: readonly PlacedPiece[], observations: Observations, clock: FrameClock): Identity {
  const tracksOf = ({ members }: Person): number[] => [...new Set(members.map((member) => (placed[member] as PlacedPiece).track))].sort((a, b) => a - b);
  const idOf = (other: Person): number => tracksOf(other)[0] as number;
  const pieces = person.members.map((member) => (placed[member] as PlacedPiece).tracklet);
  const seenS = pieces.reduce((sum, { frames }) => sum + clock.timeS(frames[frames.length - 1] as number) - clock.timeS(frames[0] as number), 0);
  return {
    id: idOf(person),
    tracks: tracksOf(person),
    confidence: person.confidence,
    sure: person.sure && (clock.frameCount === 1 || seenS >= seenMinS),
    maybe: person.maybe.map((place) => idOf(people[place] as Person)).sort((a, b) => a - b),
    best: bestLook(pieces, observations),
  };
}
