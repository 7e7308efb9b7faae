import { describe, expect, it } from 'vitest';
import type { Analysis, Identity, IdentityRisk } from '../../../src/documents/analysis.ts';
import type { Corrections } from '../../../src/documents/corrections.ts';
import type { ReviewQueue } from '../../../src/documents/risks.ts';
import { reviewQueue } from '../../../src/understand/risks.ts';
import { understand } from '../../../src/understand/understand.ts';
import { observationsOf } from '../tracking/observations.ts';
import type { Face, Look } from '../tracking/observations.ts';

const face: Face = [600, 300, 60, 80, 0.9];
const weak: Face = [600, 300, 60, 80, 0.3];
const other: Face = [200, 300, 60, 80, 0.9];
const atBorder: Face = [2, 300, 60, 80, 0.9];
const none: readonly Face[] = [];
const times = (count: number, look: Look): Look[] => Array.from({ length: count }, () => look);

/** Recognition is none of this file's business: everybody is sure unless said. */
const known = (identity: Identity): Identity => ({ ...identity, sure: true, confidence: 0.9 });

function queueOf(looks: readonly Look[], corrections: Corrections = [], change: (analysis: Analysis) => Partial<Analysis> = () => ({})): ReviewQueue {
  const observations = observationsOf(looks);
  const analysis = understand(observations, corrections);
  return reviewQueue(observations, { ...analysis, identities: analysis.identities.map(known), ...change(analysis) }, corrections);
}
/** `kind:first-last@frame` of each. */
const told = ({ items }: ReviewQueue): string => items.map(({ kind, firstFrame, lastFrame, frame }) => `${kind}:${firstFrame}-${lastFrame}@${frame}`).join(' ');

describe('worth a look', () => {
  it.each<[string, Look[], string]>([
    ['nothing where nothing is', times(60, none), ''],
    ['nothing where a face is seen for sure from beginning to end', times(60, [face]), ''],
    ['a long gap', [...times(20, [face]), ...times(15, none), ...times(20, [face])], 'gap:20-34@27'],
    ['no short gap', [...times(20, [face]), ...times(4, none), ...times(20, [face])], ''],
    ['a while of low scores', [...times(20, [face]), ...times(10, [weak]), ...times(20, [face])], 'low-score:20-29@20'],
    ['no two low scores', [...times(20, [face]), ...times(2, [weak]), ...times(20, [face])], ''],
    ['where a face goes in the middle of the picture', [...times(30, [face]), ...times(60, none)], 'ends:29-29@29'],
    ['where a face comes in the middle of the picture', [...times(60, none), ...times(30, [face])], 'starts:60-60@60'],
    ['not where a face leaves at the border', [...times(30, [atBorder]), ...times(60, none)], ''],
    ['a face seen once', [...times(30, none), [face], ...times(30, none)], 'seen-once:30-30@30'],
    ['frames of which nothing is known', [...times(5, none), 'unknown', 'missing', ...times(5, none)], 'unknown:5-6@5'],
    ['not the skipped frames of the fast quality', [[face], ...times(4, 'skipped'), [face], ...times(4, 'skipped'), [face]], ''],
  ])('%s', (_, looks, expected) => expect(told(queueOf(looks))).toBe(expected));

  it('no face seen once in a photo', () => expect(told(queueOf([[face]]))).toBe(''));

  it('the riskiest first: a face that is gone, then one seen once, then frames that are hidden anyway', () => {
    const looks = [...times(5, 'unknown' as const), ...times(30, [face]), ...times(60, none), [other] as Look, ...times(40, none)];
    expect(queueOf(looks).items.map(({ kind }) => kind)).toEqual(['ends', 'starts', 'seen-once', 'unknown']);
  });

  it('less where all faces go at once: there the scene was cut', () => {
    const alone = queueOf([...times(30, [face]), ...times(60, none)]).items[0]?.severity as number;
    const { items } = queueOf([...times(30, [face, other]), ...times(60, none)]);
    expect(items.map(({ kind }) => kind)).toEqual(['ends', 'ends']);
    expect(items.every(({ severity }) => severity < alone / 2)).toBe(true);
  });

  it.each<[string, Look[]]>([
    ['one face goes and another comes elsewhere', [...times(30, [face]), ...times(30, [other])]],
    ['one goes and two come', [...times(30, [[900, 100, 60, 80, 0.9]]), ...times(30, [face, other])]],
  ])('less at a cut where %s', (_, looks) => {
    const { items } = queueOf(looks);
    expect(items.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['ends', 'starts']));
    expect(items.every(({ severity }) => severity < 0.2)).toBe(true);
  });

  it('as much as ever where somebody stays: that is no cut', () => {
    const stays: Face = [950, 500, 60, 80, 0.9];
    const { items } = queueOf([...times(30, [face, stays]), ...times(30, [other, stays])]);
    expect(items.map(({ kind, severity }) => [kind, severity])).toEqual([['ends', 0.6], ['starts', 0.5]]);
  });

  it('a place to look at, with the track', () => {
    const [item] = queueOf([...times(30, [face]), ...times(60, none)]).items;
    expect(item).toMatchObject({ key: 'ends:1:29', track: 1 });
    expect(item?.box?.x).toBeCloseTo(600);
  });
});

