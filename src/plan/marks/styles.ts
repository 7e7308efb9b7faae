import type { BodyPoint } from '../../documents/bodies.ts';
import type { MarkStyle } from '../../documents/marks-intent.ts';

/** Ends of a bone: points of the body, or the middle between the shoulders. */
export type BoneEnd = BodyPoint | 'neck';
export type Bone = readonly [BoneEnd, BoneEnd];

const limbs: readonly Bone[] = [
  ['left-shoulder', 'right-shoulder'], ['left-shoulder', 'left-elbow'], ['left-elbow', 'left-wrist'], ['right-shoulder', 'right-elbow'], ['right-elbow', 'right-wrist'],
  ['left-shoulder', 'left-hip'], ['right-shoulder', 'right-hip'], ['left-hip', 'right-hip'],
  ['left-hip', 'left-knee'], ['left-knee', 'left-ankle'], ['right-hip', 'right-knee'], ['right-knee', 'right-ankle'],
];
const head: readonly Bone[] = [['nose', 'left-eye'], ['nose', 'right-eye'], ['left-eye', 'left-ear'], ['right-eye', 'right-ear']];

/** How a style draws. Sizes are in units of a picture's size (see `MarkView`). */
export interface StyleLook {
  readonly bones: readonly Bone[];
  readonly lineUnits: number;
  /** Width of the dark edge beside each line, by which it stands out on anything. */
  readonly edgeUnits: number;
  /** Side of the square at each point; 0: none. */
  readonly pointUnits: number;
  readonly boxUnits: number;
  readonly textUnits: number;
  /** Points of a body of which the network is less sure are not drawn. */
  readonly pointScoreMin: number;
  /** Whether lines are the fainter the less sure they are, and labels tell how sure a box is. */
  readonly tellsDoubt: boolean;
}

/** MoveNet's own examples draw points from 0.3 on; below 0.1 they are anywhere. */
export const styleLooks: Readonly<Record<MarkStyle, StyleLook>> = {
  review: { bones: [...limbs, ...head], lineUnits: 1, edgeUnits: 0.5, pointUnits: 2.5, boxUnits: 0.75, textUnits: 8, pointScoreMin: 0.1, tellsDoubt: true },
  publication: { bones: [...limbs, ['neck', 'nose']], lineUnits: 2, edgeUnits: 0.75, pointUnits: 0, boxUnits: 1, textUnits: 10, pointScoreMin: 0.3, tellsDoubt: false },
};
