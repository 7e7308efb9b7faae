import type { Gate } from '../core/gate.ts';
import { iou, unionBox } from '../core/boxes.ts';
import type { FrameBox } from '../core/boxes.ts';
import type { I420Image } from '../core/i420.ts';
import { noEmbeddings } from '../documents/embeddings.ts';
import { boxOf, setBox } from '../documents/box-columns.ts';
import { frameStatus } from '../documents/observations.ts';
import type { Detections, FrameObservation, Observations, ObserveSettings, Quality } from '../documents/observations.ts';
import { ObservationsBuilder } from '../documents/observations-builder.ts';
import type { Still } from '../media/stills/still.ts';
import { readStill } from '../media/stills/read-still.ts';
import { isTranslucent, stillGeometry, stillToI420 } from '../pixels/still-planes.ts';
import type { Backing } from '../pixels/still-planes.ts';
import type { BodyFinder } from './body-finder.ts';
import { withBodyLook } from './body-looks.ts';
import { embedOrNone } from './closer-looks.ts';
import type { LanePool } from './lane-pool.ts';
import { detectOrUnknown } from './observe.ts';
import type { Recognizer } from './recognizer.ts';
import { sourceInfo } from './source-info.ts';

export interface ObserveStillDeps {
  readonly still: Still;
  readonly settings: ObserveSettings;
  readonly lanes: LanePool;
  readonly recognizer: Recognizer;
  /** There where the settings ask for bodies. */
  readonly bodies?: BodyFinder;
  readonly gate: Gate;
  readonly signal: AbortSignal;
}

/**
 * A picture has no other frame in which a face missed here would be seen, and is looked at once: thoroughly, unless `fast` was asked for. The
 * pictures of today's cameras hold faces that one look at the whole, made small, does not find.
 */
export function stillQuality(quality: Quality): Quality {
  return quality === 'fast' ? 'fast' : 'thorough';
}

/** Detections of two looks at one picture that share this much are of one face. */
const sameFaceIouMin = 0.4;

/**
 * Act one for a picture: a video of one frame, without a journal. A picture that lets something through is looked at as it is stored and as
 * it shows on white and on black: a face can stand in its colours or in its transparency alone. A failed model run makes it `unknown`.
 */
export async function observeStill({ still, settings, lanes, recognizer, bodies, gate, signal }: ObserveStillDeps): Promise<Observations> {
  const startedMs = performance.now();
  await gate.passed(signal);
  const picture = await readStill(still, signal);
  const geometry = stillGeometry(still.widthPx, still.heightPx);
  const backings: readonly Backing[] = isTranslucent(picture) ? ['none', 'white', 'black'] : ['none'];
  const looks: FrameObservation[] = [];
  let stored: I420Image | undefined; // as it is stored, for a closer look at its faces
  for (const backing of backings) {
    await gate.passed(signal);
    const faces = await detectOrUnknown(0, stillToI420(picture, backing), { geometry, settings, lanes });
    const { observation, image } = bodies === undefined || backing !== 'none' ? faces : await withBodyLook(faces, bodies, geometry, 1, lanes);
    if (backing === 'none') stored = image;
    else if (image !== undefined) lanes.release(image);
    looks.push(observation);
  }
  const builder = new ObservationsBuilder(sourceInfo(still), settings);
  const failed = looks.find(({ status }) => status === frameStatus.unknown);
  const detections = failed?.detections ?? joined(looks.map((look) => look.detections));
  const faces = Uint32Array.from({ length: detections.count }, (_, item) => item);
  const embeddings = stored === undefined ? noEmbeddings : await embedOrNone(stored, { geometry, detections, faces }, recognizer, lanes);
  const found = looks[0]?.bodies;
  builder.add({ frame: 0, status: failed?.status ?? frameStatus.observed, detections, embeddings, ...(found === undefined ? {} : { bodies: found }) });
  const detail = `${settings.detector}, ${settings.quality}, looked at ${looks.length}, closely at ${embeddings.count} faces`;
  return { ...builder.build([{ stage: 'observe', backend: lanes.backend, frames: 1, ms: performance.now() - startedMs, detail }]), speech: { kind: 'no-sound' } };
}

/** All faces of several looks, each once: what is seen twice covers both boxes and has the better score. */
function joined(looks: readonly Detections[]): Detections {
  const [first, ...others] = looks as [Detections, ...Detections[]];
  const faces = Array.from({ length: first.count }, (_, item) => faceOf(first, item));
  for (const look of others) {
    for (let item = 0; item < look.count; item++) {
      const face = faceOf(look, item);
      const same = faces.find(({ box }) => iou(box, face.box) >= sameFaceIouMin);
      if (same === undefined) faces.push(face);
      else {
        same.box = unionBox(same.box, face.box);
        same.score = Math.max(same.score, face.score);
      }
    }
  }
  const boxes = new Float32Array(4 * faces.length);
  faces.forEach(({ box }, item) => setBox(boxes, item, box));
  const keypoints = Float32Array.from(faces.flatMap((face) => [...face.keypoints]));
  return { count: faces.length, boxes, scores: Float32Array.from(faces, ({ score }) => score), keypoints };
}

function faceOf({ boxes, scores, keypoints, count }: Detections, item: number): { box: FrameBox; score: number; readonly keypoints: Float32Array } {
  const perFace = keypoints.length / count;
  return { box: boxOf(boxes, item), score: scores[item] as number, keypoints: keypoints.slice(item * perFace, (item + 1) * perFace) };
}
