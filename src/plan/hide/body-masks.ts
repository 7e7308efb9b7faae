import { boxAround, frameBox, grownBy, unionBox } from '../../core/boxes.ts';
import type { FrameBox } from '../../core/boxes.ts';
import { boxOf, setBox } from '../../documents/box-columns.ts';
import type { Track } from '../../documents/analysis.ts';
import type { MaskPath } from '../../documents/edit.ts';
import { bodyHull, hullPartCount } from './body-hull.ts';
import { coverMotion } from './cover-motion.ts';
import { sampleOf, seenPose } from './pose-points.ts';
import { shapePaths } from './shape-paths.ts';
import type { FrameShape } from './shape-paths.ts';
import { steadyRuns } from './steady-runs.ts';
import type { MaskLook } from './track-mask.ts';

/** What a detector's box leaves outside of it (hair, fingers, hems), as a share of its longer side, on every side. */
const boxMargin = 0.08;
/** A side of the grown box that comes so near to the border of the picture (same share) is taken to be beyond it: detectors end short of it, bodies do not. */
const borderShare = 0.08;

/** Upright displayed size. */
export interface PictureSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/**
 * A body that nobody found, of a face that was: in faces (137 mm by 150 mm), for somebody upright of 1.75 m with arms at rest. It begins above the crown
 * and ends below the feet.
 */
const estimated = { facesAcross: 5, facesAbove: 0.8, facesDown: 12.5 } as const;

/**
 * The masks of a hidden person: on each frame the hull of the body, or the person's whole box where the pose does not tell for more than a moment where all
 * of it is. All parts of a frame have one box for their fill.
 */
export function bodyMasks(track: Track, picture: PictureSize, { scale, fill }: MaskLook): MaskPath[] {
  const places = column(track, (box) => {
    const side = Math.max(box.width, box.height);
    return overBorders(grownBy(box, boxMargin * scale * side), picture, borderShare * side);
  });
  const hulls = steadyRuns(Array.from(track.frames, (_, sample) => bodyHull(seenPose(track, sample), boxOf(track.boxes, sample), boxOf(places, sample), scale)));
  const whole = (sample: number): FrameShape | undefined => (hulls[sample] === undefined ? { box: boxOf(places, sample), shape: 'box' } : undefined);
  const partAt = (part: number) => (sample: number): FrameShape | undefined => {
    const hull = hulls[sample];
    const polygon = hull?.[part];
    return hull === undefined || polygon === undefined ? undefined : { box: hull.reduce((box, each) => (each === undefined ? box : unionBox(box, boxAround(each.points, each.radiusPx))), boxOf(places, sample)), shape: 'polygon', polygon };
  };
  return [...shapePaths(track, fill, whole), ...Array.from({ length: hullPartCount }, (_, part) => shapePaths(track, fill, partAt(part))).flat()];
}

/** The masks below a hidden face on the frames on which no body of it is found: where the body of somebody upright would be. `bodies` are the persons whose face it is. */
export function estimatedBodyMasks(track: Track, bodies: readonly Track[], { scale, fill }: MaskLook): MaskPath[] {
  const boxes = column(track, ({ x, y, width, height }) => {
    // From the side a face is narrower, tilted it is wider: a body is neither.
    const face = Math.max(width, height * (137 / 150));
    const across = estimated.facesAcross * face * scale;
    return frameBox(x + width / 2 - across / 2, y - estimated.facesAbove * height, across, (estimated.facesAbove + estimated.facesDown) * height);
  });
  const found = (sample: number): boolean => bodies.some((body) => sampleOf(body, track.frames[sample] as number) !== undefined);
  return shapePaths(track, fill, (sample) => (found(sample) ? undefined : { box: boxOf(boxes, sample), shape: 'rounded-box' }));
}

/** A box whose sides within `nearPx` of the picture's borders lie beyond these. */
function overBorders({ x, y, width, height }: FrameBox, picture: PictureSize, nearPx: number): FrameBox {
  const left = x < nearPx ? Math.min(x, -nearPx) : x;
  const top = y < nearPx ? Math.min(y, -nearPx) : y;
  const right = x + width > picture.widthPx - nearPx ? Math.max(x + width, picture.widthPx + nearPx) : x + width;
  const bottom = y + height > picture.heightPx - nearPx ? Math.max(y + height, picture.heightPx + nearPx) : y + height;
  return frameBox(left, top, right - left, bottom - top);
}

function column(track: Track, of: (box: FrameBox) => FrameBox): Float32Array {
  const boxes = new Float32Array(track.boxes.length);
  for (let sample = 0; sample < track.frames.length; sample++) setBox(boxes, sample, of(boxOf(track.boxes, sample)));
  return coverMotion(boxes);
}
