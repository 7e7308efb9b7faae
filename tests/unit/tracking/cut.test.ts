import { describe, expect, it } from 'vitest';
import { embeddingLength } from '../../../src/documents/embeddings.ts';
import type { EmbeddingColumns } from '../../../src/documents/embeddings.ts';
import { cutAtWeakLinks } from '../../../src/tracking/cut.ts';
import { frameClock } from '../../../src/tracking/tracklet.ts';
import type { Tracklet } from '../../../src/tracking/tracklet.ts';
import { weakLinks } from '../../../src/tracking/weak-links.ts';
import { between, vectorOfPerson } from './made-up-looks.ts';

const clock = frameClock(Float64Array.from({ length: 200 }, (_, frame) => frame), 30);

/** A face of 60 px at the given frames and places. */
function trackletAt(samples: readonly (readonly [frame: number, x: number, size?: number])[]): Tracklet {
  return {
    frames: Int32Array.from(samples, ([frame]) => frame),
    boxes: Float32Array.from(samples.flatMap(([, x, size = 60]) => [x, 100, size, size])),
    scores: new Float32Array(samples.length).fill(0.9),
    detections: Int32Array.from(samples, (_, index) => index),
  };
}
const walk = (first: number, last: number, x: number): [number, number][] => Array.from({ length: last - first + 1 }, (_, index) => [first + index, x + 4 * index]);

describe('weakLinks', () => {
  it.each<[string, Tracklet, { firstFrame: number; lastFrame: number }[], string[]]>([
    ['a walk has none', trackletAt(walk(0, 30, 0)), [], []],
    ['two missed looks are nothing', trackletAt([...walk(0, 9, 0), ...walk(12, 20, 48)]), [], []],
    ['four missed looks', trackletAt([...walk(0, 9, 0), ...walk(14, 20, 56)]), [], ['jump at 10']],
    ['a third of a second', trackletAt([...walk(0, 9, 0), ...walk(20, 29, 80)]), [], ['gap at 10']],
    ['a leap of a face', trackletAt([...walk(0, 9, 0), ...walk(10, 19, 140)]), [], ['jump at 10']],
    ['a face half as large', trackletAt([[0, 0], [1, 0], [2, 15, 30]]), [], ['jump at 2']],
    ['a contact: where it moved most', trackletAt([...walk(0, 9, 0), ...walk(10, 19, 60)]), [{ firstFrame: 5, lastFrame: 12 }], ['crossing at 10']],
    ['a contact around a gap', trackletAt([...walk(0, 9, 0), ...walk(20, 29, 80)]), [{ firstFrame: 8, lastFrame: 18 }], ['crossing at 10']],
    ['a contact of before is none', trackletAt(walk(20, 30, 0)), [{ firstFrame: 0, lastFrame: 5 }], []],
  ])('%s', (_, tracklet, contacts, expected) => expect(weakLinks(tracklet, contacts, [], clock).map(({ at, kind }) => `${kind} at ${at}`)).toEqual(expected));

  it.each<[string, number[], { firstFrame: number; lastFrame: number }[], string[]]>([
    ['a shot that begins within: who sits in the same place may be another', [15], [], ['gap at 5']],
    ['shots that begin before, with it, and after it', [3, 10, 41], [], []],
    ['a shot that begins between two looks', [26], [], ['gap at 16']],
    ['in a contact', [15], [{ firstFrame: 14, lastFrame: 16 }], ['crossing at 5']],
  ])('%s', (_, shotStarts, contacts, expected) => {
    const tracklet = trackletAt([...walk(10, 25, 0), ...walk(27, 40, 68)]);
    expect(weakLinks(tracklet, contacts, shotStarts, clock).map(({ at, kind }) => `${kind} at ${at}`)).toEqual(expected);
  });
});

describe('cutAtWeakLinks', () => {
  const tracklet = trackletAt(walk(0, 29, 0));
  const embeddings = (...looks: [number, Float32Array][]): EmbeddingColumns => {
    const vectors = new Float32Array(embeddingLength * looks.length);
    looks.forEach(([, vector], row) => vectors.set(vector, embeddingLength * row));
    return { detections: Uint32Array.from(looks, ([detection]) => detection), qualities: new Float32Array(looks.length).fill(0.9), vectors };
  };
  const [a, b] = [vectorOfPerson(0), vectorOfPerson(1)];
  /** As long a way from the first person as nobody can tell by. */
  const unclear = between(0, 1, 0.58);

  it.each<[string, 'crossing' | 'gap' | 'jump', EmbeddingColumns, number[]]>([
    ['the same before and after a crossing', 'crossing', embeddings([3, a], [20, a]), [30]],
    ['somebody else after a crossing', 'crossing', embeddings([3, a], [20, b]), [10, 20]],
    ['unclear after a crossing', 'crossing', embeddings([3, a], [20, unclear]), [10, 20]],
    ['nobody looked after a crossing', 'crossing', embeddings([3, a]), [10, 20]],
    ['nobody looked at all', 'crossing', embeddings(), [30]],
    ['somebody else after a gap', 'gap', embeddings([3, a], [20, b]), [10, 20]],
    ['nobody looked after a gap', 'gap', embeddings([3, a]), [10, 20]],
    ['unclear after a gap', 'gap', embeddings([3, a], [20, unclear]), [30]],
    ['somebody else after a jump', 'jump', embeddings([3, a], [20, b]), [10, 20]],
    ['nobody looked after a jump', 'jump', embeddings([3, a]), [30]],
  ])('%s: pieces of so many samples', (_, kind, columns, expected) => {
    expect(cutAtWeakLinks(tracklet, [{ at: 10, kind }], columns).map((piece) => piece.tracklet.frames.length)).toEqual(expected);
  });

  it('a bad look decides nothing', () => {
    const columns = { ...embeddings([3, a], [20, b]), qualities: Float32Array.of(0.9, 0.1) };
    expect(cutAtWeakLinks(tracklet, [{ at: 10, kind: 'jump' }], columns)).toHaveLength(1);
  });

  it('looks before several links are remembered', () => {
    const pieces = cutAtWeakLinks(tracklet, [{ at: 10, kind: 'jump' }, { at: 20, kind: 'jump' }], embeddings([3, a], [25, b]));
    expect(pieces.map(({ tracklet: { frames }, cutBy }) => [frames[0], cutBy])).toEqual([[0, undefined], [20, 'mismatch']]);
  });
});
