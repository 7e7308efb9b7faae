import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import type { Corrections } from '../../../src/documents/corrections.ts';
import { drawLabels, readLabels, writeLabels } from '../../../src/documents/exchange/exchange.ts';
import type { LabelFormat } from '../../../src/documents/exchange/exchange.ts';
import { labelsOf } from '../../../src/documents/exchange/labels.ts';
import type { Labels } from '../../../src/documents/exchange/labels.ts';
import { understand } from '../../../src/understand/understand.ts';
import { observationsOf } from '../tracking/observations.ts';
import type { Look } from '../tracking/observations.ts';

const formats: readonly LabelFormat[] = ['mot', 'coco', 'cvat'];
const box = (x: number, y: number, width: number, height: number): { x: number; y: number; width: number; height: number } => ({ x, y, width, height });
const labels: Labels = {
  widthPx: 640,
  heightPx: 480,
  frameCount: 60,
  tracks: [
    { id: 1, label: 'face', samples: [{ frame: 0, box: box(10.25, -3.5, 40, 50.75), score: 0.9 }, { frame: 1, box: box(11, -3, 40, 50), score: 0 }] },
    { id: 7, label: 'plate <"&\'> 번호', samples: [{ frame: 3, box: box(100, 200, 80, 20), score: 1 }, { frame: 40, box: box(300, 200, 80, 20), score: 1 }, { frame: 59, box: box(1, 2, 3, 4), score: 1 }] },
  ],
};

/** What a format can carry: boxes always; the rest as listed. */
function carried(format: LabelFormat, { widthPx, heightPx, frameCount, tracks }: Labels): Labels {
  if (format === 'coco') return { widthPx, heightPx, frameCount, tracks };
  if (format === 'mot') return { widthPx: null, heightPx: null, frameCount: 0, tracks: tracks.map((track) => ({ ...track, label: 'object' })) };
  return { widthPx, heightPx, frameCount, tracks: tracks.map((track) => ({ ...track, samples: track.samples.map((sample) => ({ ...sample, score: 1 })) })) };
}

function errorOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof AppError) return `${error.code} ${String(error.details['field'] ?? '')}`.trim();
  }
  return 'none';
}

describe('labels of other tools', () => {
  it.each(formats)('come back from %s as they were, and are recognised', (format) => {
    expect(readLabels(writeLabels(labels, format))).toEqual(carried(format, labels));
  });

  it.each(formats)('%s of nothing comes back as nothing', (format) => {
    expect(readLabels(writeLabels({ ...labels, tracks: [] }, format)).tracks).toEqual([]);
  });

  it('MOTChallenge counts everything from 1', () => {
    expect(writeLabels(labels, 'mot').split('\n').slice(0, 2)).toEqual(['1,1,11.25,-2.5,40,50.75,0.9,-1,-1,-1', '2,1,12,-2,40,50,0,-1,-1,-1']);
  });

  it('COCO has an image per frame and an annotation per box', () => {
    const coco = JSON.parse(writeLabels(labels, 'coco')) as { images: unknown[]; annotations: { bbox: number[] }[]; categories: { name: string }[] };
    expect([coco.images.length, coco.annotations.length]).toEqual([60, 5]);
    expect(coco.annotations[0]).toMatchObject({ id: 1, image_id: 1, bbox: [10.25, -3.5, 40, 50.75], area: 2030, iscrowd: 0, track_id: 1, score: 0.9 });
    expect(coco.categories.map(({ name }) => name)).toEqual(['face', 'plate <"&\'> 번호']);
  });

  it('CVAT ends a track where its thing is gone', () => {
    const shapes = [...writeLabels(labels, 'cvat').matchAll(/<box frame="(\d+)" outside="(\d)"/g)].map(([, frame, outside]) => `${frame}/${outside}`);
    expect(shapes).toEqual(['0/0', '1/0', '2/1', '3/0', '4/1', '40/0', '41/1', '59/0']);
  });

  it('polygons come back from CVAT', () => {
    const polygon = { frame: 2, box: box(0, 0, 10, 20), score: 1, points: [0, 0, 10, 5.5, 3, 20] };
    const tracks = [{ id: 3, label: 'sign', samples: [polygon] }];
    expect(readLabels(writeLabels({ ...labels, tracks }, 'cvat')).tracks).toEqual(tracks);
  });
});

