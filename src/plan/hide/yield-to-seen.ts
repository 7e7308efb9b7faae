import { boxAround, frameBox, intersectionArea } from '../../core/boxes.ts';
import type { FrameBox } from '../../core/boxes.ts';
import { wholeScore } from '../../core/face-look.ts';
import { boxOf } from '../../documents/box-columns.ts';
import { polygonAt } from './polygon-at.ts';
import { sampleOf } from './pose-points.ts';
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
  const frameCount = mask.boxes.length / 4;
  let from = 0;
  const keep = (until: number): void => {
    if (until > from) paths.push(slicePath(mask, frameCount, from, until));
  };
  for (let at = 0; at < frameCount; at++) {
    const frame = mask.firstFrame + at;
    const sample = sampleOf(track, frame);
    if (sample === undefined || !isGuess(track, sample)) continue;
    const box = coveredBox(mask, frameCount, at);
    const faces = shown.flatMap((other) => seenFace(other, frame) ?? []).filter((face) => intersectionArea(box, face) > 0);
    if (faces.length === 0) continue;
    keep(at);
    from = at + 1;
    const parts = faces.reduce((left, face) => left.flatMap((part) => around(part, face)), [box]);
    for (const { x, y, width, height } of parts) paths.push({ track: mask.track, firstFrame: frame, boxes: Float32Array.of(x, y, width, height), shape: 'box', fill: mask.fill });
  }
  keep(frameCount);
  return paths;
}

/** The box around all that a mask covers on one of its frames. */
function coveredBox({ boxes, points, radiiPx }: MaskPath, frameCount: number, at: number): FrameBox {
  if (points === undefined) return boxOf(boxes, at);
  const polygon = polygonAt({ points, radiiPx }, frameCount, at);
  return boxAround(polygon.points, polygon.growPx);
}

/** The frames `from` to `until` - 1 of a path, counted from its first. A polygon keeps to cover its way to those that are left out. */
function slicePath(mask: MaskPath, frameCount: number, from: number, until: number): MaskPath {
  const { boxes, points, radiiPx } = mask;
  const sliced = { ...mask, firstFrame: mask.firstFrame + from, boxes: boxes.slice(4 * from, 4 * until) };
  if (points === undefined || (from === 0 && until === frameCount)) return sliced;
  const corners = points.length / frameCount;
  const radii = (radiiPx ?? new Float32Array(frameCount)).slice(from, until);
  for (const end of [from, until - 1]) radii[end - from] = polygonAt({ points, radiiPx }, frameCount, end).growPx;
  return { ...sliced, points: points.slice(corners * from, corners * until), radiiPx: radii };
}

function isGuess({ origins, scores }: Track, sample: number): boolean {
  return origins[sample] !== detected || (scores[sample] as number) < faceScoreMin;
}

/** The face of a track in a frame, when it was detected whole there. */
function seenFace(track: Track, frame: number): FrameBox | undefined {
  const sample = track.kind === 'face' ? sampleOf(track, frame) : undefined;
  if (sample === undefined || track.origins[sample] !== detected || !((track.scores[sample] as number) >= wholeScore)) return undefined;
  return boxOf(track.boxes, sample);
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
