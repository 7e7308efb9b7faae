import { describe, expect, it } from 'vitest';
import type { Identity, Track } from '../../../src/documents/analysis.ts';
import type { HidePeople } from '../../../src/documents/intent.ts';
import { analysisOf, identityOf, planAt, trackOf } from './hand-made.ts';

const hide: HidePeople = { kind: 'people', covers: 'person', others: 'hide', keep: [], hide: [], shape: 'ellipse', scale: 1, fill: { kind: 'erase' } };
const face = (id: number): Track => trackOf(id, 'face', [[100 * id, 100, 40, 44]], { scores: Float32Array.of(0.95) });
const body = (id: number, faces?: number[]): Track => trackOf(id, 'person', [[100 * id, 100, 80, 300]], faces === undefined ? {} : { faces });
const head = (id: number, faces?: number[]): Track => trackOf(id, 'head', [[100 * id, 100, 40, 50]], faces === undefined ? {} : { faces });

const hiddenOf = (tracks: readonly Track[], choice: Partial<HidePeople>, identities?: readonly Identity[]): number[] => [
  ...new Set(planAt(analysisOf(tracks, 1, identities === undefined ? undefined : [...identities]), { ...hide, ...choice }).masks.map(({ track }) => track)),
];

describe('whose a body is', () => {
  const two = [face(1), face(2)];
  it.each<[string, readonly Track[], Partial<HidePeople>, readonly Identity[] | undefined, number[]]>([
    ['of nobody who is kept', [...two, body(5, [1])], {}, undefined, [1, 2, 5]],
    ['of somebody kept', [...two, body(5, [1])], { keep: [1] }, undefined, [2]],
    ['of somebody kept and somebody hidden', [...two, body(5, [1, 2])], { keep: [1] }, undefined, [2, 5]],
    ['without a face', [...two, body(5), head(6)], { keep: [1, 2] }, undefined, [5, 6]],
    ['without a face, where others are shown', [...two, body(5), head(6, [])], { others: 'show' }, undefined, [5, 6]],
    ['a head of somebody kept', [...two, head(6, [1])], { keep: [1] }, undefined, [2]],
    ['a face that is nobody', [face(1), face(2), body(5, [2])], { others: 'show' }, [identityOf(1)], [2, 5]],
    ['claimed by a person who is kept, its face hidden', [...two, body(5, [2])], { keep: [1] }, [identityOf(1, { tracks: [1, 5] }), identityOf(2)], [2, 5]],
    ['claimed by a person who is hidden, its face kept', [...two, body(5, [1])], { keep: [1] }, [identityOf(1), identityOf(2, { tracks: [2, 5] })], [2, 5]],
    ['without a face, and the user shows it', [...two, body(5)], { keep: [1, 2] }, [identityOf(1), identityOf(2), identityOf(5, { sure: false, decision: 'show' })], []],
    ['of somebody whom the user hides', [...two, body(5, [1])], { keep: [1, 2] }, [identityOf(1, { decision: 'hide' }), identityOf(2)], [1, 5]],
  ])('%s', (_, tracks, choice, identities, hidden) => expect(hiddenOf(tracks, choice, identities)).toEqual(hidden));
});

describe('beside somebody who may be seen', () => {
  const kept = trackOf(1, 'face', [[200, 100, 40, 44]], { scores: Float32Array.of(0.95) });
  it('a body covers a kept face, also where it is only guessed', () => {
    const guessed = trackOf(5, 'person', [[150, 80, 120, 300]], { origins: Uint8Array.of(1), scores: Float32Array.of(0) });
    expect(planAt(analysisOf([kept, guessed], 1), { ...hide, keep: [1] }).masks).toMatchObject([{ track: 5, shape: 'box' }]);
  });

  it('a band over guessed eyes yields as a head does, and covers all around the face that is seen', () => {
    const guessed = trackOf(2, 'face', [[210, 100, 40, 44]], { origins: Uint8Array.of(1), scores: Float32Array.of(0), eyes: Float32Array.of(221, 120, 239, 120) });
    const { masks } = planAt(analysisOf([kept, guessed], 1), { ...hide, covers: 'eyes', keep: [1] });
    expect(masks.map(({ track, shape, polygon }) => [track, shape, polygon])).toEqual([[2, 'box', undefined]]);
    expect(masks[0]?.box.x).toBe(240);
  });

  it('a band keeps its way to the frame on which it yields', () => {
    const eyes = [221, 120, 239, 120];
    const boxes = [[210, 100, 40, 44], [250, 100, 40, 44]];
    const moving = [...eyes, 261, 120, 279, 120];
    const origins = Uint8Array.of(0, 1);
    const scores = Float32Array.of(0.9, 0);
    const beside = trackOf(1, 'face', [[265, 100, 40, 44]], { scores: Float32Array.of(0.95) }, 1);
    const band = (others: Track[]): number | undefined =>
      planAt(analysisOf([...others, trackOf(2, 'face', boxes, { origins, scores, eyes: Float32Array.from(moving) })], 2), { ...hide, covers: 'eyes', keep: [1] }).masks[0]?.polygon?.growPx;
    expect(band([beside])).toBeGreaterThan(20);
    expect(band([beside])).toBeCloseTo(band([]) as number, 4);
  });
});
