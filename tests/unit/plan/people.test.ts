import { describe, expect, it } from 'vitest';
import type { Analysis, Identity, Track } from '../../../src/documents/analysis.ts';
import type { HidePeople } from '../../../src/documents/intent.ts';
import { plan } from '../../../src/plan/plan.ts';

const track = (id: number): Track => ({
  id,
  kind: 'face',
  frames: Int32Array.of(0),
  boxes: Float32Array.of(100 * id, 100, 60, 80),
  scores: Float32Array.of(0.9),
  origins: Uint8Array.of(0),
});

const identity = (id: number, more: Partial<Identity> = {}): Identity => ({ id, tracks: [id], confidence: 1, sure: true, maybe: [], best: null, ...more });

function analysisOf(identities: readonly Identity[]): Analysis {
  return {
    source: { name: '', widthPx: 1280, heightPx: 720, timescale: 30, ticks: Float64Array.of(0), lastDurationTicks: 1, fingerprint: 'f' },
    tracks: [1, 2, 3, 4].map(track),
    identities,
    recognition: { embedded: 0, trackFrames: 0, risks: [], cuts: 0 },
    speech: [],
    speechUnknown: [],
    actions: [],
    unknown: [],
    runs: [],
    ineffective: [],
  };
}

const three = [identity(1, { tracks: [1, 3] }), identity(2), identity(4)];

describe('people: who is hidden', () => {
  it.each<[string, readonly Identity[], Partial<HidePeople>, number[]]>([
    ['nobody is named', three, {}, [1, 2, 3, 4]],
    ['one is kept: the others are hidden', three, { keep: [1] }, [2, 4]],
    ['one is kept by any of their tracks', three, { keep: [3] }, [2, 4]],
    ['all are kept', three, { keep: [1, 2, 4] }, []],
    ['one is hidden, others shown', three, { others: 'show', hide: [3] }, [1, 3]],
    ['somebody is kept and hidden: hidden', three, { keep: [1], hide: [3] }, [1, 2, 3, 4]],
    ['an id of nobody is kept', three, { keep: [77] }, [1, 2, 3, 4]],
    ['others are shown, but one is unsure', [three[0]!, identity(2, { sure: false }), three[2]!], { others: 'show' }, [2]],
    ['an unsure person is kept by name', [three[0]!, identity(2, { sure: false }), three[2]!], { keep: [2] }, [1, 2, 3, 4]],
    ['somebody may be the one to hide', [three[0]!, identity(2, { maybe: [1] }), three[2]!], { others: 'show', hide: [1] }, [1, 2, 3]],
    ['the same, said by the other', [identity(1, { tracks: [1, 3], maybe: [2] }), identity(2), three[2]!], { others: 'show', hide: [1] }, [1, 2, 3]],
    ['somebody may be the one to hide, and is kept by name', [three[0]!, identity(2, { maybe: [1] }), three[2]!], { others: 'show', keep: [2], hide: [1] }, [1, 3]],
    ['somebody is kept and the user hides them', [identity(1, { tracks: [1, 3], decision: 'hide' }), identity(2), identity(4)], { keep: [1, 2] }, [1, 3, 4]],
    ['somebody is not kept and the user shows them', [identity(1, { tracks: [1, 3], decision: 'show' }), identity(2), identity(4)], {}, [2, 4]],
    ['an unsure person whom the user knows', [three[0]!, identity(2, { sure: false, decision: 'show' }), three[2]!], {}, [1, 3, 4]],
    ['somebody may be one whom the user hides', [identity(1, { tracks: [1, 3], decision: 'hide' }), identity(2, { maybe: [1] }), three[2]!], { others: 'show' }, [1, 2, 3]],
    ['a track of no person', [three[0]!, three[2]!], { others: 'show' }, [2]],
    ['a track that a kept and a hidden person claim', [identity(1, { tracks: [1, 2] }), identity(2), identity(4)], { keep: [1] }, [2, 3, 4]],
  ])('%s', (_, identities, choice, hidden) => {
    const hide: HidePeople = { kind: 'people', others: 'hide', keep: [], hide: [], shape: 'ellipse', scale: 1, fill: { kind: 'erase' }, ...choice };
    expect(plan(analysisOf(identities), { hide }).masks.map((mask) => mask.track)).toEqual(hidden);
  });

  it('masks are as large as those of everyone', () => {
    const look = { shape: 'ellipse', scale: 1.5, fill: { kind: 'solid', color: '#000000' } } as const;
    const everyone = plan(analysisOf(three), { hide: { kind: 'everyone', ...look } }).masks;
    expect(plan(analysisOf(three), { hide: { kind: 'people', others: 'hide', keep: [], hide: [], ...look } }).masks).toEqual(everyone);
  });
});
