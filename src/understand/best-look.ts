import { lookQuality } from '../core/face-look.ts';
import { boxOf } from '../documents/box-columns.ts';
import type { Identity } from '../documents/analysis.ts';
import { keypointCount } from '../documents/observations.ts';
import type { Observations } from '../documents/observations.ts';
import type { Tracklet } from '../tracking/tracklet.ts';

/** A look that tells nobody apart is still a picture of the face: worth this part of its score, less than any good one. */
const poorLook = 1e-3;

/** The detected sample that shows a face best, of several tracklets: large, from the front, surely a face. Null when there is none. */
export function bestLook(tracklets: readonly Tracklet[], observations: Observations): Identity['best'] {
  let best: Identity['best'] = null;
  let most = -1;
  for (const tracklet of tracklets) {
    tracklet.detections.forEach((detection, sample) => {
      const value = (tracklet.scores[sample] as number) * (poorLook + lookQuality(observations, detection, 2 * keypointCount));
      if (!(value > most)) return;
      most = value;
      best = { frame: tracklet.frames[sample] as number, box: boxOf(observations.boxes, detection) };
    });
  }
  return best;
}