describe('files as other tools write them', () => {
  it('MOTChallenge detections have no ids, spaces and blank lines', () => {
    const { tracks } = readLabels('1, -1, 11, 21, 30, 40, 0.5\r\n\r\n1,-1,111,21,30,40\n2,5,11,21,30,40,1,1,0.8\n');
    expect(tracks.map(({ id, samples }) => [id, samples[0]?.frame, samples[0]?.box.x])).toEqual([[5, 1, 10], [6, 0, 10], [7, 0, 110]]);
  });

  it('COCO frames by the number in the name, track ids in attributes, boxes without any', () => {
    const coco = {
      images: [{ id: 9, file_name: 'images/frame_000012.PNG', width: 640, height: 480 }, { id: 4, file_name: 'x.jpg' }],
      categories: [{ id: 2, name: 'plate' }],
      annotations: [{ image_id: 9, category_id: 2, bbox: [1, 2, 3, 4], attributes: { track_id: 5 } }, { image_id: 4, category_id: 2, bbox: [1, 2, 3, 4] }],
    };
    expect(readLabels(JSON.stringify(coco)).tracks).toMatchObject([
      { id: 5, label: 'plate', samples: [{ frame: 12 }] },
      { id: 6, label: 'plate', samples: [{ frame: 1 }] },
    ]);
  });

  it('CVAT keyframes far apart, comments, a turned box, a last shape that stays', () => {
    const xml = `<?xml version="1.0"?><!-- made by hand --><annotations><meta><task><size>8</size></task></meta>
      <track id="4" label="plate"><box frame="1" xtl="0" ytl="0" xbr="10" ybr="10" outside="0" keyframe="1"><attribute name="a">b &#49;</attribute></box>
      <box frame='3' xtl='20' ytl='0' xbr='30' ybr='10' outside='0'/><box frame="5" xtl="20" ytl="0" xbr="30" ybr="10" outside="1"/>
      <box frame="6" xtl="0" ytl="0" xbr="20" ybr="10" outside="0" rotation="90"/></track></annotations>`;
    const { tracks } = readLabels(xml);
    expect(tracks[0]?.samples.map(({ frame, box: { x } }) => [frame, Math.round(x)])).toEqual([[1, 0], [2, 10], [3, 20], [4, 20], [6, 5], [7, 5]]);
    expect(tracks[0]?.samples[4]?.box.height).toBeCloseTo(20);
  });

  it.each<[string, string, string]>([
    ['a line that is no box', '1,1,2,3\n', 'line 1'],
    ['a word', '1,1,2,3,4,5\nframe,id,1,2,3,4\n', 'line 2'],
    ['frame 0', '0,1,2,3,4,5', 'line 1'],
    ['a box of negative width', '1,1,2,3,-4,5', 'line 1'],
    ['broken JSON', '{"images": [', 'coco'],
    ['JSON of another kind', '{}', 'images'],
    ['a box on no image', '{"images":[],"categories":[],"annotations":[{"image_id":1,"bbox":[1,2,3,4]}]}', 'annotations[0].image_id'],
    ['half a box', '{"images":[{"id":1}],"categories":[],"annotations":[{"image_id":1,"bbox":[1,2]}]}', 'annotations[0].bbox'],
    ['broken XML', '<annotations><track>', 'character 21'],
    ['elements that overlap', '<annotations><a></annotations></a>', 'character 17'],
    ['two elements', '<annotations/><annotations/>', 'character 1'],
    ['an entity of its own', '<!DOCTYPE a [<!ENTITY x "y">]><annotations/>', 'character 1'],
    ['an unknown entity', '<annotations>&x;</annotations>', 'character 14'],
    ['another XML', '<svg/>', 'svg'],
    ['CVAT for images', '<annotations><image id="0"/></annotations>', 'image'],
    ['an ellipse', '<annotations><track id="1"><ellipse frame="0"/></track></annotations>', 'track 1, shape 1'],
    ['a box without a side', '<annotations><track id="1"><box frame="0" xtl="1" ytl="1" xbr="2"/></track></annotations>', 'track 1, shape 1.ybr'],
    ['a track without an id', '<annotations><track/></annotations>', 'track 1.id'],
  ])('are refused with %s', (_, text, field) => expect(errorOf(() => readLabels(text))).toBe(`document/invalid ${field}`));
});

