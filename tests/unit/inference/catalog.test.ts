import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../../../src/core/errors.ts';
import type { DetectorChoice } from '../../../src/documents/observations.ts';
import { checkCatalog, chooseDetector, findModel } from '../../../src/inference/catalog.ts';

const entry = {
  id: 'yunet',
  task: 'faces',
  adapter: 'yunet',
  file: 'yunet.onnx',
  sha256: 'a'.repeat(64),
  bytes: 10,
  licence: 'Apache-2.0',
  attribution: 'whoever',
  source: { kind: 'download' },
};

function codeOf(work: () => unknown): ErrorCode | 'none' {
  try {
    work();
    return 'none';
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    return (error as AppError).code;
  }
}

describe('checkCatalog', () => {
  it('reads a good catalogue', () => {
    const catalog = checkCatalog({ version: 1, models: [entry] });
    expect(findModel(catalog, 'yunet')?.file).toBe('yunet.onnx');
    expect(findModel(catalog, 'blazeface')).toBeUndefined();
  });

  it.each([
    { name: 'not an object', value: [], code: 'document/invalid' },
    { name: 'null', value: null, code: 'document/invalid' },
    { name: 'no version', value: { models: [] }, code: 'document/invalid' },
    { name: 'a newer version', value: { version: 2, models: [] }, code: 'document/version' },
    { name: 'no list', value: { version: 1 }, code: 'document/invalid' },
    { name: 'a short hash', value: { version: 1, models: [{ ...entry, sha256: 'aa' }] }, code: 'document/invalid' },
    { name: 'a hash in capitals', value: { version: 1, models: [{ ...entry, sha256: 'A'.repeat(64) }] }, code: 'document/invalid' },
    { name: 'no bytes', value: { version: 1, models: [{ ...entry, bytes: 0 }] }, code: 'document/invalid' },
    { name: 'a file of another folder', value: { version: 1, models: [{ ...entry, file: '../a.onnx' }] }, code: 'document/invalid' },
    { name: 'a file of another origin', value: { version: 1, models: [{ ...entry, file: '//a/b' }] }, code: 'document/invalid' },
    { name: 'one id twice', value: { version: 1, models: [entry, entry] }, code: 'document/invalid' },
  ] as const)('refuses $name', ({ value, code }) => expect(codeOf(() => checkCatalog(value))).toBe(code));
});

describe('chooseDetector', () => {
  const all = ['yunet', 'ssd-mobilenet', 'blazeface'];
  it.each<{ choice: DetectorChoice; available: readonly string[]; chosen: string }>([
    { choice: 'auto', available: all, chosen: 'yunet' },
    { choice: 'auto', available: all.slice(1), chosen: 'embedded' },
    { choice: 'auto', available: ['blazeface'], chosen: 'model/missing' },
    { choice: 'yunet', available: all, chosen: 'yunet' },
    { choice: 'yunet', available: all.slice(1), chosen: 'model/missing' },
    { choice: 'embedded', available: all, chosen: 'embedded' },
    { choice: 'embedded', available: ['yunet'], chosen: 'model/missing' },
    { choice: 'auto', available: [], chosen: 'model/missing' },
  ])('$choice of $available is $chosen', ({ choice, available, chosen }) => {
    let found = '';
    const code = codeOf(() => (found = chooseDetector(choice, new Set(available))));
    expect(code === 'none' ? found : code).toBe(chosen);
  });
});
