import type { Analysis } from '../documents/analysis.ts';
import { clusterPeople } from '../tracking/cluster.ts';
import { looksOfPeople } from './match-people.ts';

/** A person of one of several videos, by the video's place in the list and the identity's id. */
export interface PersonOfVideo {
  readonly video: number;
  readonly id: number;
}

/**
 * Who is the same in several videos of a project: groups of people, each of one person, alone where they are in one video only. Two people of one
 * video are never one (there they were told apart); who is unsure is nobody's double. The same clustering, thresholds and margin as within a video.
 */
export function peopleAcross(analyses: readonly Pick<Analysis, 'identities' | 'looks'>[]): PersonOfVideo[][] {
  const people = analyses.flatMap((analysis, video) =>
    [...looksOfPeople(analysis)].filter(([{ sure }]) => sure).map(([{ id }, looks]) => ({ video, id, looks })),
  );
  const groups = clusterPeople(people.map(({ looks }) => looks), (a, b) => people[a]?.video === people[b]?.video);
  return groups.map(({ members }) => members.map((member) => people[member] as PersonOfVideo).map(({ video, id }) => ({ video, id })));
}
