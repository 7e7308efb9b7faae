import { AppError } from '../../core/errors.ts';
import { checkArray, checkInteger, checkRecord } from '../checks.ts';
import type { JsonRecord } from '../checks.ts';

/** Names of frames as labelling tools write them: the number is the presentation index. */
const frameName = (frame: number): string => `frame_${String(frame).padStart(6, '0')}.png`;

export interface CocoImage {
  readonly id: number;
  readonly width: number;
  readonly height: number;
  readonly file_name: string;
  /** Presentation index: an extension. */
  readonly frame: number;
}

/** An image for each frame. */
export function cocoImages(count: number, width: number, height: number): CocoImage[] {
  return Array.from({ length: count }, (_, frame) => ({ id: frame + 1, width, height, file_name: frameName(frame), frame }));
}

/** The frame of an image: its `frame`, else the last number in its file's name, else its place in the list. */
export function frameOfCocoImage(image: JsonRecord, index: number): number {
  if (image['frame'] !== undefined) return checkInteger(image['frame'], `images[${index}].frame`, 0);
  const number = /(\d+)\D*$/.exec(typeof image['file_name'] === 'string' ? image['file_name'].replace(/\.[a-z0-9]+$/i, '') : '')?.[1];
  return number === undefined ? index : Number(number);
}

/** A list of records, by its name. */
export function cocoList(root: JsonRecord, name: string): JsonRecord[] {
  return checkArray(root[name], name).map((item, index) => checkRecord(item, `${name}[${index}]`));
}

/** Throws `document/invalid` where it is no JSON. */
export function readCoco(text: string): JsonRecord {
  try {
    return checkRecord(JSON.parse(text), 'coco');
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('document/invalid', { field: 'coco', expected: 'JSON' }, error);
  }
}
