import { checkString } from '../checks.ts';
import type { TimeRange } from '../cut.ts';
import { readCaptionCuts } from './caption-cuts.ts';
import type { CutList } from './cut-times.ts';
import { readEdl, writeEdl } from './edl.ts';
import { readOtio, writeOtio } from './otio.ts';

/** Lists of cuts for editing programs: CMX 3600, OpenTimelineIO. */
export const cutFormats = ['edl', 'otio'] as const;
export type CutFormat = (typeof cutFormats)[number];

export function writeCuts(list: CutList, format: CutFormat): string {
  return format === 'edl' ? writeEdl(list) : writeOtio(list);
}

/**
 * The stretches of a list of either format, or of WebVTT captions, told by how the text begins, in seconds from the first frame. An EDL counts frames: `frameRate` is that
 * of the video (frames per second, averaged). Throws `document/invalid`.
 */
export function readCuts(text: string, frameRate: number): TimeRange[] {
  const begin = checkString(text, 'cuts').replace(/^\ufeff/, '').trimStart();
  if (begin.startsWith('WEBVTT')) return readCaptionCuts(begin);
  return begin.startsWith('{') ? readOtio(begin, frameRate) : readEdl(begin, frameRate);
}
