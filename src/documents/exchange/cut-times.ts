import type { FrameRange } from '../analysis.ts';
import type { SourceInfo } from '../source.ts';

/** Which stretches of a video another one is made of, in its order. */
export interface CutList {
  readonly source: Pick<SourceInfo, 'name' | 'ticks' | 'timescale' | 'lastDurationTicks'>;
  readonly cuts: readonly FrameRange[];
  readonly hasSound: boolean;
}

/** Frames per second on average: exact where all frames are equally long. */
export function frameRateOf({ ticks, timescale, lastDurationTicks }: CutList['source']): number {
  const first = ticks[0] ?? 0;
  const end = (ticks[ticks.length - 1] ?? 0) + lastDurationTicks;
  return (ticks.length * timescale) / Math.max(1, end - first);
}

/** Whether every frame lasts as long as every other. */
export function isConstantRate({ ticks, lastDurationTicks }: CutList['source']): boolean {
  return ticks.every((tick, index) => index === 0 || tick - (ticks[index - 1] as number) === lastDurationTicks);
}

/** Ticks from the first presented frame: where a stretch begins, and its length to the end of its last frame. */
export function ticksOf({ ticks, lastDurationTicks }: CutList['source'], { firstFrame, lastFrame }: FrameRange): { readonly start: number; readonly length: number } {
  const first = ticks[firstFrame] as number;
  const end = ticks[lastFrame + 1] ?? (ticks[lastFrame] as number) + lastDurationTicks;
  return { start: first - (ticks[0] as number), length: end - first };
}

/** A quarter of a frame early: a time that was rounded must not fall behind the frame that it means. */
export function secondsOfFrame(frame: number, frameRate: number): number {
  return Math.max(0, frame - 0.25) / frameRate;
}
