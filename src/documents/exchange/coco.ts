import { frameBox } from '../../core/boxes.ts';
import { checkArray, checkInteger, checkNumber, checkRecord, checkString, invalidField } from '../checks.ts';
import type { JsonRecord } from '../checks.ts';
import { cocoImages, cocoList, frameOfCocoImage, readCoco } from './coco-file.ts';
import { LabelGatherer, roundedPx, roundedScore } from './labels.ts';
import type { Labels } from './labels.ts';

/**
 * COCO detection JSON (cocodataset.org/#format-data): an image per frame, an annotation per box; `track_id` and `score` are extensions that
 * tracking tools share.
 */
export function labelsToCoco({ widthPx, heightPx, frameCount, tracks }: Labels): string {
  const names = [...new Set(tracks.map(({ label }) => label))].sort();
  const images = cocoImages(frameCount, widthPx ?? 0, heightPx ?? 0);
  const annotations = tracks.flatMap(({ id: track, label, samples }) =>
    samples.map(({ frame, box, score, points }) => {
      const bbox = [box.x, box.y, box.width, box.height].map(roundedPx);
      const segmentation = points === undefined ? [] : [points.map(roundedPx)];
      return { image_id: frame + 1, category_id: names.indexOf(label) + 1, bbox, area: roundedPx(box.width * box.height), iscrowd: 0, segmentation, track_id: track, score: roundedScore(score) };
    }),
  );
  annotations.sort((a, b) => a.image_id - b.image_id);
  return `${JSON.stringify({
    info: { description: 'Boxes found or drawn with Veil' },
    images,
    annotations: annotations.map((annotation, index) => ({ id: index + 1, ...annotation })),
    categories: names.map((name, index) => ({ id: index + 1, name, supercategory: '' })),
  })}\n`;
}

/**
 * Reads the same. The frame of an image is its `frame`, else the last number in its file's name, else its place in the list; boxes without
 * `track_id` (or one in `attributes`) come as things of one frame. Throws `document/invalid` with the field's path.
 */
export function labelsFromCoco(text: string): Labels {
  const root = readCoco(text);
  const images = cocoList(root, 'images');
  const frames = new Map(images.map((image, index) => [checkInteger(image['id'], `images[${index}].id`), frameOfCocoImage(image, index)]));
  const categories = new Map(cocoList(root, 'categories').map((item, index) => [checkInteger(item['id'], `categories[${index}].id`), checkString(item['name'], `categories[${index}].name`)]));
  const annotations = cocoList(root, 'annotations').map((item, index) => readAnnotation(item, `annotations[${index}]`, frames, categories));
  const gathered = new LabelGatherer();
  let nameless = annotations.reduce((most, { track }) => Math.max(most, track ?? 0), 0);
  for (const { track, label, ...sample } of annotations) gathered.add(track ?? (nameless += 1), label, sample);
  const side = (name: 'width' | 'height'): number | null => {
    const value = images[0]?.[name];
    return typeof value === 'number' && value > 0 ? value : null;
  };
  return { widthPx: side('width'), heightPx: side('height'), frameCount: images.length, tracks: gathered.tracks() };
}

function readAnnotation(item: JsonRecord, path: string, frames: ReadonlyMap<number, number>, categories: ReadonlyMap<number, string>) {
  const frame = frames.get(checkInteger(item['image_id'], `${path}.image_id`));
  if (frame === undefined) throw invalidField(`${path}.image_id`, 'the id of an image');
  const [x, y, width, height, ...more] = checkArray(item['bbox'], `${path}.bbox`).map((value, at) => checkNumber(value, `${path}.bbox[${at}]`, at < 2 ? -Infinity : 0));
  if (x === undefined || y === undefined || width === undefined || height === undefined || more.length > 0) throw invalidField(`${path}.bbox`, '4 numbers');
  const attributes = item['attributes'] === undefined ? {} : checkRecord(item['attributes'], `${path}.attributes`);
  const id = item['track_id'] ?? attributes['track_id'];
  const track = id === undefined || id === null ? undefined : checkInteger(id, `${path}.track_id`, 0);
  const score = item['score'] === undefined ? 1 : checkNumber(item['score'], `${path}.score`, 0, 1);
  return { track, label: categories.get(Number(item['category_id'])) ?? 'object', frame, box: frameBox(x, y, width, height), score };
}
