import { describe, expect, it } from 'vitest';
import { AppError, errorCatalogue } from '../../../src/core/errors.ts';
import { en } from '../../../src/app/messages/en.ts';
import { ko } from '../../../src/app/messages/ko.ts';
import { fillIn, uiKeys } from '../../../src/app/messages/messages.ts';
import { backendText, errorText, rate, timeLeft } from '../../../src/app/state/format.ts';

/** Every text of a table with its path: `errors.media/empty-file.todo`. */
function texts(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(value as Record<string, unknown>).flatMap(([key, each]) => texts(each, path === '' ? key : `${path}.${key}`));
}

const names = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string).sort();

describe('messages', () => {
  it('are complete in both languages, with the same keys and the same values to put in', () => {
    const english = texts(en);
    const korean = new Map(texts(ko));
    expect([...korean.keys()].sort()).toEqual(english.map(([path]) => path).sort());
    for (const [path, text] of english) {
      expect(text.trim(), path).not.toBe('');
      expect(korean.get(path)?.trim(), path).not.toBe('');
      expect(names(korean.get(path) ?? ''), path).toEqual(names(text));
    }
  });

  it('are Korean in Korean', () => {
    const left = texts(ko).filter(([path, text]) => !/[가-힣]/.test(text) && !['detector.yunet.name', 'ui.source'].includes(path));
    expect(left.map(([path]) => path)).toEqual([]);
  });

  it('name every error and every text of the page', () => {
    expect(Object.keys(en.errors).sort()).toEqual(Object.keys(errorCatalogue).sort());
    expect(Object.keys(en.ui).sort()).toEqual([...uiKeys].sort());
  });
});

describe('formats', () => {
  it.each([
    [null, ''],
    [0.2, '1 s left'],
    [59.4, '59 s left'],
    [119, '119 s left'],
    [600, '10 min left'],
    [Infinity, ''],
  ])('%s seconds left', (seconds, expected) => expect(timeLeft(en, seconds)).toBe(expected));

  it.each([[0, '0.0'], [9.94, '9.9'], [24.6, '25']])('%s frames a second', (perSecond, expected) => expect(rate(perSecond)).toBe(expected));

  it('says what made the frames, why, and what became of the GPU', () => {
    const backendWhy = { code: 'faster', details: { adapter: 'Acme', gpuMs: 1, cpuMs: 4 } } as const;
    expect(backendText(en, { backend: 'gpu', backendWhy, gpuTroubles: [{ kind: 'gpu-gave-up', reason: 'gone' }] })).toBe(
      'Graphics processor (GPU) (on Acme: measured 1 ms a frame, the processor 4 ms); The GPU cannot be relied on (gone): the processor does the rest.',
    );
    expect(backendText(ko, { backend: 'cpu', backendWhy: { code: 'asked-cpu', details: {} }, gpuTroubles: [] })).toBe('프로세서 (직접 선택함)');
  });

  it('puts values in, and leaves names it does not know', () => {
    expect(fillIn('{a} of {b}', { a: 1 })).toBe('1 of {b}');
  });

  it('says what would decode a codec', () => {
    const words = errorText(en, new AppError('media/unsupported-codec', { codec: 'hvc1.1', advice: 'hevc' }));
    expect(words.what).toContain('hvc1.1');
    expect(words.todo).toContain('Safari');
    expect(errorText(ko, new AppError('media/unsupported-codec', { codec: 'x' })).todo).toContain('H.264');
  });
});
