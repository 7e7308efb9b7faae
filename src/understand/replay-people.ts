import { iou } from '../core/boxes.ts';
import { soundTreatmentKinds } from '../core/sound-treatment.ts';
import type { Identity, Track } from '../documents/analysis.ts';
import { boxOf } from '../documents/box-columns.ts';
import type { DecidePerson, MergePeople, NamePerson, PersonDecision, SplitPerson } from '../documents/corrections.ts';
import type { Reason, ReplayState } from './replay-state.ts';
import { seenTogether } from './seen-together.ts';

/** A best look is of a track when its box there is about the same: tracks are smoothed. */
const sameBoxIoU = 0.3;

/** Hides or shows a person, or takes the word back. */
export function decide(state: ReplayState, { track, decision }: DecidePerson): Reason | undefined {
  return changePerson(state, track, (person) => withDecision(person, decision === 'default' ? undefined : decision));
}

/** Names a person; an empty name takes the name away. */
export function name(state: ReplayState, { track, name: given }: NamePerson): Reason | undefined {
  return changePerson(state, track, ({ name: _, ...person }) => (given.trim() === '' ? person : { ...person, name: given.trim() }));
}

/**
 * Makes one person of several. Refused when two of them were detected in one frame in different places: nobody is there twice, and showing
 * one would show the other. One that is hidden hides all; the first name stays, of what
 * becomes of their voices the strongest.
 */
export function merge(state: ReplayState, { tracks }: MergePeople): Reason | undefined {
  const people = [...new Set(tracks.map((track) => personOf(state, track)))];
  const [first, ...others] = people;
  if (first === undefined || people.includes(undefined)) return 'no-such-track';
  if (others.length === 0) return undefined; // they are one already
  const known = people as Identity[];
  if (anySeenTogether(known.map((person) => tracksOf(state, person)))) return 'seen-together';
  const decisions = known.map(({ decision }) => decision);
  const name = known.find((person) => person.name !== undefined)?.name;
  const voice = soundTreatmentKinds.find((kind) => known.some((person) => person.voice === kind));
  const all = known.flatMap((person) => person.tracks);
  const joined = {
    ...first,
    ...(name === undefined ? {} : { name }),
    ...(voice === undefined ? {} : { voice }),
    ...grouped(all),
    sure: known.some(({ sure }) => sure), // whom the user takes for a known person is known
    maybe: known.flatMap(({ maybe }) => maybe),
    best: known.find(({ best }) => best !== null)?.best ?? null,
  };
  const merged = withDecision(joined, decisions.includes('hide') ? 'hide' : decisions.find((each) => each !== undefined));
  state.people = [...state.people.filter((person) => !known.includes(person)), merged];
  return undefined;
}

/**
 * Makes one person of tracks that leave theirs, of whom nobody knows who it is. They stay hidden where they were, but are not shown because
 * their former person is.
 */
export function split(state: ReplayState, { tracks }: SplitPerson): Reason | undefined {
  const leaving = tracks.filter((track) => personOf(state, track) !== undefined);
  if (leaving.length < tracks.length) return 'no-such-track';
  const former = leaving.map((track) => personOf(state, track) as Identity);
  const hidden = former.some(({ decision }) => decision === 'hide');
  const bests = former.flatMap(({ best }) => best ?? []);
  const voice = soundTreatmentKinds.find((kind) => former.some((person) => person.voice === kind));
  const alone: Identity = { ...grouped(leaving), confidence: 0, sure: false, maybe: [], best: null, ...(voice === undefined ? {} : { voice }) };
  const own = { ...alone, best: bests.find((best) => isBestOf(best, tracksOf(state, alone))) ?? null };
  const stay = state.people.flatMap((person) => {
    if (!former.includes(person)) return [person];
    const rest = person.tracks.filter((track) => !leaving.includes(track));
    return rest.length === 0 ? [] : [{ ...person, ...grouped(rest) }];
  });
  state.people = [...stay, withDecision(own, hidden ? 'hide' : undefined)];
  return undefined;
}

/** Takes a track from its person; a person without tracks is gone. */
export function forgetTrack(state: ReplayState, track: number): void {
  state.people = state.people.flatMap((person) => {
    if (!person.tracks.includes(track)) return [person];
    const rest = person.tracks.filter((each) => each !== track);
    return rest.length === 0 ? [] : [{ ...person, ...grouped(rest) }];
  });
}

/** The people after all corrections, by id: who they may be is told by the tracks that people have now, and a best look that they lost is none. */
export function peopleOf(state: ReplayState): Identity[] {
  const idOf = new Map(state.people.flatMap(({ id, tracks }) => tracks.map((track) => [track, id] as const)));
  const settled = state.people.map((person): Identity => {
    const { id, maybe, best } = person;
    const others = new Set(maybe.flatMap((other) => idOf.get(other) ?? []));
    others.delete(id);
    return { ...person, maybe: [...others], best: best !== null && isBestOf(best, tracksOf(state, person)) ? best : null };
  });
  return settled.sort((a, b) => a.id - b.id);
}

function isBestOf({ frame, box }: NonNullable<Identity['best']>, tracks: readonly Track[]): boolean {
  return tracks.some(({ frames, boxes }) => {
    const sample = frame - (frames[0] ?? 0);
    return sample >= 0 && sample < frames.length && iou(boxOf(boxes, sample), box) > sameBoxIoU;
  });
}

/** Makes another of the person of a track. */
export function changePerson(state: ReplayState, track: number, make: (person: Identity) => Identity): Reason | undefined {
  const person = personOf(state, track);
  if (person === undefined) return 'no-such-track';
  state.people = state.people.map((each) => (each === person ? make(each) : each));
  return undefined;
}

function personOf(state: ReplayState, track: number): Identity | undefined {
  return state.people.find(({ tracks }) => tracks.includes(track));
}

function tracksOf(state: ReplayState, { tracks }: Identity): Track[] {
  return tracks.flatMap((id) => state.tracks.get(id) ?? []);
}

function anySeenTogether(people: readonly (readonly Track[])[]): boolean {
  return people.some((mine, index) =>
    people.slice(index + 1).some((theirs) => mine.some((a) => theirs.some((b) => seenTogether(a, b) !== undefined))),
  );
}

function grouped(tracks: readonly number[]): Pick<Identity, 'id' | 'tracks'> {
  const sorted = [...tracks].sort((a, b) => a - b);
  return { id: sorted[0] as number, tracks: sorted };
}

function withDecision({ decision: _, ...person }: Identity, decision: PersonDecision | undefined): Identity {
  return decision === undefined ? person : { ...person, decision };
}
