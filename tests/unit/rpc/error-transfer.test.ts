import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { fromWire, toWire } from '../../../src/rpc/error-transfer.ts';

describe('errors across a worker boundary', () => {
  it('keep code, details and the texts of their causes', () => {
    const error = new AppError('media/unsupported-codec', { codec: 'hvc1' }, new TypeError('why', { cause: new RangeError('deeper') }));
    const back = fromWire(structuredClone(toWire(error)));
    expect(back).toBeInstanceOf(AppError);
    expect(back.code).toBe('media/unsupported-codec');
    expect(back.details).toEqual({ codec: 'hvc1' });
    expect((back.cause as Error).message).toMatch(/why[\s\S]*deeper/);
  });

  it.each([
    ['a string', 'odd', 'internal/bug'],
    ['an abort', new DOMException('', 'AbortError'), 'job/cancelled'],
    ['an unknown code', { code: 'no/such', details: {}, causes: [] }, 'internal/bug'],
  ])('%s becomes %s', (_, thrown, code) => {
    const wire = typeof thrown === 'object' && 'causes' in thrown ? (thrown as never) : toWire(thrown);
    expect(fromWire(wire).code).toBe(code);
  });

  it('ends with a chain of causes that never ends', () => {
    const error = new Error('loop');
    error.cause = error;
    expect(toWire(new AppError('internal/bug', {}, error)).causes).toHaveLength(5);
  });
});
