import { describe, expect, it } from 'vitest';
import { budgetSummary } from '../../../cli/budget-option.ts';
import { parseCommandLine } from '../../../cli/options.ts';

const finishIn = (value: string, kind = 'anonymize'): number | undefined => {
  const command = parseCommandLine([kind, 'in.mp4', '-o', 'out.mp4', '--finish-in', value]);
  return 'job' in command ? command.job.options.finishInS : undefined;
};

describe('--finish-in', () => {
  it.each([
    ['90', 90],
    ['90s', 90],
    ['0.001s', 0.001],
    ['10m', 600],
    ['1.5h', 5400],
    ['1h30m', 5400],
    ['1h2m3s', 3723],
    ['2m30', 150],
  ])('%s is %s s', (value, expected) => {
    expect(finishIn(value)).toBe(expected);
  });

  it.each(['', '0', '0s', '-5', 'soon', '10 m', '10min', '1m2h', '1e3', '1:30', '.5m', '5.', 'h', 'Infinity'])('"%s" is refused', (value) => {
    expect(() => finishIn(value)).toThrow(/--finish-in must be a time|argument/);
  });

  it('is absent unless it is given, of every command that makes a video and of no other', () => {
    expect(parseCommandLine(['anonymize', 'in.mp4', '-o', 'out.mp4'])).not.toHaveProperty('job.options.finishInS');
    for (const kind of ['follow', 'split', 'trim', 'summary']) expect(finishIn('10m', kind), kind).toBe(600);
    expect(() => finishIn('10m', 'analyze')).toThrow(/finish-in/);
  });
});

describe('what the last line says of time and memory', () => {
  it('nothing where neither was short', () => {
    expect(budgetSummary({ timeBudget: null, qualitySteps: [] })).toBe('');
  });

  it('whether the time was kept, and each step with its frame and its reason', () => {
    expect(budgetSummary({ timeBudget: { finishInS: 60, workedS: 58.04 }, qualitySteps: [] })).toBe('; done in 58.0 of 60 s');
    expect(
      budgetSummary({
        timeBudget: { finishInS: 60, workedS: 61 },
        qualitySteps: [
          { fromFrame: 0, why: 'memory', what: 'alone' },
          { fromFrame: 0, why: 'memory', what: 'fewer-frames' },
          { fromFrame: 120, why: 'time', what: 'profile', from: 'balanced', to: 'streaming' },
        ],
      }),
    ).toBe('; late: took 61.0 of 60 s; made by itself, for want of memory; made with fewer frames at once, for want of memory; from frame 120 on coded as streaming instead of balanced, for want of time');
  });
});
