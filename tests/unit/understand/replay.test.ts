import { describe, expect, it } from 'vitest';
import type { Identity, Track } from '../../../src/documents/analysis.ts';
import { trackOfMask } from '../../../src/documents/corrections.ts';
import type { Correction, Corrections } from '../../../src/documents/corrections.ts';
import { replay } from '../../../src/understand/replay.ts';
import { understand } from '../../../src/understand/understand.ts';
import { observationsOf } from '../tracking/observations.ts';
import type { Look } from '../tracking/observations.ts';

const source = {
  name: '', widthPx: 640, heightPx: 480, timescale: 30, ticks: Float64Array.from({ length: 100 }, (_, index) => index), lastDurationTicks: 1, fingerprint: 'f',
};

/** A track detected on all of its frames, 100 px apart from those of other ids. */
function trackOf(id: number, firstFrame: number, lastFrame: number): Track {
  const count = lastFrame - firstFrame + 1;
  return {
    id,
    kind: 'face',
    frames: Int32Array.from({ length: count }, (_, index) => firstFrame + index),
    boxes: Float32Array.from({ length: 4 * count }, (_, at) => [100 * id, 50, 40, 60][at % 4] as number),
    scores: new Float32Array(count).fill(0.9),
    origins: new Uint8Array(count),
  };
}

/** 1 and 2 are seen together, 3 comes after both, 4 after all. */
const found = [trackOf(1, 0, 20), trackOf(2, 10, 30), trackOf(3, 40, 60), trackOf(4, 70, 80)];
const people = found.map(({ id }): Identity => ({ id, tracks: [id], confidence: 0.5, sure: true, maybe: id === 4 ? [1] : [], best: { frame: id === 3 ? 50 : 15, box: { x: 100 * id, y: 50, width: 40, height: 60 } } }));

const run = (corrections: Corrections): ReturnType<typeof replay> => replay({ source, tracks: found, identities: people }, corrections);
/** `1+3=Mina/hide` for a named, decided person of two tracks. */
const told = ({ tracks, name, decision, voice }: Identity): string => `${tracks.join('+')}${name === undefined ? '' : `=${name}`}${decision === undefined ? '' : `/${decision}`}${voice === undefined ? '' : `~${voice}`}`;
const voice = (track: number, treatment: 'none' | 'silence' | 'bleep' | 'disguise'): Correction => ({ kind: 'voice', track, treatment });
const decide = (track: number, decision: 'hide' | 'show' | 'default'): Correction => ({ kind: 'decide', track, decision });
const name = (track: number, text: string): Correction => ({ kind: 'name', track, name: text });
const merge = (...tracks: number[]): Correction => ({ kind: 'merge', tracks });
const split = (...tracks: number[]): Correction => ({ kind: 'split', tracks });

