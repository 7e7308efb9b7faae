import { union } from '../../core/intervals.ts';
import { invalidField } from '../checks.ts';
import { jumpMinS } from '../cut.ts';
import type { TimeRange } from '../cut.ts';
import { speechFromVtt } from './webvtt.ts';

/**
 * The stretches of WebVTT captions, in seconds from the first frame, ascending: somebody who deletes the lines that are not wanted cuts by text. Cues that
 * overlap or nearly touch are one stretch. Throws `document/invalid`.
 */
export function readCaptionCuts(text: string): TimeRange[] {
  const stretches = union(speechFromVtt(text).map(({ startUs, endUs }) => ({ start: startUs / 1e6, end: endUs / 1e6 })), jumpMinS);
  if (stretches.length === 0) throw invalidField('cuts', 'one caption at least');
  return stretches.map(({ start, end }) => ({ startS: start, endS: end }));
}
