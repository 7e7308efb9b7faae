import type { KnownPeople, SeenElsewhere } from '../documents/people-elsewhere.ts';
import { clusterPeople } from '../tracking/cluster.ts';
import { differentMin, ownDistance } from '../tracking/looks.ts';
import { looksOfPeople } from './match-people.ts';

/** A person of one of several videos, by the video's place in the list and the identity's id. */
export interface PersonOfVideo {
  readonly video: number;
  readonly id: number;
}

/**
 * Who is the same in several videos: groups of people, each of one person, alone where they are in one video only. Two people of one video are never
 * one (there they were told apart); who is unsure is nobody's double, nor is whose looks differ too much for one person, as where the user made one of two.
 * The same clustering, thresholds and margin as within a video.
 */
export function peopleAcross(videos: readonly KnownPeople[]): PersonOfVideo[][] {
  const people = videos.flatMap((known, video) =>
    [...looksOfPeople(known)].filter(([{ sure }, looks]) => sure && ownDistance(looks) < differentMin).map(([{ id }, looks]) => ({ video, id, looks })),
  );
  const groups = clusterPeople(people.map(({ looks }) => looks), (a, b) => people[a]?.video === people[b]?.video);
  return groups.map(({ members }) => members.map((member) => people[member] as PersonOfVideo).map(({ video, id }) => ({ video, id })));
}

/** Who of one video is surely in others, too, with the user's words on them there: in the order of the other videos. */
export function seenElsewhere(own: KnownPeople, others: readonly KnownPeople[]): SeenElsewhere[] {
  return peopleAcross([own, ...others]).flatMap((group) => {
    const mine = group.find(({ video }) => video === 0);
    if (mine === undefined) return [];
    return group.flatMap(({ video, id }): SeenElsewhere[] => {
      const theirs = others[video - 1]?.identities.find((identity) => identity.id === id);
      if (theirs === undefined) return [];
      const { name, decision } = theirs;
      return [{ person: mine.id, video: video - 1, ...(name === undefined ? {} : { name }), ...(decision === undefined ? {} : { decision }) }];
    });
  });
}