describe('replay changes people', () => {
  it.each<[string, Corrections, string]>([
    ['nothing by nothing', [], '1 2 3 4'],
    ['a decision', [decide(1, 'show'), decide(3, 'hide')], '1/show 2 3/hide 4'],
    ['the last decision counts', [decide(1, 'show'), decide(1, 'hide')], '1/hide 2 3 4'],
    ['a decision taken back', [decide(1, 'show'), decide(1, 'default')], '1 2 3 4'],
    ['a name', [name(2, ' Mina ')], '1 2=Mina 3 4'],
    ['a name taken away', [name(2, 'Mina'), name(2, ' ')], '1 2 3 4'],
    ['a merge', [merge(3, 1)], '1+3 2 4'],
    ['a merge by any track of the person, twice', [merge(1, 3), merge(3, 4), merge(1, 4)], '1+3+4 2'],
    ['a merge keeps the first name', [name(3, 'B'), name(1, 'A'), merge(1, 3)], '1+3=A 2 4'],
    ['a merge takes the only name', [name(3, 'B'), merge(1, 3)], '1+3=B 2 4'],
    ['hidden and shown merged are hidden', [decide(1, 'show'), decide(3, 'hide'), merge(1, 3)], '1+3/hide 2 4'],
    ['shown and undecided merged are shown: the user says they are one', [decide(1, 'show'), merge(3, 1)], '1+3/show 2 4'],
    ['a decision for any track of a person is for the person', [merge(1, 3), decide(3, 'show')], '1+3/show 2 4'],
    ['who leaves a shown person is not shown', [merge(1, 3, 4), decide(1, 'show'), split(4)], '1+3/show 2 4'],
    ['who leaves a hidden person stays hidden, nameless', [merge(1, 3, 4), decide(1, 'hide'), name(1, 'A'), split(3, 4)], '1=A/hide 2 3+4/hide'],
    ['the first track leaves', [merge(1, 3), name(1, 'A'), split(1)], '1 2 3=A 4'],
    ['tracks of two people leave together', [merge(1, 3), decide(2, 'hide'), split(2, 3)], '1 2+3/hide 4'],
    ['a voice, and the last word on it counts', [voice(1, 'disguise'), voice(3, 'bleep'), voice(1, 'silence')], '1~silence 2 3~bleep 4'],
    ['a voice taken back', [voice(1, 'bleep'), voice(1, 'none')], '1 2 3 4'],
    ['of two who are merged the strongest is done to both', [voice(1, 'disguise'), voice(3, 'bleep'), merge(1, 3)], '1+3~bleep 2 4'],
    ['who leaves somebody whose voice is treated is treated too', [merge(1, 3), voice(3, 'silence'), split(3)], '1~silence 2 3~silence 4'],
    ['a deleted track leaves its person', [merge(1, 3), { kind: 'delete-track', track: 1 }], '2 3 4'],
    ['a person without tracks is gone', [{ kind: 'delete-track', track: 2 }], '1 3 4'],
  ])('%s', (_, corrections, expected) => {
    const { identities, ineffective } = run(corrections);
    expect(identities.map(told).join(' ')).toBe(expected);
    expect(identities.every(({ id, tracks }) => id === tracks[0])).toBe(true);
    expect(ineffective).toEqual([]);
  });
});

describe('replay keeps what is known of people true', () => {
  const personOf = (track: number, corrections: Corrections): Identity => run(corrections).identities.find(({ tracks }) => tracks.includes(track)) as Identity;

  it('who may be somebody may be whoever has that track now, and never oneself', () => {
    expect(personOf(4, []).maybe).toEqual([1]);
    expect(personOf(4, [merge(1, 3), split(1)]).maybe).toEqual([1]);
    expect(personOf(4, [{ kind: 'delete-track', track: 1 }]).maybe).toEqual([]);
    expect(personOf(4, [merge(1, 4)]).maybe).toEqual([]);
  });

  it('nobody knows who has left a person, and each keeps a best look of their own only', () => {
    const corrections = [merge(1, 3), split(3)];
    expect(personOf(3, corrections)).toMatchObject({ sure: false, best: null });
    expect(personOf(1, corrections)).toMatchObject({ sure: true, best: { frame: 15 } });
    expect(personOf(3, [merge(3, 1), split(1)])).toMatchObject({ sure: true, best: { frame: 50 } });
  });

  it('whom the user takes for a known person is known', () => {
    const unsure = people.map((person) => ({ ...person, sure: person.id !== 3 }));
    expect(replay({ source, tracks: found, identities: unsure }, [merge(3, 1)]).identities[0]).toMatchObject({ tracks: [1, 3], sure: true });
  });
});

