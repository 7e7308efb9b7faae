import { describe, expect, it } from 'vitest';
import type { Identity, Track } from '../../../src/documents/analysis.ts';
import { foundDigest } from '../../../src/understand/found-digest.ts';
import { find, understand, withCorrections } from '../../../src/understand/understand.ts';
import { observationsOf } from '../tracking/observations.ts';
import type { Look } from '../tracking/observations.ts';

const looks: Look[] = Array.from({ length: 40 }, (_, frame) => [[100 + frame, 300, 60, 80, 0.9], [800, 100, 50, 60, 0.8]]);
const observations = observationsOf(looks);
const found = find(observations);
const [one, two] = found.tracks as [Track, Track];
const [person, other] = found.identities as [Identity, Identity];

/** A track with its box at a sample moved to the right. */
function moved(track: Track, sample: number, byPx: number): Track {
  const boxes = track.boxes.slice();
  boxes[4 * sample] = (boxes[4 * sample] as number) + byPx;
  return { ...track, boxes };
}

describe('the digest of what was found', () => {
  const digest = foundDigest(found);

  it('is the same for the same observations, whatever is corrected', () => {
    expect(digest).toMatch(/^[0-9a-f]{8}$/);
    expect(foundDigest(find(observationsOf(looks)))).toBe(digest);
    withCorrections(observations, found, [{ kind: 'merge', tracks: [1, 2] }, { kind: 'delete-track', track: 1 }]);
    expect(foundDigest(found)).toBe(digest);
  });

  it.each<[string, Pick<typeof found, 'tracks' | 'identities'>]>([
    ['the numbers of two tracks are exchanged', { ...found, tracks: [{ ...two, id: one.id }, { ...one, id: two.id }] }],
    ['a track is missing', { ...found, tracks: [one] }],
    ['a track begins later', { ...found, tracks: [{ ...one, frames: one.frames.map((frame) => frame + 1) }, two] }],
    ['a track begins elsewhere', { ...found, tracks: [moved(one, 0, 2), two] }],
    ['a track is elsewhere in its middle', { ...found, tracks: [moved(one, (one.frames.length - 1) >> 1, 2), two] }],
    ['a track ends elsewhere', { ...found, tracks: [moved(one, one.frames.length - 1, 2), two] }],
    ['two tracks are taken for one person', { ...found, identities: [{ ...person, tracks: [1, 2] }] }],
    ['nobody is sure of a person any more', { ...found, identities: [{ ...person, sure: !person.sure }, other] }],
    ['nothing was found', { tracks: [], identities: [] }],
  ])('is another when %s', (_, changed) => expect(foundDigest(changed)).not.toBe(digest));

  it.each<[string, Pick<typeof found, 'tracks' | 'identities'>]>([
    ['a box is a little elsewhere', { ...found, tracks: [moved(one, 0, 0.01), two] }],
    ['the scores are others', { ...found, tracks: [{ ...one, scores: one.scores.map((score) => score / 2) }, two] }],
  ])('is the same when %s', (_, changed) => expect(foundDigest(changed)).toBe(digest));
});

it('what was found once takes any corrections, as if all was done anew', () => {
  const corrections = [{ kind: 'decide', track: 2, decision: 'show' }, { kind: 'hide-frames-whole', firstFrame: 3, lastFrame: 4 }] as const;
  expect(withCorrections(observations, found, corrections)).toEqual(understand(observations, corrections));
  expect(withCorrections(observations, found, [])).toEqual(understand(observations, []));
});
