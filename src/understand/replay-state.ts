import type { FrameRange, Identity, IneffectiveCorrection, Track } from '../documents/analysis.ts';
import type { DrawMask } from '../documents/corrections.ts';
import type { SourceInfo } from '../documents/source.ts';

/** Why a correction had no effect. */
export type Reason = IneffectiveCorrection['reason'];

/** A mask as far as it was drawn and followed. */
export interface MaskState {
  readonly draw: DrawMask;
  /** Grown from the drawn range by what was followed. */
  readonly firstFrame: number;
  readonly lastFrame: number;
  /** Followed boxes by frame; the newest look at a frame counts. */
  readonly followed: ReadonlyMap<number, readonly [number, number, number, number]>;
}

/** What a replay changes, correction by correction; one per replay. */
export interface ReplayState {
  readonly source: SourceInfo;
  /** Found tracks by id. */
  readonly tracks: Map<number, Track>;
  people: readonly Identity[];
  readonly masks: Map<number, MaskState>;
  readonly hiddenWhole: FrameRange[];
}
