import type { SourceInfo } from '../../documents/source.ts';
import { tickOf } from '../cut/timeline.ts';

/** Seconds at which frames are presented, counted from the first; the frame after the last is the end. */
export function frameTimes(source: SourceInfo): (frame: number) => number {
  const first = tickOf(source, 0);
  return (frame) => (tickOf(source, frame) - first) / source.timescale;
}
