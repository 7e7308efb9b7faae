import { expect, test } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { lowerBound } from '../../../src/core/time.ts';
import type { FrameRange } from '../../../src/documents/analysis.ts';
import { cutFormats, readCuts, writeCuts } from '../../../src/documents/exchange/cut-list.ts';
import { frameRateOf } from '../../../src/documents/exchange/cut-times.ts';
import type { CutList } from '../../../src/documents/exchange/cut-times.ts';

const evenly = (frames: number, timescale: number, step: number, zero = 0): CutList['source'] => ({
  name: 'talk.mp4', timescale, lastDurationTicks: step, ticks: Float64Array.from({ length: frames }, (_, frame) => zero + frame * step),
});
/** Every third frame lasts twice as long. */
const uneven: CutList['source'] = (() => {
  const steps = Array.from({ length: 300 }, (_, frame) => (frame % 3 === 0 ? 6006 : 3003));
  let at = 0;
  return { name: 'phone.mp4', timescale: 90_000, lastDurationTicks: 3003, ticks: Float64Array.from(steps, (step) => (at += step) - step) };
})();
const cuts: readonly FrameRange[] = [{ firstFrame: 12, lastFrame: 40 }, { firstFrame: 200, lastFrame: 200 }, { firstFrame: 0, lastFrame: 99 }, { firstFrame: 250, lastFrame: 299 }];

/** The frames that the page takes of stretches in seconds: those whose time lies within. */
function framesIn({ ticks, timescale }: CutList['source'], text: string, rate: number): FrameRange[] {
  const index = (seconds: number): number => lowerBound(ticks, (ticks[0] as number) + (seconds - 5e-7) * timescale);
  return readCuts(text, rate).map(({ startS, endS }) => ({ firstFrame: index(startS), lastFrame: index(endS) - 1 }));
}

const sources = [
  ['25 a second', evenly(300, 25, 1)],
  ['29.97 a second', evenly(300, 30_000, 1001)],
  ['23.976 in milliseconds of a late start', evenly(300, 24_000, 1001, 5000)],
  ['59.94 a second', evenly(300, 60_000, 1001)],
  ['12.5 a second', evenly(300, 25, 2)],
] as const;

for (const format of cutFormats) {
  test.each(sources)(`${format}: cuts come back as they were, %s`, (_, source) => {
    for (const hasSound of [true, false]) expect(framesIn(source, writeCuts({ source, cuts, hasSound }, format), frameRateOf(source))).toEqual(cuts);
  });
}

test('otio: so they do at an uneven rate; an EDL is off by no more than the frames differ', () => {
  expect(framesIn(uneven, writeCuts({ source: uneven, cuts, hasSound: true }, 'otio'), frameRateOf(uneven))).toEqual(cuts);
  framesIn(uneven, writeCuts({ source: uneven, cuts, hasSound: true }, 'edl'), frameRateOf(uneven)).forEach((cut, index) => {
    expect(Math.abs(cut.firstFrame - (cuts[index] as FrameRange).firstFrame)).toBeLessThanOrEqual(1);
    expect(Math.abs(cut.lastFrame - (cuts[index] as FrameRange).lastFrame)).toBeLessThanOrEqual(1);
  });
});

test('an EDL looks as editors expect', () => {
  const source = evenly(90_000, 25, 1);
  expect(writeCuts({ source, cuts: [{ firstFrame: 100, lastFrame: 149 }, { firstFrame: 89_990, lastFrame: 89_999 }], hasSound: true }, 'edl').split('\n')).toEqual([
    'TITLE: talk.mp4',
    'FCM: NON-DROP FRAME',
    '',
    '001  AX       B     C        00:00:04:00 00:00:06:00 00:00:00:00 00:00:02:00',
    '* FROM CLIP NAME: talk.mp4',
    '002  AX       B     C        00:59:59:15 01:00:00:00 00:00:02:00 00:00:02:10',
    '* FROM CLIP NAME: talk.mp4',
    '',
  ]);
});

