import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { encoderRefusalWords, refusalText } from '../../../src/core/encoding.ts';
import type { EncoderRefusal } from '../../../src/core/encoding.ts';
import type { ReportEncoding } from '../../../src/documents/report-encoding.ts';
import { en } from '../../../src/app/messages/en.ts';
import { ko } from '../../../src/app/messages/ko.ts';
import { encodingText, refusedText } from '../../../src/app/state/encoding-text.ts';
import { errorText } from '../../../src/app/state/format.ts';

const encoding: ReportEncoding = {
  profile: 'streaming', codecFamily: 'av1', hardware: 'prefer-software', latencyMode: 'quality', bitrateMode: 'constant', keyIntervalS: 2, adaptive: false, bitrateLowest: 1_000_000, bitrateHighest: 1_000_000,
  bitrateGot: 912_345, firstFrameMs: 41, changes: [],
};

describe('what the report says of the encoding', () => {
  it('names profile, codec, what it was asked to run on, and both bitrates', () => {
    expect(encodingText(en, encoding)).toBe('The network (streaming), AV1 (software), 1000 kbit/s asked for, 912 kbit/s came out, a key frame every 2 s at least; first picture after 41 ms');
  });

  it('names the bounds of a bitrate that moved, and encoders that failed', () => {
    const changes = [{ from: 'H.264 (hardware)', to: 'H.264 (software)', reason: 'gone' }];
    const text = encodingText(en, { ...encoding, adaptive: true, bitrateHighest: 1_400_000, firstFrameMs: null, changes });
    expect(text).toContain('1000 to 1400 kbit/s');
    expect(text).not.toContain('first picture');
    expect(text.endsWith('; H.264 (hardware) failed in the middle (gone), made anew with H.264 (software)')).toBe(true);
    expect(encodingText(ko, { ...encoding, changes })).toContain('H.264 (software)');
  });
});

describe('why a codec is not to be had', () => {
  it('has words for every reason, with what the encoder said', () => {
    for (const refusal of Object.keys(encoderRefusalWords) as EncoderRefusal[]) {
      const offer = { codecFamily: 'hevc', works: false, refusal, detail: 'oops' } as const;
      expect(refusedText(en, offer)).toBe(`${refusalText(offer)}.`);
      expect(refusedText(ko, offer)).toContain('HEVC');
      for (const text of [en, ko]) expect(refusedText(text, offer).includes('oops')).toBe(refusal === 'failed' || refusal === 'wrong-output');
    }
  });

  it.each([
    ['H.264, VP9', 'HEVC: this browser has no encoder for it. What works here: H.264, VP9.'],
    ['', 'HEVC: this browser has no encoder for it. No other codec works here either.'],
  ])('is told with an error, and what works: "%s"', (works, expected) => {
    const error = new AppError('media/no-encoder', { codec: 'HEVC', widthPx: 640, heightPx: 360, refusal: 'unsupported', detail: '', works });
    expect(errorText(en, error).todo).toContain(expected);
    expect(errorText(ko, error).todo).toContain('HEVC');
  });

  it('is not told with other errors, nor of all codecs at once', () => {
    const { todo } = en.errors['media/no-encoder'];
    expect(errorText(en, new AppError('media/no-encoder', { codec: 'H.264, VP9, AV1, HEVC', widthPx: 1, heightPx: 1, refusal: 'unsupported', detail: '', works: '' })).todo).toBe(todo);
    expect(errorText(en, new AppError('media/encode-failed', { codec: 'HEVC', refusal: 'unsupported' })).todo).toBe(en.errors['media/encode-failed'].todo);
  });
});
