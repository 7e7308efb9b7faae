import type { FrameRange } from '../documents/analysis.ts';
import type { PresentedRange } from '../media/audio-cut.ts';
import type { Movie, VideoTrack } from '../media/movie.ts';

type Times = Pick<VideoTrack, 'ticks' | 'lastDurationTicks'>;

/** When the frames of an output play, in ticks of the source's timescale. */
export interface OutputTimes {
  /** By output frame. */
  readonly ticks: Float64Array;
  readonly lastDurationTicks: number;
}

/**
 * The times of an output of some cuts, in their order: every frame plays for as long as in the source, to the tick, however many cuts there are. An
 * output of the whole source begins when that does, any other at 0.
 */
export function outputTimes(video: Times, cuts: readonly FrameRange[]): OutputTimes {
  const frames = cuts.reduce((sum, { firstFrame, lastFrame }) => sum + lastFrame - firstFrame + 1, 0);
  const ticks = new Float64Array(frames);
  let frame = 0;
  let cutStart = isWhole(video, cuts) ? (video.ticks[0] as number) : 0;
  for (const { firstFrame, lastFrame } of cuts) {
    const zero = video.ticks[firstFrame] as number;
    for (let source = firstFrame; source <= lastFrame; source += 1) ticks[frame++] = cutStart + (video.ticks[source] as number) - zero;
    cutStart += endOf(video, lastFrame) - zero;
  }
  return { ticks, lastDurationTicks: cutStart - (ticks[frames - 1] ?? cutStart) };
}

/** How long some cuts are together, in ticks. */
export function ticksOf(video: Times, cuts: readonly FrameRange[]): number {
  return cuts.reduce((sum, { firstFrame, lastFrame }) => sum + endOf(video, lastFrame) - (video.ticks[firstFrame] as number), 0);
}

/** The stretches of the movie's time line that some cuts cover, in their order, for its sound; null when nothing is cut away. */
export function presentedStretches({ video }: Movie, cuts: readonly FrameRange[]): PresentedRange[] | null {
  if (isWhole(video, cuts)) return null;
  return cuts.map(({ firstFrame, lastFrame }) => ({ startS: (video.ticks[firstFrame] as number) / video.timescale, endS: endOf(video, lastFrame) / video.timescale }));
}

function endOf({ ticks, lastDurationTicks }: Times, frame: number): number {
  return ticks[frame + 1] ?? (ticks[frame] as number) + lastDurationTicks;
}

function isWhole({ ticks }: Times, cuts: readonly FrameRange[]): boolean {
  return cuts.length === 1 && cuts[0]?.firstFrame === 0 && cuts[0].lastFrame === ticks.length - 1;
}
