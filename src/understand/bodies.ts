import type { Track } from '../documents/analysis.ts';
import type { Observations } from '../documents/observations.ts';
import type { Tracklet } from '../tracking/tracklet.ts';
import { contactFrames } from './body-contacts.ts';
import { facesOf, facesOnBodies } from './body-faces.ts';
import type { FacesOnBody } from './body-faces.ts';
import { bodyTracklets, cutAtFrames, personTrack } from './body-tracks.ts';
import type { BodyContext } from './body-tracks.ts';
import { headTracks } from './head-tracks.ts';
import type { FoundPeople } from './people.ts';
import { strangerOf } from './stranger.ts';

/**
 * Adds the bodies to the people that faces tell: a track of kind `person` for each body, tracks of kind `head` wherever no face was seen on it, each with
 * the faces that it has (`Track.faces`): whose they are it is. A body that may have changed hands, because it was in contact with another and its
 * faces before and after are not those of one person, is cut there. One without any face is somebody of whom nobody knows who it is.
 */
export function withBodies(found: FoundPeople, observations: Observations, context: BodyContext): FoundPeople {
  const faces = found.tracks.filter(({ kind }) => kind === 'face');
  const people = new Map(found.identities.flatMap(({ id, tracks }) => tracks.map((track) => [track, id] as const)));
  const tracklets = bodyTracklets(observations, context);
  const whole = tracklets.map((tracklet) => personTrack(0, tracklet, context));
  const onBodies = facesOnBodies(whole, faces);
  const contacts = contactFrames(whole);
  const parts = whole.flatMap((body, index) => {
    const seen = { body, tracklet: tracklets[index] as Tracklet, onBody: onBodies[index] as FacesOnBody };
    return partsOf(seen, contacts[index] as number[], { faces, people, context });
  });
  let nextId = found.tracks.reduce((most, { id }) => Math.max(most, id), 0) + 1;
  const persons = parts.map(({ body }): Track => ({ ...body, id: nextId++ }));
  const heads = persons.map((body, index) => {
    const own = headTracks(nextId, body, (parts[index] as Part).onBody, context.clock);
    nextId += own.length;
    return own;
  });
  const unknown = persons.flatMap((body, index) => (body.faces === undefined ? [strangerOf([body, ...(heads[index] as Track[])].map(({ id }) => id))] : []));
  return { ...found, tracks: [...found.tracks, ...persons, ...heads.flat()], identities: [...found.identities, ...unknown] };
}

/** A body that is one person's, as far as is known, with the faces that were seen on it. */
interface Part {
  readonly body: Track;
  readonly onBody: FacesOnBody;
}

interface Whose {
  readonly faces: readonly Track[];
  /** Ids of people by those of their tracks. */
  readonly people: ReadonlyMap<number, number>;
  readonly context: BodyContext;
}

/** A body, cut at those contacts at which its faces are not the same person's, or are no longer seen. */
function partsOf({ body, tracklet, onBody }: Part & { readonly tracklet: Tracklet }, contacts: readonly number[], { faces, people, context }: Whose): Part[] {
  const first = body.frames[0] ?? 0;
  const last = body.frames[body.frames.length - 1] ?? -1;
  const named = (track: Track, seen: FacesOnBody): Part => {
    const own = facesOf(track, seen, faces, { firstFrame: first, lastFrame: last }).map((face) => (faces[face] as Track).id);
    return { body: own.length === 0 ? track : { ...track, faces: own }, onBody: seen };
  };
  const starts = [first, ...contacts];
  const whose = starts.map((firstFrame, index) => {
    const own = facesOf(body, onBody, faces, { firstFrame, lastFrame: (starts[index + 1] ?? last + 1) - 1 });
    return new Set(own.map((face) => people.get((faces[face] as Track).id)));
  });
  const cuts = contacts.filter((_, index) => !isSamePerson(whose[index], whose[index + 1]));
  const pieces = cutAtFrames(tracklet, cuts);
  if (pieces.length < 2) return [named(body, onBody)];
  return pieces.map((piece) => {
    const part = personTrack(0, piece, context);
    const [from, to] = [piece.frames[0] as number, piece.frames[piece.frames.length - 1] as number];
    // Beyond its own looks a piece goes on as a guess: the faces there are those of its neighbour.
    return named(part, Int32Array.from(part.frames, (frame) => (frame < from || frame > to ? -1 : (onBody[frame - first] ?? -1))));
  });
}

/** Whether the same one person is seen on both sides, or nobody on either. */
function isSamePerson(before: ReadonlySet<number | undefined> | undefined, after: ReadonlySet<number | undefined> | undefined): boolean {
  const all = new Set([...(before ?? []), ...(after ?? [])]);
  return all.size === 0 || (all.size === 1 && before?.size === 1 && after?.size === 1);
}
