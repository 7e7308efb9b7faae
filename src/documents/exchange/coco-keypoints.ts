import type { FrameBox } from '../../core/boxes.ts';
import { frameBox } from '../../core/boxes.ts';
import type { Analysis, Track } from '../analysis.ts';
import { bodyPoints, poseStride } from '../bodies.ts';
import { boxOf } from '../box-columns.ts';
import { checkArray, checkInteger, checkNumber, checkOneOf, invalidField } from '../checks.ts';
import type { JsonRecord } from '../checks.ts';
import { personOfTrack } from '../person-of-track.ts';
import { visibilityOf } from '../seen-points.ts';
import type { PointVisibility } from '../seen-points.ts';
import { cocoImages, cocoList, frameOfCocoImage, readCoco } from './coco-file.ts';
import { roundedPx, roundedScore } from './labels.ts';

/** Pairs of points (from 1 on) that COCO joins with a line. */
const skeleton = [
  [16, 14], [14, 12], [17, 15], [15, 13], [12, 13], [6, 12], [7, 13], [6, 7], [6, 8], [7, 9],
  [8, 10], [9, 11], [2, 3], [1, 2], [1, 3], [2, 4], [3, 5], [4, 6], [5, 7],
] as const;

/** One body on one frame. Points as COCO has them: x, y, visibility for each of `bodyPoints`; 0, 0, 0 where nobody knows. */
export interface BodyKeypoints {
  readonly frame: number;
  readonly track: number;
  /** Id of the person, where it is known who it is. */
  readonly person: number | null;
  readonly box: FrameBox;
  /** 0–1; 0 for what was filled in between or beyond detections. */
  readonly score: number;
  readonly points: readonly number[];
}

/** The bodies of an analysis, by frame, then by track. */
export function bodyKeypoints(analysis: Analysis): BodyKeypoints[] {
  const bodies = analysis.tracks.flatMap((track) => (track.kind === 'person' ? keypointsOf(track, personOfTrack(analysis, track.id)?.id ?? null) : []));
  return bodies.sort((a, b) => a.frame - b.frame || a.track - b.track);
}

function keypointsOf({ id, frames, boxes, scores, poses }: Track, person: number | null): BodyKeypoints[] {
  return Array.from(frames, (frame, sample): BodyKeypoints => {
    const points = bodyPoints.flatMap((_, point): [number, number, PointVisibility] => {
      const at = sample * poseStride + 3 * point;
      const visibility = poses === undefined ? 0 : visibilityOf(poses, at);
      return poses === undefined || visibility === 0 ? [0, 0, 0] : [poses[at] as number, poses[at + 1] as number, visibility];
    });
    return { frame, track: id, person, box: boxOf(boxes, sample), score: scores[sample] as number, points };
  });
}

/**
 * COCO keypoint JSON (cocodataset.org/#format-data): an image per frame, an annotation per body, also where its points are not known. `track_id`,
 * `score` and `person_id` are extensions; a frame on which nobody could look is listed in `unknown_frames`: without annotations it would read as empty.
 */
export function keypointsToCoco(analysis: Analysis): string {
  const { source, unknown } = analysis;
  const annotations = bodyKeypoints(analysis).map(({ frame, track, person, box, score, points }, index) => ({
    id: index + 1,
    image_id: frame + 1,
    category_id: 1,
    keypoints: points.map(roundedPx),
    num_keypoints: points.filter((value, at) => at % 3 === 2 && value > 0).length,
    bbox: [box.x, box.y, box.width, box.height].map(roundedPx),
    area: roundedPx(box.width * box.height),
    iscrowd: 0,
    track_id: track,
    person_id: person,
    score: roundedScore(score),
  }));
  const category = { id: 1, name: 'person', supercategory: 'person', keypoints: bodyPoints.map((name) => name.replaceAll('-', '_')), skeleton };
  return `${JSON.stringify({
    info: { description: 'Bodies found with Veil' },
    images: cocoImages(source.ticks.length, source.widthPx ?? 0, source.heightPx ?? 0),
    annotations,
    categories: [category],
    unknown_frames: unknown.map(({ firstFrame, lastFrame }) => [firstFrame, lastFrame]),
  })}\n`;
}

/** Reads the same, of other programs too (without a track each body is one of its own; without a score it is sure). Throws `document/invalid` with the field's path. */
export function keypointsFromCoco(text: string): BodyKeypoints[] {
  const root = readCoco(text);
  const frames = new Map(cocoList(root, 'images').map((image, index) => [checkInteger(image['id'], `images[${index}].id`), frameOfCocoImage(image, index)]));
  return cocoList(root, 'annotations').map((item, index) => readBody(item, index, frames));
}

function readBody(item: JsonRecord, index: number, frames: ReadonlyMap<number, number>): BodyKeypoints {
  const path = `annotations[${index}]`;
  const frame = frames.get(checkInteger(item['image_id'], `${path}.image_id`));
  if (frame === undefined) throw invalidField(`${path}.image_id`, 'the id of an image');
  const numbers = (name: string, count: number): number[] => {
    const values = checkArray(item[name], `${path}.${name}`);
    if (values.length !== count) throw invalidField(`${path}.${name}`, `${count} numbers`);
    return values.map((value, at) => checkNumber(value, `${path}.${name}[${at}]`));
  };
  const [x, y, width, height] = numbers('bbox', 4) as [number, number, number, number];
  if (width < 0 || height < 0) throw invalidField(`${path}.bbox`, 'a box of no negative size');
  const points = numbers('keypoints', poseStride);
  points.forEach((value, at) => at % 3 === 2 && checkOneOf(String(value), `${path}.keypoints[${at}]`, ['0', '1', '2']));
  const whole = (name: string): number | null => (item[name] === undefined || item[name] === null ? null : checkInteger(item[name], `${path}.${name}`));
  const score = item['score'] === undefined ? 1 : checkNumber(item['score'], `${path}.score`, 0, 1);
  return { frame, track: whole('track_id') ?? index + 1, person: whole('person_id'), box: frameBox(x, y, width, height), score, points };
}
