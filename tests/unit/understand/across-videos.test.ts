import { describe, expect, it } from 'vitest';
import type { Identity, TrackLooks } from '../../../src/documents/analysis.ts';
import type { KnownPeople } from '../../../src/documents/people-elsewhere.ts';
import { peopleAcross, seenElsewhere } from '../../../src/understand/across-videos.ts';
import { between, looksAs, vectorOfPerson } from '../tracking/made-up-looks.ts';

type Seen = readonly [id: number, vectors: readonly Float32Array[], more?: Partial<Identity>];

/** A video of people with one track each. */
function video(...people: readonly Seen[]): KnownPeople {
  return {
    identities: people.map(([id, , more]): Identity => ({ id, tracks: [id], confidence: 0.9, sure: true, maybe: [], best: null, ...more })),
    looks: people.filter(([, vectors]) => vectors.length > 0).map(([track, vectors]): TrackLooks => ({ track, ...looksAs(...vectors) })),
  };
}

/** Two looks at a person as far apart as looks at one face are in real clips (.39 ± .07). */
const mina = [vectorOfPerson(0, 0.15), vectorOfPerson(0, -0.15)];
const minaAgain = [vectorOfPerson(0, 0.25)];
const jun = [vectorOfPerson(1)];

describe('peopleAcross', () => {
  it.each<[what: string, videos: readonly KnownPeople[], groups: readonly string[]]>([
    ['one person in two videos', [video([3, mina]), video([8, minaAgain])], ['0:3 1:8']],
    ['of two people each with their own', [video([1, mina], [2, jun]), video([5, jun], [6, minaAgain])], ['0:1 1:6', '0:2 1:5']],
    ['strangers', [video([1, mina]), video([1, jun])], ['0:1', '1:1']],
    ['who is unsure as nobody\'s double', [video([1, mina]), video([1, minaAgain, { sure: false }])], ['0:1']],
    ['who was never looked at closely with nobody', [video([1, mina]), video([1, []])], ['0:1', '1:1']],
    ['two of one video, who were told apart there, never as one', [video([1, mina], [2, minaAgain])], ['0:1', '0:2']],
    ['who is about as near to two people of a video as nobody\'s double', [video([1, [vectorOfPerson(0)]], [2, [between(0, 1, 0.6)]]), video([7, [between(0, 1, 0.3)]])], ['0:1', '0:2', '1:7']],
    ['somebody whom the user made of two people as nobody\'s double', [video([1, [vectorOfPerson(0), vectorOfPerson(2)]]), video([7, [between(0, 2, 0.5)]])], ['1:7']],
    ['three videos of one person', [video([1, mina]), video([2, jun], [4, minaAgain]), video([9, [vectorOfPerson(0, -0.2)]])], ['0:1 1:4 2:9', '1:2']],
    ['no video', [], []],
  ])('groups %s', (_, videos, groups) => {
    const found = peopleAcross(videos).map((group) => group.map(({ video: at, id }) => `${at}:${id}`).sort().join(' '));
    expect(found.sort()).toEqual([...groups].sort());
  });
});

describe('seenElsewhere', () => {
  const own = video([1, mina, { name: 'mine' }], [2, jun]);

  it('says where somebody is, too, and what the user said of them there', () => {
    const others = [video([5, minaAgain, { name: 'Mina', decision: 'show' }]), video([3, jun, { decision: 'hide' }], [4, minaAgain])];
    expect(seenElsewhere(own, others)).toEqual(
      expect.arrayContaining([{ person: 1, video: 0, name: 'Mina', decision: 'show' }, { person: 1, video: 1 }, { person: 2, video: 1, decision: 'hide' }]),
    );
    expect(seenElsewhere(own, others)).toHaveLength(3);
  });

  it.each<[what: string, others: readonly KnownPeople[]]>([
    ['no other video', []],
    ['strangers', [video([1, [vectorOfPerson(3)], { decision: 'show' }])]],
    ['somebody unsure', [video([1, minaAgain, { sure: false, decision: 'show' }])]],
    ['people of other videos who are one among themselves', [video([1, [vectorOfPerson(4)]]), video([1, [vectorOfPerson(4)]])]],
  ])('has nothing to say of %s', (_, others) => {
    expect(seenElsewhere(own, others)).toEqual([]);
  });
});