const otio = (children: readonly object[]): string => JSON.stringify({ OTIO_SCHEMA: 'Timeline.1', tracks: { children: [{ OTIO_SCHEMA: 'Track.1', kind: 'Video', children }] } });
const time = (value: number): object => ({ OTIO_SCHEMA: 'RationalTime.1', value, rate: 25 });

test("another program's timeline: newer clips, gaps between them", () => {
  const clip = { OTIO_SCHEMA: 'Clip.2', source_range: { start_time: time(50), duration: time(25) }, media_references: {} };
  expect(framesIn(evenly(300, 25, 1), otio([clip, { OTIO_SCHEMA: 'Gap.1' }, clip]), 25)).toEqual([{ firstFrame: 50, lastFrame: 74 }, { firstFrame: 50, lastFrame: 74 }]);
});

test.each([
  ['nothing', ''],
  ['no event', 'TITLE: a\n'],
  ['a dissolve', '001  AX       V     D    012 00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00'],
  ['an out point before the in point', '001  AX       V     C        00:00:02:00 00:00:01:00 00:00:00:00 00:00:01:00'],
  ['frames past the rate', '001  AX       V     C        00:00:00:00 00:00:01:25 00:00:00:00 00:00:01:00'],
  ['drop frames', 'FCM: DROP FRAME\n001  AX       V     C        00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00'],
  ['half a file', '{"OTIO_SCHEMA": "Timeline.1", '],
  ['another schema', '{"OTIO_SCHEMA": "SerializableCollection.1"}'],
  ['no video track', JSON.stringify({ OTIO_SCHEMA: 'Timeline.1', tracks: { children: [] } })],
  ['a transition', otio([{ OTIO_SCHEMA: 'Transition.1' }])],
  ['a clip without a range', otio([{ OTIO_SCHEMA: 'Clip.1', source_range: null }])],
  ['an empty clip', otio([{ OTIO_SCHEMA: 'Clip.1', source_range: { start_time: time(1), duration: time(0) } }])],
])('%s is refused', (_, text) => {
  expect(() => readCuts(text, 25)).toThrow(AppError);
});

test('more events than an EDL can number are refused, and the way out is named', () => {
  const many = Array.from({ length: 1000 }, (_, frame) => ({ firstFrame: frame, lastFrame: frame }));
  expect(() => writeCuts({ source: evenly(1000, 25, 1), cuts: many, hasSound: false }, 'edl')).toThrow(AppError);
});

test.each<[string, string, readonly (readonly [number, number])[]]>([
  ['each caption a stretch', '00:01.000 --> 00:02.500\nfirst\n\n00:10.000 --> 00:12.000\n<v Mina>second\n', [[1, 2.5], [10, 12]]],
  ['what overlaps or nearly touches is one', '00:01.000 --> 00:02.000\na\n\n00:01.500 --> 00:03.000\nb\n\n00:03.150 --> 00:04.000\nc\n\n00:04.300 --> 00:05.000\nd\n', [[1, 4], [4.3, 5]]],
  ['in any order', '00:08.000 --> 00:09.000\nb\n\n00:01.000 --> 00:02.000\na\n', [[1, 2], [8, 9]]],
])('captions are cuts by text: %s', (_, cues, expected) => {
  expect(readCuts(`\ufeffWEBVTT - made by hand\n\n${cues}`, 25).map(({ startS, endS }) => [startS, endS])).toEqual(expected);
});

test.each([
  ['no caption', 'WEBVTT\n\nNOTE all deleted\n', 'cuts'],
  ['a caption of no length', 'WEBVTT\n\n00:01.000 --> 00:01.000\na\n', 'cuts'],
  ['a time that is none', 'WEBVTT\n\n1 --> 2\na\n', 'line 3'],
])('captions with %s are refused', (_, text, field) => {
  expect(() => readCuts(text, 25)).toThrow(expect.objectContaining({ code: 'document/invalid', details: expect.objectContaining({ field }) as object }));
});
