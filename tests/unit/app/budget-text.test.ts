import { describe, expect, it } from 'vitest';
import { en } from '../../../src/app/messages/en.ts';
import { ko } from '../../../src/app/messages/ko.ts';
import { lengthOfTime, qualityStepsText, timeBudgetText } from '../../../src/app/state/budget-text.ts';
import { noticeText } from '../../../src/app/state/format.ts';
import { Settings } from '../../../src/app/state/settings.svelte.ts';
import type { QualityStep } from '../../../src/documents/quality-step.ts';

describe('lengths of time', () => {
  it.each([
    [0.001, '0.001 s'],
    [2.345, '2.3 s'],
    [59.6, '60 s'],
    [119, '119 s'],
    [120, '2 min'],
    [150, '2.5 min'],
    [734, '12 min'],
    [7200, '2 h'],
    [9000, '2.5 h'],
  ])('%s s is %s', (seconds, expected) => {
    expect(lengthOfTime(en, seconds)).toBe(expected);
  });
});

describe('what a user reads when time or memory is short', () => {
  const steps: QualityStep[] = [
    { fromFrame: 0, why: 'memory', what: 'alone' },
    { fromFrame: 0, why: 'memory', what: 'fewer-frames' },
    { fromFrame: 120, why: 'time', what: 'profile', from: 'balanced', to: 'streaming' },
  ];

  it('names times and profiles in the own language, with no place left unfilled', () => {
    const told = [
      { code: 'finding-too-long', details: { seconds: 734, budgetS: 600 } },
      { code: 'quality-stepped', details: { from: 'balanced', to: 'streaming' } },
      { code: 'time-too-short', details: { budgetS: 600 } },
      { code: 'output-alone', details: {} },
      { code: 'output-frugal', details: {} },
    ] as const;
    for (const text of [en, ko]) for (const notice of told) expect(noticeText(text, notice, [])).not.toMatch(/[{}]|undefined/);
    expect(noticeText(en, told[0], [])).toContain('takes about 12 min');
    expect(noticeText(ko, told[0], [])).toContain('약 12분');
    expect(noticeText(en, told[1], [])).toContain('“The network (streaming)” instead of “Everything (balanced)”');
  });

  it('is in the report: each step with its frame and why, and whether the time was kept', () => {
    expect(qualityStepsText(en, steps)).toBe('for want of memory: made by itself; for want of memory: fewer frames at once; from frame 120 on for want of time: Everything (balanced) → The network (streaming)');
    expect(qualityStepsText(ko, steps)).not.toMatch(/[{}]/);
    expect(timeBudgetText(en, { finishInS: 600, workedS: 300 })).toBe('10 min, done in 5 min');
    expect(timeBudgetText(en, { finishInS: 600, workedS: 601 })).toBe('10 min, took 10 min');
    expect(timeBudgetText(ko, { finishInS: 1, workedS: 2 })).not.toMatch(/[{}]/);
  });
});

describe('the settings', () => {
  it.each([
    [null, undefined],
    [0, undefined],
    [-1, undefined],
    [10, 600],
    [0.5, 30],
  ])('%s minutes are %s seconds', (minutes, expected) => {
    const settings = new Settings();
    settings.finishInMin = minutes;
    expect(settings.toOptions({ startS: null, endS: null }, []).finishInS).toBe(expected);
  });
});
