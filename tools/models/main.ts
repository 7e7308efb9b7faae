import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { toAppError } from '../../src/core/errors.ts';
import { makeModels } from './make-models.ts';
import { makeSelfTests } from './make-self-tests.ts';

/** The same two steps up from tools/models and, bundled, from dist/node. */
const root = fileURLToPath(new URL('../../', import.meta.url));

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { offline: { type: 'boolean', default: false }, 'update-catalog': { type: 'boolean', default: false }, 'self-tests': { type: 'boolean', default: false } } });
  const mirror = process.env['VEIL_MODELS_MIRROR'] ?? join(process.env['VEIL_SHARED'] ?? '../shared', 'models');
  await makeModels({
    root,
    folder: join(root, 'public/models'),
    mirrors: [resolve(root, mirror)],
    offline: values.offline,
    updateCatalog: values['update-catalog'],
    say: (line) => console.log(line),
  });
  if (values['self-tests']) await makeSelfTests(root, (line) => console.log(line));
}

try {
  await main();
} catch (thrown) {
  console.error(toAppError(thrown).message);
  process.exitCode = 1;
}
