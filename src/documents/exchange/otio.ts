import { checkArray, checkNumber, checkRecord, invalidField } from '../checks.ts';
import type { JsonRecord } from '../checks.ts';
import type { TimeRange } from '../cut.ts';
import { frameRateOf, isConstantRate, ticksOf } from './cut-times.ts';
import type { CutList } from './cut-times.ts';

/**
 * Cuts as an OpenTimelineIO file (schemas Timeline.1, Stack.1, Track.1, Clip.1): a video track, and one of sound where there is some, of clips of one
 * source. Times count frames where all are equally long, else the ticks of the video, so that they are exact either way.
 */
export function writeOtio({ source, cuts, hasSound }: CutList): string {
  const constant = isConstantRate(source);
  const rate = constant ? frameRateOf(source) : source.timescale;
  const unit = constant ? source.lastDurationTicks : 1;
  const time = (ticks: number): object => ({ OTIO_SCHEMA: 'RationalTime.1', rate, value: Math.round(ticks / unit) });
  const range = (start: number, length: number): object => ({ OTIO_SCHEMA: 'TimeRange.1', start_time: time(start), duration: time(length) });
  const whole = ticksOf(source, { firstFrame: 0, lastFrame: source.ticks.length - 1 });
  const media = { OTIO_SCHEMA: 'ExternalReference.1', name: source.name, target_url: source.name, available_range: range(0, whole.length), metadata: {} };
  const clips = cuts.map((cut) => {
    const { start, length } = ticksOf(source, cut);
    return { OTIO_SCHEMA: 'Clip.1', name: source.name, source_range: range(start, length), effects: [], markers: [], metadata: {}, media_reference: media };
  });
  const track = (kind: string): object => ({ OTIO_SCHEMA: 'Track.1', name: kind, kind, source_range: null, effects: [], markers: [], metadata: {}, children: clips });
  const children = [track('Video'), ...(hasSound ? [track('Audio')] : [])];
  const tracks = { OTIO_SCHEMA: 'Stack.1', name: 'tracks', source_range: null, effects: [], markers: [], metadata: {}, children };
  return `${JSON.stringify({ OTIO_SCHEMA: 'Timeline.1', name: source.name, global_start_time: null, metadata: {}, tracks }, null, 1)}\n`;
}

/** The source ranges of the clips of the first video track, in order; gaps are passed over. `frameRate` bounds how far times may be rounded. */
export function readOtio(text: string, frameRate: number): TimeRange[] {
  const timeline = checkRecord(parse(text), 'timeline');
  requireSchema(timeline, 'Timeline', 'timeline');
  const stack = checkRecord(timeline['tracks'], 'tracks');
  const tracks = checkArray(stack['children'], 'tracks.children').map((track, index) => checkRecord(track, `tracks.children[${index}]`));
  const video = tracks.find(({ kind }) => kind === 'Video');
  if (video === undefined) throw invalidField('tracks.children', 'a track of kind Video');
  const ranges = checkArray(video['children'], 'children').flatMap((item, index) => clipRange(checkRecord(item, `children[${index}]`), `children[${index}]`, frameRate));
  if (ranges.length === 0) throw invalidField('cuts', 'a timeline with one clip or more');
  return ranges;
}

function clipRange(item: JsonRecord, path: string, frameRate: number): TimeRange[] {
  const schema = String(item['OTIO_SCHEMA']);
  if (schema.startsWith('Gap.')) return [];
  requireSchema(item, 'Clip', path);
  const range = checkRecord(item['source_range'], `${path}.source_range`);
  const startS = seconds(range['start_time'], `${path}.source_range.start_time`);
  const lengthS = seconds(range['duration'], `${path}.source_range.duration`);
  if (lengthS <= 0) throw invalidField(`${path}.source_range.duration`, 'more than 0');
  const early = 0.25 / frameRate;
  return [{ startS: Math.max(0, startS - early), endS: startS + lengthS - early }];
}

function seconds(value: unknown, path: string): number {
  const time = checkRecord(value, path);
  return checkNumber(time['value'], `${path}.value`, 0) / checkNumber(time['rate'], `${path}.rate`, 1e-6);
}

function requireSchema(record: JsonRecord, schema: string, path: string): void {
  if (!String(record['OTIO_SCHEMA']).startsWith(`${schema}.`)) throw invalidField(`${path}.OTIO_SCHEMA`, `${schema}.1`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidField('timeline', 'JSON');
  }
}
