import { frameBox, intersectionArea } from '../../core/boxes.ts';
import type { FrameBox } from '../../core/boxes.ts';
import { boxOf, setBox } from '../../documents/box-columns.ts';
import { sampleOrigins } from '../../documents/analysis.ts';
import type { Track } from '../../documents/analysis.ts';
import type { MaskPath } from '../../documents/edit.ts';

/** A face that a detector is this sure of is seen whole: nobody is before it (see `core/face-look.ts`; half hidden ones have .88 at most). */
const seenScoreMin = 0.88;
/** Below this a detector does not say "face": such a sample only carries a track on. */
const faceScoreMin = 0.5;
const detected = sampleOrigins.indexOf('detected');

/**
 * Cuts the guesses of a hidden track's mask back where they lie over the face of somebody who may be seen and is seen there, whole: where nobody was
 * detected, the mask covers a place in which somebody may be, and that place is taken. What was detected as a face is never cut, nor what
 * was drawn. `shown` are the tracks of people who may be seen.
 */
export function yieldToSeen(mask: MaskPath, track: Track, shown: readonly Track[]): MaskPath {
  if (track.drawn !== undefined) return mask;
  let boxes: Float32Array | undefined;
  for (let sample = 0; sample < track.frames.length; sample++) {
    if (!isGuess(track, sample)) continue;
    for (const other of shown) {
      const face = seenFace(other, track.frames[sample] as number);
      if (face === undefined) continue;
      const box = boxOf(boxes ?? mask.boxes, sample);
      if (intersectionArea(box, face) > 0) setBox((boxes ??= mask.boxes.slice()), sample, beside(box, face));
    }
  }
  return boxes === undefined ? mask : { ...mask, boxes };
}

function isGuess({ origins, scores }: Track, sample: number): boolean {
  return origins[sample] !== detected || (scores[sample] as number) < faceScoreMin;
}

/** The face of a track in a frame, when it was detected whole there. */
function seenFace({ frames, boxes, scores, origins }: Track, frame: number): FrameBox | undefined {
  const sample = frame - (frames[0] as number);
  if (sample < 0 || sample >= frames.length || origins[sample] !== detected || !((scores[sample] as number) >= seenScoreMin)) return undefined;
  return boxOf(boxes, sample);
}

/** The largest part of a box to one side of a face: left, right, above or below. */
function beside(box: FrameBox, face: FrameBox): FrameBox {
  const right = box.x + box.width;
  const bottom = box.y + box.height;
  const parts = [
    frameBox(box.x, box.y, Math.max(0, face.x - box.x), box.height),
    frameBox(face.x + face.width, box.y, Math.max(0, right - face.x - face.width), box.height),
    frameBox(box.x, box.y, box.width, Math.max(0, face.y - box.y)),
    frameBox(box.x, face.y + face.height, box.width, Math.max(0, bottom - face.y - face.height)),
  ];
  return parts.reduce((best, part) => (part.width * part.height > best.width * best.height ? part : best));
}
