import { describe, expect, it } from 'vitest';
import { noEmbeddings } from '../../../src/documents/embeddings.ts';
import type { Detections } from '../../../src/documents/observations.ts';
import { LookPolicy } from '../../../src/tracking/look-policy.ts';
import { trackerOptions } from '../../../src/tracking/options.ts';
import { embeddingsOf, vectorOfPerson } from './made-up-looks.ts';

interface Face {
  readonly x: number;
  readonly size?: number;
  readonly score?: number;
  /** How far the nose lies from the middle of the eyes, in eye distances. */
  readonly turn?: number;
  readonly who?: number;
}

/** Faces with keypoints where they are on a face seen from the front. */
function detectionsOf(faces: readonly Face[]): Detections {
  const keypoints = faces.flatMap(({ x, size = 60, turn = 0 }) => [0.3, 0.4, 0.7, 0.4, 0.5 + 0.4 * turn, 0.6, 0.35, 0.8, 0.65, 0.8].map((part, index) => (index % 2 === 0 ? x : 100) + part * size));
  return {
    count: faces.length,
    boxes: Float32Array.from(faces.flatMap(({ x, size = 60 }) => [x, 100, size, size])),
    scores: Float32Array.from(faces, ({ score = 0.95 }) => score),
    keypoints: Float32Array.from(keypoints),
  };
}

/** Frames in which somebody was looked at, with the place in the frame's faces; at 30 frames a second. */
function looksAt(frames: number, facesOf: (frame: number) => readonly Face[]): [frame: number, face: number][] {
  const policy = new LookPolicy(trackerOptions(0.5));
  const looks: [number, number][] = [];
  for (let frame = 0; frame < frames; frame++) {
    const faces = facesOf(frame);
    const chosen = policy.choose(frame / 30, detectionsOf(faces));
    chosen.forEach((face) => looks.push([frame, face]));
    if (chosen.length > 0) policy.learn(frame / 30, embeddingsOf(...[...chosen].map((face) => [face, vectorOfPerson(faces[face]?.who ?? 0)] as const)));
  }
  return looks;
}

describe('LookPolicy', () => {
  it('looks a few times at a new face, and then hardly ever', () => {
    const looks = looksAt(300, (frame) => [{ x: 100 + frame }]).map(([frame]) => frame);
    expect(looks.filter((frame) => frame < 30)).toHaveLength(3);
    expect(looks.length).toBeLessThanOrEqual(6);
    expect(looks.filter((frame) => frame > 120).length).toBeGreaterThan(0);
  });

  it.each<[string, Partial<Face>]>([
    ['too small', { size: 20 }],
    ['half hidden', { score: 0.6 }],
    ['from the side', { turn: 0.5 }],
  ])('never looks at a face that is %s', (_, face) => expect(looksAt(60, () => [{ x: 100, ...face }])).toEqual([]));

  it('waits for a face to turn to the front', () => {
    expect(looksAt(20, (frame) => [{ x: 100, turn: frame < 8 ? 0.25 : 0 }])[0]?.[0]).toBe(8);
  });

  it('looks again when a face comes back', () => {
    const looks = looksAt(90, (frame) => (frame >= 30 && frame < 42 ? [] : [{ x: 100 }])).map(([frame]) => frame);
    expect(looks.filter((frame) => frame >= 42 && frame < 60)).toHaveLength(2);
  });

  it('looks again at both when two people part', () => {
    const looks = looksAt(100, (frame) => [{ x: 100 + 6 * frame }, { x: 700 - 6 * frame, who: 1 }].map((face) => face));
    const after = looks.filter(([frame]) => frame > 50);
    expect(new Set(after.map(([, face]) => face)).size).toBe(2);
  });

  it('looks again when somebody suddenly looks like another', () => {
    const calm = looksAt(200, () => [{ x: 100 }]).length;
    expect(looksAt(200, (frame) => [{ x: 100, who: frame < 100 ? 0 : 1 }]).length).toBeGreaterThan(calm);
  });

  it('decides the same again from what it was given: a resumed act looks where the first would have', () => {
    const faces = (frame: number): Face[] => [{ x: 100 + 6 * frame }, { x: 700 - 6 * frame, who: 1 }];
    expect(looksAt(100, faces)).toEqual(looksAt(100, faces));
  });

  it('does not mind a look that failed', () => {
    const policy = new LookPolicy(trackerOptions(0.5));
    for (let frame = 0; frame < 10; frame++) {
      if (policy.choose(frame / 30, detectionsOf([{ x: 100 }])).length > 0) policy.learn(frame / 30, noEmbeddings);
    }
    expect(policy.choose(1, detectionsOf([{ x: 100 }])).length).toBe(1);
  });
});
