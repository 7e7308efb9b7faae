import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import type { Identity, SpeakerRange } from '../../../src/documents/analysis.ts';
import { speechCues, speechFromVtt, speechToVtt } from '../../../src/documents/exchange/webvtt.ts';
import type { SpeechCue } from '../../../src/documents/exchange/webvtt.ts';

const cues: readonly SpeechCue[] = [
  { startUs: 0, endUs: 999_000, text: 'speech' },
  { startUs: 1_090_000, endUs: 61_500_000, text: 'speech', speaker: 'Mina & <Jo>' },
  { startUs: 3_599_999_000, endUs: 2 * 3_600_000_000, text: 'a --> b &amp; c', speaker: '미나' },
];

describe('cues of an analysis', () => {
  const person = (id: number, tracks: readonly number[], name?: string): Identity => ({ id, tracks, confidence: 1, sure: true, maybe: [], best: null, ...(name === undefined ? {} : { name }) });
  const identities = [person(1, [1, 4], 'Mina'), person(2, [2])];
  const speech = [{ startUs: 0, endUs: 100 }, { startUs: 200, endUs: 300 }];
  const said = (track: number, startUs: number, endUs: number): SpeakerRange => ({ track, startUs, endUs, confidence: 1 });
  it.each<[name: string, speakers: readonly SpeakerRange[] | undefined, cues: readonly (readonly [number, number, string?])[]]>([
    ['nobody looked at who speaks', undefined, [[0, 100], [200, 300]]],
    ['one speaks throughout, another in the middle', [said(4, 0, 100), said(2, 220, 250)], [[0, 100, 'Mina'], [200, 220], [220, 250, 'Person 2'], [250, 300]]],
    ['one after the other', [said(1, 0, 40), said(2, 40, 100)], [[0, 40, 'Mina'], [40, 100, 'Person 2'], [200, 300]]],
    ['a track that is nobody\'s', [said(9, 0, 100)], [[0, 100], [200, 300]]],
    ['beyond the speech', [said(1, 90, 210)], [[0, 90], [90, 100, 'Mina'], [200, 210, 'Mina'], [210, 300]]],
  ])('%s', (_, speakers, cues) => {
    const found = speechCues({ speech, identities, ...(speakers === undefined ? {} : { speakers }) });
    expect(found.map(({ startUs, endUs, speaker }) => (speaker === undefined ? [startUs, endUs] : [startUs, endUs, speaker]))).toEqual(cues);
  });
});

describe('WebVTT of speech', () => {
  it('is what players read', () => {
    expect(speechToVtt(cues.slice(0, 2))).toBe(
      'WEBVTT\n\n00:00:00.000 --> 00:00:00.999\nspeech\n\n00:00:01.090 --> 00:01:01.500\n<v Mina &amp; &lt;Jo&gt;>speech\n',
    );
    expect(speechToVtt([])).toBe('WEBVTT\n');
  });

  it('comes back as it was', () => expect(speechFromVtt(speechToVtt(cues))).toEqual(cues));

  it('rounds to milliseconds', () => {
    expect(speechFromVtt(speechToVtt([{ startUs: 499, endUs: 1_234_567, text: 'x' }]))).toEqual([{ startUs: 0, endUs: 1_235_000, text: 'x' }]);
  });

  it('never ends a cue early, whatever a name holds', () => {
    expect(speechFromVtt(speechToVtt([{ startUs: 0, endUs: 1000, text: 'one\n\ntwo', speaker: ' Mi\nna ' }]))).toEqual([{ startUs: 0, endUs: 1000, text: 'one two', speaker: 'Mi na' }]);
  });

  it('is read from other programs, with all they put beside it', () => {
    const text = '\ufeffWEBVTT - talk\r\nKind: captions\r\n\r\nNOTE a comment\r\n\r\nSTYLE\r\n::cue { color: red }\r\n\r\n7\r\n00:01.000 --> 100:00:02.500 align:start line:0%\r\n<v.loud Esme Jo><b>Hello</b>\r\nthere</v>\r\n';
    expect(speechFromVtt(text)).toEqual([{ startUs: 1_000_000, endUs: 360_002_500_000, text: 'Hello\nthere', speaker: 'Esme Jo' }]);
  });

  it.each([
    ['another text', '1\n00:00:01,000 --> 00:00:02,000\nHello', 'line 1'],
    ['nothing', '', 'line 1'],
    ['a name that only begins alike', 'WEBVTTX\n', 'line 1'],
    ['a time with a comma', 'WEBVTT\n\n00:01,000 --> 00:02.000\nHello', 'line 3'],
    ['a minute of 61 seconds', 'WEBVTT\n\n00:61.000 --> 02:00.000\nHello', 'line 3'],
    ['one time', 'WEBVTT\n\n00:01.000 -->\nHello', 'line 3'],
    ['a cue that ends before it begins', 'WEBVTT\n\n00:02.000 --> 00:01.000\nHello', 'line 3'],
  ])('refuses %s', (_, text, field) => {
    let error: unknown;
    try {
      speechFromVtt(text);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).details['field']).toBe(field);
  });
});
