import { frameBox, intersectionArea } from '../../core/boxes.ts';
import type { FrameBox } from '../../core/boxes.ts';
import { wholeScore } from '../../core/face-look.ts';
import { boxOf } from '../../documents/box-columns.ts';
import { sampleOrigins } from '../../documents/analysis.ts';
import type { Track } from '../../documents/analysis.ts';
import type { MaskPath } from '../../documents/edit.ts';

/** Below this a detector does not say "face": such a sample only carries a track on. */
const faceScoreMin = 0.5;
const detected = sampleOrigins.indexOf('detected');

/**
 * Cuts the face of somebody who may be seen, and is seen there whole, out of the guesses of a hidden track's mask: where nobody was detected, the mask
 * covers a place in which somebody may be, and that place is taken. All around the face stays covered, by boxes. What was detected as a face
 * is never cut, nor what was drawn. `shown` are the tracks of people who may be seen.
 */
export function yieldToSeen(mask: MaskPath, track: Track, shown: readonly Track[]): MaskPath[] {
  if (track.drawn !== undefined) return [mask];
  const paths: MaskPath[] = [];
  let from = 0;
  const keep = (until: number): void => {
    if (until > from) paths.push({ ...mask, firstFrame: mask.firstFrame + from, boxes: mask.boxes.slice(4 * from, 4 * until) });
  };
  for (let sample = 0; sample < track.frames.length; sample++) {
    if (!isGuess(track, sample)) continue;
    const frame = track.frames[sample] as number;
    const box = boxOf(mask.boxes, sample);
    const faces = shown.flatMap((other) => seenFace(other, frame) ?? []).filter((face) => intersectionArea(box, face) > 0);
    if (faces.length === 0) continue;
    keep(sample);
    from = sample + 1;
    const parts = faces.reduce((left, face) => left.flatMap((part) => around(part, face)), [box]);
    for (const { x, y, width, height } of parts) paths.push({ ...mask, firstFrame: frame, boxes: Float32Array.of(x, y, width, height), shape: 'box' });
  }
  keep(track.frames.length);
  return paths;
}

function isGuess({ origins, scores }: Track, sample: number): boolean {
  return origins[sample] !== detected || (scores[sample] as number) < faceScoreMin;
}

/** The face of a track in a frame, when it was detected whole there. */
function seenFace({ frames, boxes, scores, origins }: Track, frame: number): FrameBox | undefined {
  const sample = frame - (frames[0] as number);
  if (sample < 0 || sample >= frames.length || origins[sample] !== detected || !((scores[sample] as number) >= wholeScore)) return undefined;
  return boxOf(boxes, sample);
}

/** What is left of a box without a face: beside it on both sides, above and below. */
function around(box: FrameBox, face: FrameBox): FrameBox[] {
  if (intersectionArea(box, face) === 0) return [box];
  const [right, bottom] = [box.x + box.width, box.y + box.height];
  const [left, faceRight] = [Math.max(box.x, face.x), Math.min(right, face.x + face.width)];
  const [top, faceBottom] = [Math.max(box.y, face.y), Math.min(bottom, face.y + face.height)];
  return [
    frameBox(box.x, box.y, left - box.x, box.height),
    frameBox(faceRight, box.y, right - faceRight, box.height),
    frameBox(left, box.y, faceRight - left, top - box.y),
    frameBox(left, faceBottom, faceRight - left, bottom - faceBottom),
  ].filter(({ width, height }) => width > 0 && height > 0);
}
