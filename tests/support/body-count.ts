import type { BodiesSeen } from '../browser/in-page/bodies.ts';
import { hiddenPart, hiddenPartMin } from './truth.ts';
import type { TruthFace } from './truth.ts';

/** What bodies alone tell of known faces, which nobody looked for. */
export interface BodyCount {
  readonly looks: number;
  readonly bodies: number;
  readonly faces: number;
  /** Faces under the head of a body. */
  readonly covered: number;
  /** Bodies beyond the first whose heads cover the same face and have no other: one person twice, or two of whom one hides the other. */
  readonly twice: number;
  readonly ms: number;
}

export const noBodyCount: BodyCount = { looks: 0, bodies: 0, faces: 0, covered: 0, twice: 0, ms: 0 };

/** `faces`: those that are known, by frame of the source. */
export function countBodies({ frames, ms }: BodiesSeen, faces: readonly (readonly TruthFace[])[]): BodyCount {
  return frames.map(({ frame, bodies }): BodyCount => {
    const known = faces[frame] ?? [];
    const under = bodies.map(({ head }) => known.filter(({ box }) => hiddenPart(box, [{ box: head }]) >= hiddenPartMin));
    const covered = known.filter((face) => under.some((each) => each.includes(face))).length;
    const twice = known.reduce((sum, face) => sum + Math.max(0, under.filter((each) => each.length === 1 && each[0] === face).length - 1), 0);
    return { looks: 1, bodies: bodies.length, faces: known.length, covered, twice, ms: ms / frames.length };
  }).reduce(addCounts, noBodyCount);
}

export function addCounts(a: BodyCount, b: BodyCount): BodyCount {
  return { looks: a.looks + b.looks, bodies: a.bodies + b.bodies, faces: a.faces + b.faces, covered: a.covered + b.covered, twice: a.twice + b.twice, ms: a.ms + b.ms };
}
