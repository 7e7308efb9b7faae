import { describe, expect, it } from 'vitest';
import { area, intersectionArea } from '../../../src/core/boxes.ts';
import { sampleOrigins } from '../../../src/documents/analysis.ts';
import type { Analysis, Track } from '../../../src/documents/analysis.ts';
import { poseStride } from '../../../src/documents/bodies.ts';
import { boxOf } from '../../../src/documents/box-columns.ts';
import { frameBox } from '../../../src/core/boxes.ts';
import type { FrameBox } from '../../../src/core/boxes.ts';
import { understand } from '../../../src/understand/understand.ts';
import { bodyObservations, faceOf, headPoints } from '../tracking/made-up-bodies.ts';
import type { BodyLook, Person } from '../tracking/made-up-bodies.ts';

const mina: Person = { x: 400, top: 100, height: 500 };
const turned: Person = { ...mina, weak: ['nose', 'left-eye', 'right-eye'] };
const jun: Person = { x: 900, top: 100, height: 500 };

function times(count: number, look: (index: number) => BodyLook): BodyLook[] {
  return Array.from({ length: count }, (_, index) => look(index));
}

function ofKind({ tracks }: Analysis, kind: Track['kind']): Track[] {
  return tracks.filter((track) => track.kind === kind);
}

/** The head of a person, with hair: the upper 0.13 of the height, as broad as high. */
function headOf({ x, top, height }: Person): FrameBox {
  return frameBox(x - 0.05 * height, top, 0.1 * height, 0.13 * height);
}

function boxesOn(tracks: readonly Track[], frame: number): FrameBox[] {
  return tracks.flatMap(({ frames, boxes }) => {
    const sample = frame - (frames[0] as number);
    return sample >= 0 && sample < frames.length ? [boxOf(boxes, sample)] : [];
  });
}

function inside(part: FrameBox, whole: FrameBox): number {
  return intersectionArea(part, whole) / area(part);
}

const lookUp = (): BodyLook => ({ faces: [faceOf(mina)], bodies: [mina] });
const turnAway = (): BodyLook => ({ bodies: [turned] });

describe('bodies become tracks', () => {
  const analysis = understand(bodyObservations([...times(30, lookUp), ...times(60, turnAway), ...times(30, lookUp)]), []);

  it('of kind person, with poses and the faces that were seen on them', () => {
    const [person, ...others] = ofKind(analysis, 'person');
    expect(others).toEqual([]);
    expect([person?.frames[0], person?.frames.length]).toEqual([0, 120]);
    expect(person?.poses?.length).toBe(poseStride * 120);
    expect(person?.faces).toEqual(ofKind(analysis, 'face').map(({ id }) => id));
  });

  it('and the head is covered in every frame, by a face or by a region that holds all of it', () => {
    const heads = ofKind(analysis, 'head');
    expect(heads.map(({ faces }) => faces)).toEqual([ofKind(analysis, 'face').map(({ id }) => id)]);
    for (let frame = 30; frame < 90; frame++) expect(boxesOn(heads, frame).some((box) => inside(headOf(mina), box) === 1), `frame ${frame}`).toBe(true);
    // It begins before the last look at the face and ends after the first one.
    expect([heads[0]?.frames[0], heads[0]?.frames.at(-1)]).toEqual([27, 92]);
  });

  it('people are those of the faces: a body with a face is nobody else', () => {
    expect(analysis.identities.flatMap(({ tracks }) => tracks)).toEqual(ofKind(analysis, 'face').map(({ id }) => id));
  });

  it('ids of bodies come after those of faces, which are as without bodies', () => {
    const bare = understand(bodyObservations(times(120, (index) => ({ faces: index < 30 || index >= 90 ? [faceOf(mina)] : [] }))), []);
    expect(bare.tracks).toEqual(ofKind(analysis, 'face'));
    expect(Math.min(...[...ofKind(analysis, 'person'), ...ofKind(analysis, 'head')].map(({ id }) => id))).toBeGreaterThan(Math.max(...bare.tracks.map(({ id }) => id)));
  });
});

