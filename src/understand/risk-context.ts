import { intersectionArea } from '../core/boxes.ts';
import type { FrameBox } from '../core/boxes.ts';
import { sampleOrigins } from '../documents/analysis.ts';
import type { Analysis, FrameRange, Track } from '../documents/analysis.ts';
import { boxOf } from '../documents/box-columns.ts';
import type { Observations } from '../documents/observations.ts';
import { frameClock } from '../tracking/tracklet.ts';
import { unknownRanges } from './unknown.ts';

const detected = sampleOrigins.indexOf('detected');

/** What the finders of risks ask about an analysis; made once per queue. */
export interface RiskContext {
  readonly analysis: Analysis;
  /** Frames that were looked at. */
  readonly range: FrameRange;
  /** Of these nothing is known; what the user hides is not among them. */
  readonly unknown: readonly FrameRange[];
  /** Tracks of faces that were detected at least once: a body only covers what they do not. */
  readonly tracks: readonly SeenTrack[];
  /** Seconds from one frame to another. */
  readonly secondsBetween: (firstFrame: number, lastFrame: number) => number;
  /** Whether another track (of a face or a head, or drawn) has a sample on the frame that touches the box. */
  readonly isCovered: (box: FrameBox, frame: number, except: Track) => boolean;
}

/** A track with its first and last detected sample. */
export interface SeenTrack {
  readonly track: Track;
  readonly firstSeen: number;
  readonly lastSeen: number;
}

export function riskContext({ settings, statuses }: Observations, analysis: Analysis): RiskContext {
  const clock = frameClock(analysis.source.ticks, analysis.source.timescale);
  const all = analysis.tracks.filter(({ frames, kind }) => frames.length > 0 && kind !== 'person');
  const tracks = all.flatMap((track): SeenTrack[] => {
    const firstSeen = track.origins.indexOf(detected);
    return track.kind !== 'face' || firstSeen < 0 ? [] : [{ track, firstSeen, lastSeen: track.origins.lastIndexOf(detected) }];
  });
  return {
    analysis,
    range: { firstFrame: settings.firstFrame, lastFrame: Math.min(settings.lastFrame, analysis.source.ticks.length - 1) },
    unknown: unknownRanges(statuses, settings.firstFrame),
    tracks,
    secondsBetween: (firstFrame, lastFrame) => clock.timeS(lastFrame) - clock.timeS(firstFrame),
    isCovered: (box, frame, except) =>
      all.some((track) => {
        const sample = frame - (track.frames[0] as number);
        return track !== except && sample >= 0 && sample < track.frames.length && intersectionArea(boxOf(track.boxes, sample), box) > 0;
      }),
  };
}

/** Runs of samples of a track for which something holds, as first and last sample. */
export function runsOf(from: number, to: number, holds: (sample: number) => boolean): [number, number][] {
  const runs: [number, number][] = [];
  for (let sample = from; sample <= to; sample++) {
    if (!holds(sample)) continue;
    const last = runs[runs.length - 1];
    if (last !== undefined && last[1] === sample - 1) last[1] = sample;
    else runs.push([sample, sample]);
  }
  return runs;
}
