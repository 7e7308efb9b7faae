import { faceAdapters } from '../inference/catalog.ts';
import type { Quality } from '../documents/observations.ts';
import { blazeface } from './blazeface.ts';
import { planEmbedded } from './embedded-plan.ts';
import type { FaceDetectorId } from './face-detector.ts';
import type { FaceNetwork } from './face-network.ts';
import { planInputs, type PlannedInput } from './input-plan.ts';
import { scoreScales, type ScoreScale } from './score-scale.ts';
import { ssdMobilenet } from './ssd-mobilenet.ts';
import { yunet } from './yunet.ts';

/** One network of a detector: its adapter in the catalogue, what it looks at, and what its scores mean. */
export interface DetectorPart {
  readonly adapter: string;
  readonly network: FaceNetwork;
  readonly scores: ScoreScale;
  /** The looks at a picture of an upright size, in the order in which they are made. */
  readonly plan: (widthPx: number, heightPx: number, quality: Quality) => readonly PlannedInput[];
}

/** The networks of each detector in the order in which they look; `embedded` is the union of two. */
export const detectorParts: Readonly<Record<FaceDetectorId, readonly DetectorPart[]>> = {
  yunet: [{ adapter: faceAdapters.yunet, network: yunet, scores: scoreScales.yunet, plan: planInputs }],
  embedded: [
    { adapter: faceAdapters.ssd, network: ssdMobilenet, scores: scoreScales.ssd, plan: (w, h, quality) => planEmbedded(w, h, quality).ssd },
    { adapter: faceAdapters.blazeface, network: blazeface, scores: scoreScales.blazeface, plan: (w, h, quality) => planEmbedded(w, h, quality).blazeface },
  ],
};