describe('labels as masks', () => {
  const video = { widthPx: 640, heightPx: 480 };
  it('take new ids, end where their thing is away, and are whole over small gaps', () => {
    const samples = [0, 1, 10, 40, 41].map((frame) => ({ frame, box: box(frame, 0, 9, 9), score: 1 }));
    const before: Corrections = [{ kind: 'draw', mask: 4, shape: 'box', firstFrame: 0, lastFrame: 0, keyframes: [{ frame: 0, box: box(0, 0, 1, 1) }] }];
    const masks = drawLabels({ ...labels, tracks: [{ id: 9, label: 'plate', samples }] }, video, before);
    expect(masks.map(({ mask, firstFrame, lastFrame, label, shape }) => ({ mask, firstFrame, lastFrame, label, shape }))).toEqual([
      { mask: 5, firstFrame: 0, lastFrame: 10, label: 'plate', shape: 'box' },
      { mask: 6, firstFrame: 40, lastFrame: 41, label: 'plate', shape: 'box' },
    ]);
  });

  it('are refused for a video of another size', () => {
    expect(errorOf(() => drawLabels(labels, { widthPx: 320, heightPx: 240 }, []))).toBe('document/invalid labels');
  });

  it.each(formats)('what was found, exported as %s and imported, is masked in the same places', (format) => {
    const looks: Look[] = Array.from({ length: 20 }, (_, frame) => [[100 + 3 * frame, 100, 60, 80, 0.9]]);
    const observations = observationsOf(looks);
    const found = understand(observations, []);
    const drawn = drawLabels(readLabels(writeLabels(labelsOf(found), format)), { widthPx: 1280, heightPx: 720 }, []);
    const again = understand(observations, [{ kind: 'delete-track', track: 1 }, ...drawn]);
    expect(again.tracks.map(({ kind }) => kind)).toEqual(['manual']);
    const [was, is] = [found.tracks[0], again.tracks[0]];
    expect([...(is?.frames ?? [])]).toEqual([...(was?.frames ?? [])]);
    is?.boxes.forEach((value, at) => expect(Math.abs(value - (was?.boxes[at] ?? NaN))).toBeLessThan(0.02));
  });

  it('drawn polygons keep their corners and their label through CVAT', () => {
    const polygon = { kind: 'draw', mask: 1, shape: 'polygon', label: 'sign', firstFrame: 2, lastFrame: 4, keyframes: [{ frame: 2, points: [0, 0, 50, 0, 0, 50] }] } as const;
    const { tracks } = understand(observationsOf(Array<Look>(9).fill([])), [polygon]);
    const found = { source: observationsOf(Array<Look>(9).fill([])).source, tracks };
    const [mask] = drawLabels(readLabels(writeLabels(labelsOf({ ...understand(observationsOf([[]]), []), ...found }), 'cvat')), { widthPx: 1280, heightPx: 720 }, []);
    expect(mask).toMatchObject({ shape: 'polygon', label: 'sign', firstFrame: 2, lastFrame: 4 });
    expect(mask?.keyframes).toHaveLength(3);
  });
});
