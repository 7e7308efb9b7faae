import { iou } from '../core/boxes.ts';
import { AppError, toAppError } from '../core/errors.ts';
import { lookQuality } from '../core/face-look.ts';
import { boxOf } from '../documents/box-columns.ts';
import { vectorOf } from '../documents/embeddings.ts';
import { keypointCount } from '../documents/observations.ts';
import type { Detections } from '../documents/observations.ts';
import { isStill, openMedia } from '../media/open-media.ts';
import { readStill } from '../media/stills/read-still.ts';
import { stillGeometry, stillToI420 } from '../pixels/still-planes.ts';
import type { ReferencePhoto } from '../rpc/job-types.ts';
import { lookQualityMin, sumUp } from '../tracking/looks.ts';
import type { Looks } from '../tracking/looks.ts';
import type { LanePool } from './lane-pool.ts';
import type { Recognizer } from './recognizer.ts';

/** Somebody's looks from a photo, and what is to become of them. */
export interface Reference {
  readonly role: ReferencePhoto['role'];
  /** Name of the photo's file. */
  readonly name: string;
  readonly looks: Looks;
}

/** From this score on a detection in a photo is a face for sure; what is below was a print or a shadow in every shared photo. */
const faceScoreMin = 0.75;
/** Detections that share this much are one face. */
const sameFaceIouMin = 0.2;

/**
 * Looks at reference photos, each of which must show one person. Throws `reference/no-face` (none, or too small, blurred or turned away to be
 * recognised), `reference/several-faces`, or what opening a picture throws, each with the name of the file.
 */
export async function learnReferences(photos: readonly ReferencePhoto[], lanes: LanePool, recognizer: Recognizer, signal: AbortSignal): Promise<Reference[]> {
  const references: Reference[] = [];
  for (const { role, file } of photos) {
    try {
      references.push({ role, name: file.name, looks: await looksOfPhoto(file, lanes, recognizer, signal) });
    } catch (thrown) {
      const error = toAppError(thrown, 'media/unreadable');
      throw new AppError(error.code, { ...error.details, file: file.name }, error);
    }
  }
  return references;
}

async function looksOfPhoto(file: File, lanes: LanePool, recognizer: Recognizer, signal: AbortSignal): Promise<Looks> {
  const media = await openMedia(file, file.name, signal);
  if (!isStill(media)) throw new AppError('media/unreadable', { reason: 'a reference is a picture, not a video' });
  const picture = await readStill(media, signal);
  const geometry = stillGeometry(media.widthPx, media.heightPx);
  const { detections, image } = await lanes.detect(stillToI420(picture, 'none'), { geometry, quality: 'thorough', sensitivity: 0.5 });
  const faces = sureFaces(detections);
  if (faces.length !== 1) lanes.release(image);
  if (faces.length > 1) throw new AppError('reference/several-faces', { faces: faces.length });
  const [face] = faces;
  if (face === undefined) throw new AppError('reference/no-face');
  const { embeddings, image: same } = await recognizer.embed(image, { geometry, detections, faces: Uint32Array.of(face) });
  lanes.release(same);
  const quality = embeddings.qualities[0] ?? 0;
  if (quality < lookQualityMin) throw new AppError('reference/no-face', { reason: 'too small, blurred, or turned away' });
  return sumUp([{ quality, vector: vectorOf(embeddings, 0) }]);
}

/** Faces that are surely some, each once, the best look first. */
function sureFaces(detections: Detections): number[] {
  const worth = (item: number): number => lookQuality(detections, item, 2 * keypointCount);
  const sure = Array.from({ length: detections.count }, (_, item) => item).filter((item) => (detections.scores[item] as number) >= faceScoreMin);
  const kept: number[] = [];
  for (const item of sure.sort((a, b) => worth(b) - worth(a))) {
    const box = boxOf(detections.boxes, item);
    if (kept.every((other) => iou(box, boxOf(detections.boxes, other)) < sameFaceIouMin)) kept.push(item);
  }
  return kept;
}
