import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Bundles the Node programs (TypeScript, packages left outside) into dist/node/*.js. */
export async function buildPrograms({ root, dist }) {
  const { build } = await import('vite');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
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