describe('replay tells what has no effect, and does the rest', () => {
  const draw = { kind: 'draw', mask: 1, shape: 'box', firstFrame: 5, lastFrame: 9, keyframes: [{ frame: 5, box: { x: 0, y: 0, width: 9, height: 9 } }] } as const;
  it.each<[string, Correction, string]>([
    ['a decision for nobody', decide(9, 'show'), 'no-such-track'],
    ['a name for nobody', name(9, 'A'), 'no-such-track'],
    ['a merge with nobody', merge(1, 9), 'no-such-track'],
    ['a merge of people seen together', merge(1, 2), 'seen-together'],
    ['a merge of people of whom two were seen together', merge(3, 1, 2), 'seen-together'],
    ['a split of nobody', split(9), 'no-such-track'],
    ['a mask is nobody', decide(trackOfMask(1), 'show'), 'no-such-track'],
    ['a track that is not there, deleted', { kind: 'delete-track', track: 9 }, 'no-such-track'],
    ['a track that is not there, shortened', { kind: 'shorten-track', track: 9, firstFrame: 0, lastFrame: 5 }, 'no-such-track'],
    ['a track shortened to nothing', { kind: 'shorten-track', track: 1, firstFrame: 50, lastFrame: 60 }, 'nothing-left'],
    ['a mask that is not there, followed', { kind: 'follow', mask: 7, firstFrame: 0, boxes: [0, 0, 1, 1], lost: 'nowhere' }, 'no-such-mask'],
    ['a mask that is not there, deleted', { kind: 'delete-mask', mask: 7 }, 'no-such-mask'],
    ['a mask after the end', { ...draw, mask: 2, firstFrame: 100, lastFrame: 120 }, 'outside-video'],
    ['frames after the end hidden whole', { kind: 'hide-frames-whole', firstFrame: 100, lastFrame: 120 }, 'outside-video'],
  ])('%s', (_, correction, reason) => {
    const without = run([draw, name(3, 'last')]);
    const { ineffective, ...rest } = run([draw, correction, name(3, 'last')]);
    expect(ineffective).toEqual([{ index: 1, reason }]);
    expect({ ...rest, ineffective: [] }).toEqual(without);
  });

  it('takes two boxes at one place for one person found twice', () => {
    const twice = { ...trackOf(2, 10, 30), boxes: trackOf(1, 10, 30).boxes };
    const { identities } = replay({ source, tracks: [trackOf(1, 0, 20), twice], identities: people.slice(0, 2) }, [merge(1, 2)]);
    expect(identities.map(told)).toEqual(['1+2']);
  });
});

describe('replay changes tracks', () => {
  const spansOf = (tracks: readonly Track[]): string => tracks.map(({ id, frames }) => `${id}:${frames[0]}-${frames.at(-1)}`).join(' ');
  it.each<[string, Corrections, string]>([
    ['a track deleted', [{ kind: 'delete-track', track: 2 }], '1:0-20 3:40-60 4:70-80'],
    ['a track shortened', [{ kind: 'shorten-track', track: 2, firstFrame: 15, lastFrame: 20 }], '1:0-20 2:15-20 3:40-60 4:70-80'],
    ['a track shortened to more than it is', [{ kind: 'shorten-track', track: 2, firstFrame: 25, lastFrame: 99 }], '1:0-20 2:25-30 3:40-60 4:70-80'],
  ])('%s', (_, corrections, expected) => {
    const { tracks } = run(corrections);
    expect(spansOf(tracks)).toBe(expected);
    expect(tracks.every(({ frames, boxes, scores, origins }) => boxes.length === 4 * frames.length && scores.length === frames.length && origins.length === frames.length)).toBe(true);
  });

  it('reaches the Analysis, and frames hidden whole join what is unknown', () => {
    const looks: Look[] = [[[100, 100, 60, 80, 0.9]], [[100, 100, 60, 80, 0.9]], 'unknown'];
    const analysis = understand(observationsOf(looks), [name(1, 'A'), { kind: 'hide-frames-whole', firstFrame: 0, lastFrame: 0 }, decide(7, 'show')]);
    expect(analysis.identities.map(told)).toEqual(['1=A']);
    expect(analysis.unknown).toEqual([{ firstFrame: 0, lastFrame: 0 }, { firstFrame: 2, lastFrame: 2 }]);
    expect(analysis.ineffective).toEqual([{ index: 2, reason: 'no-such-track' }]);
  });
});
