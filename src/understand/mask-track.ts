import { frameBox } from '../core/boxes.ts';
import type { FrameBox } from '../core/boxes.ts';
import { sampleOrigins } from '../documents/analysis.ts';
import type { Track } from '../documents/analysis.ts';
import { boxOf, setBox } from '../documents/box-columns.ts';
import { trackOfMask } from '../documents/corrections.ts';
import type { DrawMask } from '../documents/corrections.ts';
import { boxAt, minus, plus, poseOf, wayThrough } from './box-pose.ts';
import type { Anchor, Pose } from './box-pose.ts';
import type { MaskState } from './replay-state.ts';

/**
 * The track of a mask drawn by hand, on its frames within the video. Where it was followed it goes that way; keyframes there stay exact, and
 * what they differ by is spread over the frames between them. Elsewhere it goes straight from what is known to what is known, and rests
 * before the first and after the last of it.
 */
export function maskTrack(mask: MaskState, frameCount: number): Track {
  const { draw, firstFrame } = mask;
  const count = Math.max(0, Math.min(mask.lastFrame, frameCount - 1) - firstFrame + 1);
  const frames = Int32Array.from({ length: count }, (_, index) => firstFrame + index);
  const boxes = new Float32Array(4 * count);
  const way = wayOf(mask);
  frames.forEach((frame, sample) => setBox(boxes, sample, boxAt(way(frame))));
  const { shape, label = '', fill } = draw;
  const outline = { mask: draw.mask, shape, label, ...(fill === undefined ? {} : { fill }), points: pointsOf(draw, frames, boxes) };
  return {
    id: trackOfMask(draw.mask),
    kind: 'manual',
    frames,
    boxes,
    scores: new Float32Array(count).fill(1),
    origins: new Uint8Array(count).fill(sampleOrigins.indexOf('manual')),
    drawn: outline,
  };
}

/** The bounding box of a keyframe. */
function boundsOf(keyframe: DrawMask['keyframes'][number]): FrameBox {
  if ('box' in keyframe) return keyframe.box;
  const xs = keyframe.points.filter((_, index) => index % 2 === 0);
  const ys = keyframe.points.filter((_, index) => index % 2 === 1);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return frameBox(x, y, Math.max(...xs) - x, Math.max(...ys) - y);
}

function wayOf({ draw, followed }: MaskState): (frame: number) => Pose {
  const keys = draw.keyframes.map((keyframe): Anchor<Pose> => ({ frame: keyframe.frame, value: poseOf(boundsOf(keyframe)) }));
  if (followed.size === 0) return wayThrough(keys);
  const seen = new Map([...followed].map(([frame, [x, y, width, height]]) => [frame, poseOf(frameBox(x, y, width, height))]));
  const corrections = keys.flatMap(({ frame, value }): Anchor<Pose>[] => {
    const there = seen.get(frame);
    return there === undefined ? [] : [{ frame, value: minus(value, there) }];
  });
  const correction = corrections.length === 0 ? undefined : wayThrough(corrections);
  const corrected = (frame: number): Pose | undefined => {
    const there = seen.get(frame);
    return there === undefined || correction === undefined ? there : plus(there, correction(frame));
  };
  const ends = [...seen.keys()].filter((frame) => !seen.has(frame - 1) || !seen.has(frame + 1));
  const known = [...keys.filter(({ frame }) => !seen.has(frame)), ...ends.map((frame) => ({ frame, value: corrected(frame) as Pose }))];
  known.sort((a, b) => a.frame - b.frame);
  const elsewhere = wayThrough(known);
  return (frame) => corrected(frame) ?? elsewhere(frame);
}

/** Corners as shares of the bounding box are interpolated, then put into the box of each frame. */
function pointsOf(draw: DrawMask, frames: Int32Array, boxes: Float32Array): Float32Array {
  if (draw.shape !== 'polygon') return new Float32Array(0);
  const shapes = draw.keyframes.map((keyframe): Anchor<readonly number[]> => {
    const { x, y, width, height } = boundsOf(keyframe);
    const share = (value: number, index: number): number =>
      index % 2 === 0 ? (width > 0 ? (value - x) / width : 0) : height > 0 ? (value - y) / height : 0;
    return { frame: keyframe.frame, value: keyframe.points.map(share) };
  });
  const corners = shapes[0]?.value.length ?? 0;
  const points = new Float32Array(corners * frames.length);
  const shapeAt = wayThrough(shapes);
  frames.forEach((frame, sample) => {
    const { x, y, width, height } = boxOf(boxes, sample);
    const placed = shapeAt(frame).map((share, index) => (index % 2 === 0 ? x + share * width : y + share * height));
    points.set(placed, corners * sample);
  });
  return points;
}
