import { describe, expect, it } from 'vitest';
import type { Correction, Corrections } from '../../../src/documents/corrections.ts';
import { trackOfMask } from '../../../src/documents/corrections.ts';
import type { PlannedMask } from '../../../src/documents/edit.ts';
import { FramePlanner } from '../../../src/plan/frame-plan.ts';
import { hiddenTracks } from '../../../src/plan/hide/hidden-tracks.ts';
import { plan } from '../../../src/plan/plan.ts';
import { understand } from '../../../src/understand/understand.ts';
import { observationsOf } from '../tracking/observations.ts';
import type { Face, Look } from '../tracking/observations.ts';

const hide = { kind: 'everyone', shape: 'ellipse', scale: 2, fill: { kind: 'erase' } } as const;
const left: Face = [200, 300, 60, 80, 0.9];
const right: Face = [800, 300, 60, 80, 0.9];
const looks: Look[] = Array.from({ length: 5 }, () => [left, right]);

function masksAt(frame: number, corrections: Corrections): readonly PlannedMask[] {
  return new FramePlanner(plan(understand(observationsOf(looks), corrections), { hide })).at(frame).masks;
}
const decide = (track: number, decision: 'hide' | 'show' | 'default'): Correction => ({ kind: 'decide', track, decision });
const box = { x: 100, y: 50, width: 80, height: 20 };
const plate: Correction = { kind: 'draw', mask: 1, shape: 'box', firstFrame: 1, lastFrame: 3, fill: { kind: 'solid', color: '#102030' }, keyframes: [{ frame: 1, box }] };

describe('who is hidden', () => {
  it.each<[string, Corrections, number[]]>([
    ['everyone', [], [1, 2]],
    ['not who is shown', [decide(1, 'show')], [2]],
    ['who is hidden again', [decide(1, 'show'), decide(1, 'hide')], [1, 2]],
    ['who is left to the default again', [decide(1, 'show'), decide(1, 'default')], [1, 2]],
    ['nobody when all are shown', [decide(1, 'show'), decide(2, 'show')], []],
    ['a drawn mask, whoever is shown', [decide(1, 'show'), decide(2, 'show'), plate], [trackOfMask(1)]],
  ])('%s', (_, corrections, expected) => expect(masksAt(2, corrections).map(({ track }) => track)).toEqual(expected));

  it('a track that is nobody is hidden, and a decision counts before the default', () => {
    const analysis = understand(observationsOf(looks), [decide(2, 'hide')]);
    const ids = (identities: typeof analysis.identities): number[] => hiddenTracks({ ...analysis, identities }, () => true).map(({ id }) => id);
    expect(ids(analysis.identities)).toEqual([2]);
    expect(ids([])).toEqual([1, 2]);
  });
});

describe('a drawn mask', () => {
  it('is what was drawn, however large the heads are, with its own fill', () => {
    const mask = masksAt(2, [plate]).find(({ track }) => track === trackOfMask(1));
    expect(mask).toMatchObject({ shape: 'box', fill: { kind: 'solid', color: '#102030' } });
    expect(Object.values(mask?.box ?? {}).map(Math.round)).toEqual(Object.values(box));
  });

  it('takes the fill of the Intent when it has none, and stands on its range only', () => {
    const { fill: _, ...bare } = plate as Extract<Correction, { kind: 'draw' }>;
    expect(masksAt(1, [bare as Correction]).at(-1)?.fill).toEqual({ kind: 'erase' });
    expect([0, 1, 3, 4].map((frame) => masksAt(frame, [plate]).length)).toEqual([2, 3, 3, 2]);
  });

  it('covers half of its way to the frames beside it', () => {
    const moving: Correction = { ...plate, keyframes: [{ frame: 1, box }, { frame: 3, box: { ...box, x: 140 } }] };
    expect(Math.round(masksAt(2, [moving]).at(-1)?.box.width ?? 0)).toBe(100); // 20 px a frame, half of it on either side
    const polygon: Correction = {
      kind: 'draw', mask: 1, shape: 'polygon', firstFrame: 1, lastFrame: 3,
      keyframes: [{ frame: 1, points: [0, 0, 50, 0, 0, 50] }, { frame: 3, points: [40, 0, 90, 0, 40, 50] }],
    };
    const planned = masksAt(2, [polygon]).at(-1)?.polygon;
    expect([...(planned?.points ?? [])].map((value) => 0 + Math.round(value))).toEqual([20, 0, 70, 0, 20, 50]);
    expect(planned?.growPx).toBeCloseTo(10);
  });

  it('hides its frame whole when a corner is nowhere', () => {
    const polygon: Correction = { kind: 'draw', mask: 1, shape: 'polygon', firstFrame: 0, lastFrame: 3, keyframes: [{ frame: 0, points: [0, 0, 50, 0, 0, 50] }] };
    const edit = plan(understand(observationsOf(looks), [polygon]), { hide });
    edit.masks.at(-1)?.points?.fill(NaN, 6, 7);
    expect([0, 1, 2, 3].map((frame) => new FramePlanner(edit).at(frame).hideWhole)).toEqual([true, true, true, false]);
  });
});
