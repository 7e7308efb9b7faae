import type { FrameBox } from '../../core/boxes.ts';
import { boxOf, setBox } from '../../documents/box-columns.ts';
import type { Track } from '../../documents/analysis.ts';
import type { MaskPath, PlannedShape } from '../../documents/edit.ts';
import type { FillChoice } from '../../documents/intent.ts';

/** What a mask is on one frame. A polygon lies within `radiusPx` of its corners `points` (x, y pairs); `box` then tells where its fill lies. */
export interface FrameShape {
  readonly box: FrameBox;
  readonly shape: PlannedShape;
  readonly polygon?: { readonly points: readonly number[]; readonly radiusPx: number };
}

/**
 * The paths of one part of a track's mask: `at` says what it is on a sample, or nothing where others hide the track. A polygon must have as many corners
 * on every frame. Boxes must cover their motion already; a polygon covers its own where it goes on, and at its ends as much as its track moves.
 */
export function shapePaths(track: Track, fill: FillChoice, at: (sample: number) => FrameShape | undefined): MaskPath[] {
  const shapes = Array.from(track.frames, (_, sample) => at(sample));
  const paths: MaskPath[] = [];
  for (let from = 0; from < shapes.length; ) {
    const shape = shapes[from]?.shape;
    let end = from + 1;
    while (end < shapes.length && shapes[end]?.shape === shape) end += 1;
    if (shape !== undefined) paths.push(pathOf(track, fill, shape, shapes.slice(from, end) as FrameShape[], from));
    from = end;
  }
  return paths;
}

function pathOf(track: Track, fill: FillChoice, shape: PlannedShape, shapes: readonly FrameShape[], from: number): MaskPath {
  const boxes = new Float32Array(4 * shapes.length);
  shapes.forEach(({ box }, index) => setBox(boxes, index, box));
  const path = { track: track.id, firstFrame: (track.frames[0] as number) + from, boxes, shape, fill };
  if (shape !== 'polygon') return path;
  const polygons = shapes.map(({ polygon }) => polygon ?? { points: [], radiusPx: NaN });
  const radiiPx = Float32Array.from(polygons, ({ radiusPx }) => radiusPx);
  const last = shapes.length - 1;
  radiiPx[0] = (radiiPx[0] as number) + halfWayPx(track.boxes, from, from - 1);
  radiiPx[last] = (radiiPx[last] as number) + halfWayPx(track.boxes, from + last, from + last + 1);
  return { ...path, points: Float32Array.from(polygons.flatMap(({ points }) => points)), radiiPx };
}

/** Half of the farthest that an edge of a box goes on the way to another sample; nothing where there is none. */
function halfWayPx(boxes: Float32Array, sample: number, other: number): number {
  if (other < 0 || 4 * other >= boxes.length) return 0;
  const [a, b] = [boxOf(boxes, sample), boxOf(boxes, other)];
  return Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y), Math.abs(a.x + a.width - b.x - b.width), Math.abs(a.y + a.height - b.y - b.height)) / 2;
}
