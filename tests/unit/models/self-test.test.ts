import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FloatTensors } from '../../../src/inference/session.ts';
import { checkCatalog } from '../../../src/inference/catalog.ts';
import { createRuntime } from '../../../src/inference/ort.ts';
import { openSession } from '../../../src/inference/session.ts';
import { selfTestOf } from '../../../src/models/self-test.ts';
import stored from '../../../src/models/self-test-outputs.json';

const { models } = checkCatalog(JSON.parse(readFileSync('public/models/catalog.json', 'utf8')));
const tested = models.filter(({ task }) => /^(face|person|body)-/.test(task));

it('every model of faces and bodies in the catalogue has a stored answer of its very weights, and no other is stored', () => {
  expect(Object.keys(stored).sort()).toEqual(tested.map(({ id }) => id).sort());
  for (const entry of tested) expect(() => selfTestOf(entry)).not.toThrow();
  const entry = tested[0]!;
  expect(() => selfTestOf({ ...entry, sha256: '0'.repeat(64) })).toThrow(expect.objectContaining({ code: 'internal/bug' }));
});

const changed = (outputs: FloatTensors, name: string, change: (value: number, index: number) => number): FloatTensors => ({
  ...outputs, [name]: { ...outputs[name]!, data: outputs[name]!.data.map(change) },
});

describe.each(tested)('the self-test of $id', (entry) => {
  const path = join('public/models', entry.file);
  it.skipIf(!existsSync(path))('takes what the processor answers, and nothing else (needs its weights: npm run models)', async () => {
    const test = selfTestOf(entry);
    using session = await openSession(await createRuntime(), readFileSync(path));
    const outputs = await session.value.run({ [test.inputName]: test.input });
    expect(() => test.check(outputs)).not.toThrow();
    const wrong = expect.objectContaining({ code: 'model/wrong-answer' });
    for (const name of Object.keys(outputs)) {
      expect(() => test.check(changed(outputs, name, () => 0)), `${name} all zeros`).toThrow(wrong);
      expect(() => test.check(changed(outputs, name, (value, index) => (index === Math.min(3, outputs[name]!.data.length - 1) ? Number.NaN : value))), `a NaN in ${name}`).toThrow(wrong);
      expect(() => test.check(changed(outputs, name, (value) => 1.05 * value)), `${name} off by a twentieth`).toThrow(wrong);
      expect(() => test.check({ ...outputs, [name]: { data: new Float32Array(0), dims: [0] } }), `${name} missing`).toThrow(wrong);
      // What f32 in another order may do.
      expect(() => test.check(changed(outputs, name, (value, index) => value * (1 + (index % 2 === 0 ? 1e-5 : -1e-5)))), `${name} in another order`).not.toThrow();
    }
  });
});