describe('a body without a face', () => {
  const analysis = understand(bodyObservations(times(40, () => ({ faces: [faceOf(mina)], bodies: [mina, { ...jun, weak: headPoints }] }))), []);

  it('is somebody of whom nobody knows who it is, body and head together', () => {
    const [, stranger] = ofKind(analysis, 'person');
    const [head] = ofKind(analysis, 'head');
    expect(analysis.identities.at(-1)).toMatchObject({ tracks: [stranger?.id, head?.id], sure: false, confidence: 0 });
    expect([stranger?.faces, head?.faces]).toEqual([undefined, undefined]);
  });

  it('has a head above its shoulders, or at the top of its box where there is no pose', () => {
    expect(boxesOn(ofKind(analysis, 'head'), 20).some((box) => inside(headOf(jun), box) === 1)).toBe(true);
    const poseless = understand(bodyObservations(times(5, () => ({ bodies: [{ ...jun, poseless: true }] }))), []);
    expect(boxesOn(ofKind(poseless, 'head'), 2).some((box) => inside(headOf(jun), box) === 1)).toBe(true);
    expect(Number.isNaN(ofKind(poseless, 'person')[0]?.poses?.[0])).toBe(true);
  });

  it('appears when the only face of a body is deleted', () => {
    const looks = bodyObservations(times(30, lookUp));
    const [face, body] = understand(looks, []).tracks as [Track, Track];
    const left = understand(looks, [{ kind: 'delete-track', track: face.id }]);
    expect(left.tracks.find(({ id }) => id === body.id)?.faces).toBeUndefined();
    expect(left.identities).toMatchObject([{ tracks: [body.id], sure: false }]);
    expect(understand(looks, [{ kind: 'delete-track', track: face.id }, { kind: 'decide', track: body.id, decision: 'show' }]).identities[0]?.decision).toBe('show');
  });
});

describe('whose a body is', () => {
  const passing = (index: number): readonly [Person, Person] => [{ ...mina, x: 300 + 6 * index }, { ...jun, x: 900 - 6 * index }];

  it('one face has one body: of two people side by side each has their own', () => {
    const beside = { ...mina, x: 520 };
    const analysis = understand(bodyObservations(times(20, () => ({ faces: [faceOf(mina), faceOf(beside)], bodies: [beside, mina] }))), []);
    const places = ofKind(analysis, 'person').map(({ boxes, faces }) => [boxOf(boxes, 0).x < 400, faces]);
    const faceAt = (x: number): number | undefined => ofKind(analysis, 'face').find(({ boxes }) => Math.abs(boxOf(boxes, 0).x - x) < 60)?.id;
    expect(places).toEqual(expect.arrayContaining([[true, [faceAt(mina.x - 17)]], [false, [faceAt(beside.x - 17)]]]));
  });

  it('who turns away and then passes another is nobody known after they met', () => {
    const looks = times(100, (index) => {
      const [a, b] = passing(index);
      return { faces: index < 30 ? [faceOf(a)] : [], bodies: [{ ...a, ...(index < 30 ? {} : { weak: turned.weak ?? [] }) }, { ...b, weak: turned.weak ?? [] }] };
    });
    const analysis = understand(bodyObservations(looks), []);
    const last = [...ofKind(analysis, 'person'), ...ofKind(analysis, 'head')].filter(({ frames }) => frames.at(-1) === 99);
    expect(last.length).toBeGreaterThan(1);
    expect(last.map(({ faces }) => faces)).toEqual(last.map(() => undefined));
    expect(ofKind(analysis, 'person').filter(({ faces }) => faces !== undefined)).toHaveLength(1);
  });

  it('is never told over a cut to another scene', () => {
    const looks = [...times(20, lookUp), { bodies: [turned], sceneChange: 120 }, ...times(20, turnAway)];
    const people = ofKind(understand(bodyObservations(looks), []), 'person');
    expect(people.map(({ faces }) => faces === undefined)).toEqual([false, true]);
  });
});

describe('bodies looked for now and then', () => {
  const walking = (index: number): Person => ({ ...mina, x: 300 + 4 * index });

  it('are on the way between two looks, boxes and poses', () => {
    const looks = times(41, (index) => (index % 4 === 0 ? { bodies: [walking(index)] } : {}));
    const [person] = ofKind(understand(bodyObservations(looks, { sampling: 'every-4', scale: 1 }), []), 'person') as [Track];
    expect([person.frames[0], person.frames.at(-1)]).toEqual([0, 40]);
    expect(Array.from(person.origins, (origin) => (sampleOrigins[origin] as string)[0]).join('').slice(0, 9)).toBe('dbbbdbbbd');
    for (const frame of [18, 19, 20, 21, 22]) {
      expect(person.poses?.[poseStride * frame], `nose in frame ${frame}`).toBeCloseTo(walking(frame).x, 0);
      const box = boxOf(person.boxes, frame);
      expect(box.x + box.width / 2).toBeCloseTo(walking(frame).x, 0);
    }
  });

  it('go on through all frames that were left out, to the next look', () => {
    const looks = times(60, (index) => (index % 30 === 0 ? { bodies: index < 30 ? [mina] : [] } : {}));
    const [person] = ofKind(understand(bodyObservations(looks, { sampling: 'scenes', scale: 1 }), []), 'person') as [Track];
    expect(person.frames.length).toBeGreaterThanOrEqual(30);
  });

  it('a frame in which looking failed is unknown, and no evidence that anybody is gone', () => {
    const looks = times(30, (index) => (index === 15 ? { failed: true, faces: [faceOf(mina)] } : lookUp()));
    const analysis = understand(bodyObservations(looks), []);
    expect(analysis.unknown).toEqual([{ firstFrame: 15, lastFrame: 15 }]);
    expect(ofKind(analysis, 'person').map(({ frames }) => frames.length)).toEqual([30]);
  });
});