describe('doubts about people', () => {
  const looks = times(60, [face]);
  const person = (change: Partial<Identity>) => (analysis: Analysis): Partial<Analysis> => ({ identities: analysis.identities.map((each) => ({ ...known(each), ...change })) });
  it.each<[string, Partial<Identity>, string[]]>([
    ['nobody knows who this is', { sure: false }, ['unsure:1']],
    ['a small margin', { confidence: 0.2 }, ['close-call:1']],
    ['nobody knows, but the user hides them', { sure: false, decision: 'hide' }, []],
    ['nobody knows, and the user shows them', { sure: false, decision: 'show' }, ['unsure:1']],
  ])('%s', (_, change, keys) => expect(queueOf(looks, [], person(change)).items.map(({ key }) => key)).toEqual(keys));

  it('who is shown without being known comes before all else', () => {
    const gone = [...times(30, [face]), ...times(60, none)];
    expect(queueOf(gone, [], person({ sure: false, decision: 'show' })).items[0]?.kind).toBe('unsure');
    expect(queueOf(gone, [], person({ sure: false })).items[0]?.kind).toBe('ends');
  });

  it('the best look is where to look', () => {
    expect(queueOf(looks, [], person({ sure: false, best: { frame: 33, box: { x: 600, y: 300, width: 60, height: 80 } } })).items[0]?.frame).toBe(33);
  });

  it('where two people may have been taken for each other', () => {
    const recognition = { embedded: 0, trackFrames: 0, cuts: 0, risks: [{ kind: 'crossing' as const, tracks: [1, 2], firstFrame: 10, lastFrame: 14 }] };
    const { items } = queueOf(times(60, [face, other]), [], () => ({ recognition }));
    expect(items).toMatchObject([{ key: 'swap:crossing:1+2:10', kind: 'swap', firstFrame: 10, lastFrame: 14, frame: 12 }]);
  });
});

