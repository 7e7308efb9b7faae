import type { Analysis, FrameRange } from '../documents/analysis.ts';

/** Where nobody could tell whether somebody speaks, within what was looked at: in the words of a report. */
export function speechNotes({ source: { ticks, timescale, lastDurationTicks }, speechUnknown }: Pick<Analysis, 'source' | 'speechUnknown'>, { firstFrame, lastFrame }: FrameRange): string[] {
  const zero = ticks[0] ?? 0;
  const usOf = (frame: number): number => (((ticks[frame] ?? (ticks.at(-1) ?? 0) + lastDurationTicks) - zero) / timescale) * 1e6;
  const [fromUs, toUs] = [usOf(firstFrame), usOf(lastFrame + 1)];
  const seconds = (us: number): string => (us / 1e6).toFixed(1);
  const unknown = speechUnknown.flatMap(({ startUs, endUs }) => {
    const [from, to] = [Math.max(fromUs, startUs), Math.min(toUs, endUs)];
    return from < to ? [`${seconds(from)} to ${seconds(to)} s`] : [];
  });
  return unknown.length === 0 ? [] : [`nobody could listen to the sound from ${unknown.join(', ')}: whether somebody speaks there is unknown`];
}
