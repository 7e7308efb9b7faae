import type { FrameBox } from '../core/boxes.ts';
import type { FrameRange } from './analysis.ts';
import type { ReviewVerdict } from './corrections.ts';

/**
 * Why a moment is worth a look. `gap`: a face was not seen for a while and its mask is a guess. `low-score`: the detector was not sure for a
 * while. `starts`, `ends`: a track begins or ends in the middle of the picture. `seen-once`: a face in one frame only. `swap`: two people
 * may have been taken for each other. `unsure`: nobody knows who this is. `close-call`: known, with a small margin. `unknown`: frames that could
 * not be looked at, hidden whole.
 */
export type RiskItemKind = 'gap' | 'low-score' | 'starts' | 'ends' | 'seen-once' | 'swap' | 'unsure' | 'close-call' | 'unknown';

/** A moment of the video that a person should look at. */
export interface RiskItem extends FrameRange {
  /** The same for the same observations, whatever was corrected. */
  readonly key: string;
  readonly kind: RiskItemKind;
  /** 0–1, for the order of the queue. */
  readonly severity: number;
  /** The frame to look at, within the range, and where (upright pixels); of frames without a face there is no place. */
  readonly frame: number;
  readonly box?: FrameBox;
  readonly track?: number;
}

/** An item with what the user said of it. */
export interface ReviewedItem extends RiskItem {
  readonly verdict?: ReviewVerdict;
  readonly by?: string;
}

/** The queue and how far it was gone through, for the page and the report. */
export interface ReviewQueue {
  /** The riskiest first. */
  readonly items: readonly ReviewedItem[];
  /** Items without a word on them. */
  readonly open: number;
}
