import { invalidField } from '../checks.ts';
import type { TimeRange } from '../cut.ts';
import { frameRateOf, secondsOfFrame, ticksOf } from './cut-times.ts';
import type { CutList } from './cut-times.ts';

/** CMX 3600 numbers its events with three digits. */
const eventsMax = 999;

/**
 * Cuts as a CMX 3600 edit decision list: non-drop-frame timecode that counts frames from 0 at the rate's next whole number (30 for 29.97), the
 * record side one cut after the other. Exact where the frame rate is constant; else each cut begins at the nearest frame of the average rate.
 * Throws `document/invalid` for more cuts than the format can number.
 */
export function writeEdl({ source, cuts, hasSound }: CutList): string {
  if (cuts.length > eventsMax) throw invalidField('cuts', `at most ${eventsMax} cuts in an EDL; OpenTimelineIO takes more`);
  const rate = frameRateOf(source);
  const base = Math.max(1, Math.round(rate));
  const lines = [`TITLE: ${source.name.replace(/[\r\n]/g, ' ')}`, 'FCM: NON-DROP FRAME', ''];
  let record = 0;
  cuts.forEach((cut, index) => {
    const { start, length } = ticksOf(source, cut);
    const from = Math.round((start / source.timescale) * rate);
    const frames = Math.max(1, Math.round((length / source.timescale) * rate));
    const times = [from, from + frames, record, record + frames].map((frame) => timecode(frame, base)).join(' ');
    lines.push(`${String(index + 1).padStart(3, '0')}  AX       ${hasSound ? 'B' : 'V'}     C        ${times}`, `* FROM CLIP NAME: ${source.name.replace(/[\r\n]/g, ' ')}`);
    record += frames;
  });
  return `${lines.join('\n')}\n`;
}

/** The source side of every event that is a cut in the picture, in order. Other effects and channels are refused, comments passed over. */
export function readEdl(text: string, frameRate: number): TimeRange[] {
  const base = Math.max(1, Math.round(frameRate));
  if (/^FCM:\s*DROP FRAME/m.test(text)) throw invalidField('FCM', 'non-drop-frame timecode');
  const ranges: TimeRange[] = [];
  for (const line of text.split(/\r?\n/)) {
    const event = /^(\d{3,})\s+\S+\s+(\S+)\s+(\S+)\s+(.*)$/.exec(line.trim());
    if (event === null) continue;
    const [, number, channel, effect, times] = event as unknown as [string, string, string, string, string];
    if (!/^(V|B|AA?\/V|VA\d?)$/i.test(channel)) continue;
    if (effect.toUpperCase() !== 'C') throw invalidField(`event ${number}`, 'a cut (C), not another effect');
    const [sourceIn, sourceOut] = times.trim().split(/\s+/).map((code) => framesOf(code, base, `event ${number}`));
    if (sourceIn === undefined || sourceOut === undefined || sourceOut <= sourceIn) throw invalidField(`event ${number}`, 'a source in point before its out point');
    ranges.push({ startS: secondsOfFrame(sourceIn, frameRate), endS: secondsOfFrame(sourceOut, frameRate) });
  }
  if (ranges.length === 0) throw invalidField('cuts', 'an EDL with one event or more');
  return ranges;
}

function timecode(frame: number, base: number): string {
  const seconds = Math.floor(frame / base);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, frame % base];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

function framesOf(code: string, base: number, path: string): number {
  const [, hours, minutes, seconds, frames] = /^(\d{1,2}):(\d{2}):(\d{2}):(\d{2,3})$/.exec(code) ?? [];
  if (frames === undefined || Number(frames) >= base) throw invalidField(path, `timecode of ${base} frames a second`);
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * base + Number(frames);
}
