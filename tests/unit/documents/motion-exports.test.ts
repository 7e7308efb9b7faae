import { describe, expect, it } from 'vitest';
import type { AppError } from '../../../src/core/errors.ts';
import type { Action, Analysis, Identity, Track, TrackKind } from '../../../src/documents/analysis.ts';
import { poseStride } from '../../../src/documents/bodies.ts';
import { actionCues, actionsToCsv } from '../../../src/documents/exchange/actions.ts';
import { bodyKeypoints, keypointsFromCoco, keypointsToCoco } from '../../../src/documents/exchange/coco-keypoints.ts';
import { isMotionFormat, motionFormats, writeMotion } from '../../../src/documents/exchange/motion.ts';
import { peopleToJson, peopleToText, summarizePeople } from '../../../src/documents/exchange/people-summary.ts';
import { speechFromVtt, speechToVtt } from '../../../src/documents/exchange/webvtt.ts';

function track(id: number, kind: TrackKind, first: number, last: number, more: Partial<Track> = {}): Track {
  const frames = Int32Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return { id, kind, frames, boxes: Float32Array.from({ length: 4 * frames.length }, (_, at) => [10.25, 20, 30, 80][at % 4] as number), scores: new Float32Array(frames.length).fill(0.75), origins: new Uint8Array(frames.length), ...more };
}

const person = (id: number, tracks: readonly number[], name?: string): Identity => ({ id, tracks, confidence: 1, sure: true, maybe: [], best: null, ...(name === undefined ? {} : { name }) });

/** Four samples: all points sure; the nose unsure and the right ankle gone; nothing estimated; all sure again. */
function poses(): Float32Array {
  const column = Float32Array.from({ length: 4 * poseStride }, (_, at) => (at % 3 === 2 ? 0.9 : at % poseStride));
  column[poseStride + 2] = 0.1;
  column.fill(NaN, poseStride + 48, poseStride + 51);
  column.fill(NaN, 2 * poseStride, 3 * poseStride);
  return column;
}

const actions: readonly Action[] = [
  { track: 7, startUs: 400_000, endUs: 1_500_000, label: 'walk', score: 0.8 },
  { track: 5, startUs: 0, endUs: 1_234_567, label: 'wave', score: 0.91239 },
  { track: 5, startUs: 1_300_000, endUs: 1_500_000, label: 'wave', score: 0.95 },
];

const analysis: Analysis = {
  source: { name: 'a.mp4', widthPx: 640, heightPx: 480, timescale: 10, ticks: Float64Array.from({ length: 16 }, (_, frame) => 3 + frame), lastDurationTicks: 2, fingerprint: 'f' },
  tracks: [track(1, 'face', 0, 9), track(5, 'person', 2, 5, { poses: poses(), faces: [1] }), track(7, 'person', 4, 15), track(8, 'manual', 0, 3, { drawn: { mask: 1, shape: 'box', points: new Float32Array(0), label: 'x' } })],
  identities: [person(1, [1], 'Mina, "Jo"')],
  recognition: { embedded: 0, trackFrames: 0, risks: [], cuts: 0 },
  speech: [],
  speechUnknown: [],
  actions,
  unknown: [{ firstFrame: 3, lastFrame: 4 }],
  runs: [],
  ineffective: [],
};

describe('COCO keypoints', () => {
  it('come back as they were', () => {
    expect(keypointsFromCoco(keypointsToCoco(analysis))).toEqual(bodyKeypoints(analysis));
  });

  it('tell seen points from unsure and from unknown ones, and a body without points from none', () => {
    const bodies = bodyKeypoints(analysis).filter((body) => body.track === 5);
    expect(bodies.map(({ frame, points }) => [frame, points.filter((_, at) => at % 3 === 2).join('')])).toEqual([
      [2, '22222222222222222'], [3, '12222222222222220'], [4, '00000000000000000'], [5, '22222222222222222'],
    ]);
    expect(bodies[1]?.points.slice(-3)).toEqual([0, 0, 0]);
    expect(bodies.map((body) => body.person)).toEqual([1, 1, 1, 1]);
    expect(bodyKeypoints(analysis).filter(({ track: id }) => id === 7)).toHaveLength(12);
  });

  it('have what readers of COCO look for', () => {
    const { images, annotations, categories, unknown_frames: unknown } = JSON.parse(keypointsToCoco(analysis)) as Record<string, Record<string, unknown>[]>;
    expect(images?.[15]).toEqual({ id: 16, width: 640, height: 480, file_name: 'frame_000015.png', frame: 15 });
    expect(images).toHaveLength(16);
    expect(annotations?.[1]).toMatchObject({ id: 2, image_id: 4, category_id: 1, num_keypoints: 16, iscrowd: 0, bbox: [10.25, 20, 30, 80], area: 2400, track_id: 5, person_id: 1, score: 0.75 });
    expect((categories?.[0]?.['keypoints'] as string[]).slice(0, 2)).toEqual(['nose', 'left_eye']);
    expect((categories?.[0]?.['skeleton'] as number[][]).flat().every((point) => point >= 1 && point <= 17)).toBe(true);
    expect(unknown).toEqual([[3, 4]]);
  });

  const coco = (annotation: object): string => JSON.stringify({ images: [{ id: 1 }], annotations: [{ image_id: 1, bbox: [0, 0, 1, 1], keypoints: new Array(51).fill(0), ...annotation }], categories: [] });
  it.each<[name: string, text: string, field: string]>([
    ['no JSON', '{', 'coco'],
    ['a list', '[]', 'coco'],
    ['no images', '{"annotations":[]}', 'images'],
    ['a body of another image', coco({ image_id: 2 }), 'annotations[0].image_id'],
    ['a body without points', coco({ keypoints: [] }), 'annotations[0].keypoints'],
    ['a point that is no number', coco({ keypoints: new Array(51).fill('1') }), 'annotations[0].keypoints[0]'],
    ['a visibility of 3', coco({ keypoints: new Array(51).fill(3) }), 'annotations[0].keypoints[2]'],
    ['a box of negative size', coco({ bbox: [0, 0, -1, 1] }), 'annotations[0].bbox'],
    ['a score of 2', coco({ score: 2 }), 'annotations[0].score'],
  ])('are refused: %s', (_, text, field) => {
    expect(() => keypointsFromCoco(text)).toThrow(expect.objectContaining({ code: 'document/invalid', details: expect.objectContaining({ field }) as unknown }) as AppError);
  });

  it('of other programs, without tracks and scores, are read', () => {
    expect(keypointsFromCoco(coco({}))).toEqual([{ frame: 0, track: 1, person: null, box: { x: 0, y: 0, width: 1, height: 1 }, score: 1, points: new Array(51).fill(0) }]);
  });
});

