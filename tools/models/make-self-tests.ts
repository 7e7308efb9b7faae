import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRuntime } from '../../src/inference/ort.ts';
import { openSession } from '../../src/inference/session.ts';
import { selfTestInput, selfTestInputName, storedOutputs, type StoredAnswer } from '../../src/models/self-test.ts';
import { readCatalogFile } from './catalog-file.ts';

/** What looks at pictures has a self-test; what hears has none. */
const testedTasks = /^(face|person|body)-/;

/** Writes down what every model of faces and bodies in the catalogue answers to its self-test's input, on the processor in f32. Needs all their weights. */
export async function makeSelfTests(root: string, say: (line: string) => void): Promise<void> {
  const runtime = await createRuntime();
  const answers: Record<string, StoredAnswer> = {};
  for (const { id, adapter, file, sha256, task } of readCatalogFile(join(root, 'public/models/catalog.json'))) {
    if (!testedTasks.test(task)) continue;
    using session = await openSession(runtime, await readFile(join(root, 'public/models', file)));
    const outputs = await session.value.run({ [selfTestInputName(adapter)]: selfTestInput(adapter) });
    answers[id] = { sha256, outputs: storedOutputs(adapter, outputs) };
  }
  const path = 'src/models/self-test-outputs.json';
  await writeFile(join(root, path), `${JSON.stringify(answers, null, 2)}\n`);
  say(`wrote ${path}`);
}
