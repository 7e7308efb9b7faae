import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRuntime } from '../../src/inference/ort.ts';
import { openSession } from '../../src/inference/session.ts';
import { selfTestInput, toBase64, type StoredAnswer } from '../../src/models/self-test.ts';
import { readCatalogFile } from './catalog-file.ts';

/** Writes down what every model of faces in the catalogue answers to its self-test's input, on the processor in f32. Needs all their weights. */
export async function makeSelfTests(root: string, say: (line: string) => void): Promise<void> {
  const runtime = await createRuntime();
  const answers: Record<string, StoredAnswer> = {};
  for (const { id, adapter, file, sha256, task } of readCatalogFile(join(root, 'public/models/catalog.json'))) {
    if (!task.startsWith('face-')) continue;
    using session = await openSession(runtime, await readFile(join(root, 'public/models', file)));
    const outputs = await session.value.run({ input: selfTestInput(adapter) });
    answers[id] = { sha256, outputs: Object.fromEntries(Object.entries(outputs).map(([name, { data }]) => [name, toBase64(data)])) };
  }
  const path = 'src/models/self-test-outputs.json';
  await writeFile(join(root, path), `${JSON.stringify(answers, null, 2)}\n`);
  say(`wrote ${path}`);
}