describe('actions as text', () => {
  it('are CSV with names quoted', () => {
    expect(actionsToCsv(analysis).split('\r\n')).toEqual([
      'track,person,start_s,end_s,label,score',
      '5,"Mina, ""Jo""",0.000000,1.234567,wave,0.9124',
      '7,,0.400000,1.500000,walk,0.8',
      '5,"Mina, ""Jo""",1.300000,1.500000,wave,0.95',
      '',
    ]);
  });

  it.each(['=1+1', '+1', '-1', '@x'])('never hand a spreadsheet a formula: %s', (name) => {
    expect(actionsToCsv({ ...analysis, identities: [person(1, [1], name)] })).toContain(`5,'${name},`);
  });

  it('are WebVTT, overlapping where two people act at once', () => {
    const cues = actionCues(analysis);
    expect(cues.map(({ text, speaker }) => [text, speaker])).toEqual([['wave', 'Mina, "Jo"'], ['walk', 'Body 7'], ['wave', 'Mina, "Jo"']]);
    expect(speechFromVtt(speechToVtt(cues)).map(({ startUs, endUs }) => [startUs, endUs])).toEqual([[0, 1_235_000], [400_000, 1_500_000], [1_300_000, 1_500_000]]);
  });
});

describe('the summary of each person', () => {
  it('puts a face and its body together, and leaves a body of nobody known alone', () => {
    expect(summarizePeople(analysis)).toEqual({
      lengthS: 1.7,
      unknownS: 0.2,
      people: [
        { person: 1, name: 'Mina, "Jo"', tracks: [1, 5], screenS: 1, faceS: 1, bodyS: 0.4, firstS: 0, lastS: 1, actions: [{ label: 'wave', times: 2, seconds: 1.435, bestScore: 0.95 }] },
        { person: null, name: 'Body 7', tracks: [7], screenS: 1.3, faceS: 0, bodyS: 1.3, firstS: 0.4, lastS: 1.7, actions: [{ label: 'walk', times: 1, seconds: 1.1, bestScore: 0.8 }] },
      ],
    });
  });

  it('of a body with faces of two people belongs to neither', () => {
    const two = { ...analysis, tracks: analysis.tracks.map((each) => (each.id === 5 ? { ...each, faces: [1, 2] } : each)).concat(track(2, 'face', 3, 4)), identities: [person(1, [1]), person(2, [2])] };
    expect(summarizePeople(two).people.find(({ tracks }) => tracks.includes(5))).toMatchObject({ person: null, name: 'Body 5' });
  });

  it('is JSON with a version, and words that say what is unknown', () => {
    expect(JSON.parse(peopleToJson(analysis))).toMatchObject({ version: 1, unknownS: 0.2 });
    expect(peopleToText(analysis)).toBe(
      '1.7 s, of which 0.2 s are unknown: nobody looked there, or looking failed.\nMina, "Jo": there for 1.0 s between 0.0 and 1.0 s (face 1.0 s, body 0.4 s)\n  wave: 1.4 s in 2 stretches, score up to 0.95\n' +
        'Body 7: there for 1.3 s between 0.4 and 1.7 s (face 0.0 s, body 1.3 s)\n  walk: 1.1 s in 1 stretch, score up to 0.80\nActions are estimates out of fourteen kinds; where none is named, none was recognised.\n',
    );
    expect(peopleToText({ ...analysis, tracks: [], identities: [], actions: [] })).toContain('Nobody was found.');
  });
});

describe('formats of bodies', () => {
  it.each(motionFormats)('%s writes a text that ends with a line', (format) => {
    expect(writeMotion(analysis, format)).toMatch(/\n$/);
  });

  it('are told from others', () => expect([isMotionFormat('keypoints'), isMotionFormat('coco')]).toEqual([true, false]));
});
