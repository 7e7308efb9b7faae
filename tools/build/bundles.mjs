import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { wat } from './wat.mjs';

/** Bundles the Node programs (TypeScript, packages left outside) into dist/node/*.js. */
export async function buildPrograms({ root, dist }) {
  const { build } = await import('vite');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    plugins: [wat()],
    build: {
      ssr: true,
      target: 'node20', // lowers `using`, which Node 20 does not parse
      outDir: fresh(dist, 'node'),
      rolldownOptions: { input: programs(root), output: { entryFileNames: '[name].js' } },
    },
  });
  replace(dist, 'node');
}

function programs(root) {
  const fixed = { cli: 'cli/main.ts', server: 'tools/server/main.ts', models: 'tools/models/main.ts' };
  const benches = existsSync(join(root, 'bench')) ? readdirSync(join(root, 'bench')).filter((name) => name.endsWith('.ts')) : [];
  return Object.fromEntries(
    [...Object.entries(fixed), ...benches.map((name) => [`bench/${basename(name, '.ts')}`, `bench/${name}`])]
      .filter(([, file]) => existsSync(join(root, file)))
      .map(([name, file]) => [name, join(root, file)]),
  );
}

/** Builds the page into dist/page with vite.config.ts. */
export async function buildPage({ root, dist }) {
  const { build } = await import('vite');
  await build({ root, configFile: join(root, 'vite.config.ts'), logLevel: 'warn', build: { outDir: fresh(dist, 'page'), emptyOutDir: true } });
  replace(dist, 'page');
}

function fresh(dist, name) {
  const path = join(dist, `.new-${name}`);
  rmSync(path, { recursive: true, force: true });
  return path;
}

/** Swaps the new folder in by renaming: a reader sees the old or the new one, never half of one. */
function replace(dist, name) {
  const old = join(dist, `.old-${name}`);
  rmSync(old, { recursive: true, force: true });
  if (existsSync(join(dist, name))) renameSync(join(dist, name), old);
  renameSync(join(dist, `.new-${name}`), join(dist, name));
  rmSync(old, { recursive: true, force: true });
}

const blankPage = '<!doctype html><title>test</title><input id="files" type="file" multiple />\n';

/** Bundles tests/browser/in-page/*.ts into dist/in-page/in-page/*.js: modules whose exports tests call in a real browser. */
export async function buildInPage({ root, dist }) {
  const { build, loadConfigFromFile } = await import('vite');
  const folder = join(root, 'tests/browser/in-page');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.ts')) : [];
  const outDir = fresh(dist, 'in-page');
  if (names.length > 0) {
    // The page's own settings, but for what goes in: merging would add the page to it.
    const { config } = await loadConfigFromFile({ command: 'build', mode: 'production' }, join(root, 'vite.config.ts'));
    const rolldownOptions = {
      input: Object.fromEntries(names.map((name) => [basename(name, '.ts'), join(folder, name)])),
      preserveEntrySignatures: 'strict',
      output: { entryFileNames: 'in-page/[name].js' },
    };
    await build({ ...config, root, configFile: false, logLevel: 'warn', publicDir: false, build: { ...config.build, outDir, emptyOutDir: true, rolldownOptions } });
  }
  mkdirSync(outDir, { recursive: true });
  writeFileSync(join(outDir, 'blank.html'), blankPage);
  replace(dist, 'in-page');
}
