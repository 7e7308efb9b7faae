import { bodySamplings } from '../documents/bodies.ts';
import type { Bodies, BodySampling, BodyScale } from '../documents/bodies.ts';
import type { Track } from '../documents/analysis.ts';
import { frameStatus, noDetections } from '../documents/observations.ts';
import type { ObserveSettings } from '../documents/observations.ts';
import { ObservationsBuilder } from '../documents/observations-builder.ts';
import type { Movie } from '../media/movie.ts';
import type { LookingTrial } from '../understand/choose-looking.ts';
import { addDistances, bodiesInFrame, noDistance, poseDistance } from '../understand/pose-distance.ts';
import type { PoseDistance } from '../understand/pose-distance.ts';
import { find } from '../understand/understand.ts';
import { sourceInfo } from './source-info.ts';

/** A frame in which bodies were looked for in several ways. */
export interface TriedFrame {
  readonly frame: number;
  /** The samplings that would have looked. */
  readonly due: readonly BodySampling[];
  /** What was found in the full picture, and in smaller ones where these were tried. */
  readonly full: Bodies;
  readonly smaller: ReadonlyMap<BodyScale, Bodies>;
}

/** What a look takes on one thread of a processor, in milliseconds: CenterNet at its own size, MoveNet for each body. Only their ratio matters. */
const detectMs = 43;
const poseMs = 8;

/** Every sampling at every scale, as far as frames that were all looked at tell: a distance is that of the sampling plus that of the scale. */
export function lookingTrials(movie: Movie, settings: Omit<ObserveSettings, 'bodies'>, tried: readonly TriedFrame[], scales: readonly BodyScale[]): LookingTrial[] {
  const tracksOf = (sampling: BodySampling): readonly Track[] => {
    const builder = new ObservationsBuilder(sourceInfo(movie), { ...settings, bodies: { sampling, scale: 1 } });
    for (const { frame, due, full } of tried) builder.add({ frame, status: frameStatus.observed, detections: noDetections, ...(due.includes(sampling) ? { bodies: full } : {}) });
    return find(builder.build([])).tracks;
  };
  const whole = tracksOf('all');
  const bodies = tried.reduce((sum, { full }) => sum + full.count, 0) / Math.max(1, tried.length);
  return bodySamplings.flatMap((sampling) => {
    const tracks = sampling === 'all' ? whole : tracksOf(sampling);
    const bySampling = sumOf(tried.map(({ frame }) => poseDistance(bodiesInFrame(whole, frame), bodiesInFrame(tracks, frame))));
    const share = tried.filter(({ due }) => due.includes(sampling)).length / Math.max(1, tried.length);
    return scales.map((scale): LookingTrial => {
      const byScale = sumOf(tried.flatMap(({ full, smaller }) => (smaller.has(scale) ? [poseDistance(full, smaller.get(scale) as Bodies)] : [])));
      const work = share * (detectMs * scale * scale + poseMs * bodies);
      return { sampling, scale, work, heads: headsOf(bySampling) + headsOf(byScale), lost: lostOf(bySampling) + lostOf(byScale) };
    });
  });
}

function sumOf(distances: readonly PoseDistance[]): PoseDistance {
  return distances.reduce(addDistances, noDistance);
}

function headsOf({ heads, points }: PoseDistance): number {
  return heads / Math.max(1, points);
}

function lostOf({ lost, bodies }: PoseDistance): number {
  return lost / Math.max(1, bodies);
}
