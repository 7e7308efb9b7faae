import { expect, it } from 'vitest';
import { bodiesForAll, wantedBodies } from '../../../src/documents/wanted-bodies.ts';
import type { BodyLooking, BodyNeeds } from '../../../src/documents/wanted-bodies.ts';

const head = { kind: 'everyone' } as const;
const marks = { kind: 'overlay', actions: false };

it.each<[string, BodyNeeds, BodyLooking | undefined]>([
  ['balanced: none', { quality: 'balanced', hide: head }, undefined],
  ['thorough: in every frame', { quality: 'thorough', hide: head }, { sampling: 'all' }],
  ['thorough, but not wished', { quality: 'thorough', hide: head, bodies: false }, undefined],
  ['wished', { quality: 'fast', hide: head, bodies: true }, { sampling: 'all' }],
  ['wished, in some frames', { quality: 'fast', hide: head, bodies: true, bodySampling: 'every-2', bodyScale: 0.8 }, { sampling: 'every-2', scale: 0.8 }],
  ['whole persons are hidden, whatever was wished', { quality: 'fast', hide: { kind: 'everyone', covers: 'person' }, bodies: false }, { sampling: 'all' }],
  ['eyes are hidden', { quality: 'balanced', hide: { kind: 'people', covers: 'eyes' } }, { sampling: 'all' }],
  ['drawn: as many looks as are good enough', { quality: 'balanced', hide: head, marks }, { sampling: 'auto' }],
  ['what people do is told: as many looks as are good enough', { quality: 'balanced', hide: head, actions: true }, { sampling: 'auto' }],
  ['it is told, and thorough', { quality: 'thorough', hide: head, actions: true }, { sampling: 'all' }],
  ['drawn and hidden', { quality: 'thorough', hide: head, marks }, { sampling: 'all' }],
])('%s', (_, needs, expected) => expect(wantedBodies(needs)).toEqual(expected));

it('several jobs of one analysis get what is enough for all', () => {
  const [drawn, hidden, bare] = [{ quality: 'balanced', hide: head, marks }, { quality: 'balanced', hide: { kind: 'everyone', covers: 'person' } }, { quality: 'balanced', hide: head }] as const;
  expect(bodiesForAll([bare, drawn, hidden])).toEqual({ sampling: 'all' });
  expect(bodiesForAll([bare, drawn])).toEqual({ sampling: 'auto' });
  expect(bodiesForAll([bare])).toBeUndefined();
});