describe('what is one moment', () => {
  const crossing = (first: number, second: number, firstFrame: number, lastFrame: number): IdentityRisk => ({ kind: 'crossing', tracks: [first, second], firstFrame, lastFrame });
  const swapsOf = (...risks: IdentityRisk[]): string => {
    const { items } = queueOf(times(200, [face, other, [950, 500, 60, 80, 0.9]]), [], () => ({ recognition: { embedded: 0, trackFrames: 0, cuts: 0, risks } }));
    return items.map(({ kind, firstFrame, lastFrame }) => `${kind}:${firstFrame}-${lastFrame}`).sort().join(' ');
  };
  it.each<[string, IdentityRisk[], string]>([
    ['three people who pass each other are', [crossing(1, 2, 10, 20), crossing(2, 3, 15, 30), crossing(1, 3, 25, 40)], 'swap:10-40'],
    ['one after the other is not', [crossing(1, 2, 10, 20), crossing(1, 2, 30, 40)], 'swap:10-20 swap:30-40'],
    ['two pairs at the same time are not', [crossing(1, 2, 10, 20), crossing(3, 4, 10, 20)], 'swap:10-20 swap:10-20'],
    ['more than two seconds is not', [crossing(1, 2, 10, 60), crossing(1, 3, 55, 90)], 'swap:10-60 swap:55-90'],
  ])('%s', (_, risks, expected) => expect(swapsOf(...risks)).toBe(expected));

  const brief = [...times(40, none), ...times(8, [weak]), [face] as Look, ...times(60, none)];
  const unsure = (change: Partial<Identity>) => (analysis: Analysis): Partial<Analysis> => ({ identities: analysis.identities.map((each) => ({ ...each, sure: false, ...change })) });
  const kinds = (queue: ReviewQueue): string[] => queue.items.map(({ kind }) => kind).sort();
  it('a face seen briefly is no doubt of its own while it is hidden; where it comes and goes are looked at', () => {
    expect(kinds(queueOf(brief, [], unsure({})))).toEqual(['ends', 'starts']);
    expect(kinds(queueOf(brief, [], unsure({ decision: 'show' })))).toEqual(['ends', 'starts', 'unsure']);
  });

  it('a doubt that nothing else tells of stays, however brief', () => {
    expect(kinds(queueOf(times(8, [face]), [], unsure({})))).toEqual(['unsure']);
    expect(kinds(queueOf(times(8, [[2, 300, 60, 80, 0.9]]), [], unsure({})))).toEqual(['unsure']);
  });
});

describe('what the user said', () => {
  const looks = [...times(30, [face]), ...times(60, none), [other] as Look, ...times(40, none)];
  it('stays with its item, the last word counts, and how many are left is counted', () => {
    const corrections: Corrections = [
      { kind: 'review', item: 'ends:1:29', verdict: 'skipped' },
      { kind: 'review', item: 'ends:1:29', verdict: 'accepted', by: 'Mina' },
      { kind: 'review', item: 'gone:9:9', verdict: 'accepted' },
    ];
    const before = queueOf(looks);
    const after = queueOf(looks, corrections);
    expect([before.open, after.open]).toEqual([2, 1]);
    expect(after.items.map(({ key }) => key)).toEqual(before.items.map(({ key }) => key));
    expect(after.items[0]).toMatchObject({ verdict: 'accepted', by: 'Mina' });
  });

  it('an item that is hidden whole now is gone, one of which a frame is left is not', () => {
    expect(told(queueOf(looks, [{ kind: 'hide-frames-whole', firstFrame: 29, lastFrame: 29 }]))).toBe('seen-once:90-90@90');
    const gap = [...times(20, [face]), ...times(15, none), ...times(20, [face])];
    expect(told(queueOf(gap, [{ kind: 'hide-frames-whole', firstFrame: 21, lastFrame: 40 }]))).toBe('gap:20-34@27');
  });

  it('keys of unknown frames stay when the user hides frames beside them', () => {
    const doubtful = [...times(5, none), 'unknown' as const, ...times(5, none)];
    const keys = (corrections: Corrections): string[] => queueOf(doubtful, corrections).items.map(({ key }) => key);
    expect(keys([{ kind: 'hide-frames-whole', firstFrame: 3, lastFrame: 4 }])).toEqual(keys([]));
  });

  it('a track that the user deleted is worth no look', () => {
    expect(told(queueOf(looks, [{ kind: 'delete-track', track: 1 }]))).toBe('seen-once:90-90@90');
  });
});
