#!/usr/bin/env node
// Makes what is missing or stale: the Node programs (dist/node), the models (public/models), the page (dist/page), and for tests dist/in-page.
// Plain JavaScript: it runs before anything is built, and Node 20 runs no TypeScript. Run twice it does nothing, in well under a second.
//   node tools/build/prepare.mjs [programs|models|page|tests] [--force] [--offline] [--update-catalog] [--self-tests]
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.mjs';
import { buildInPage, buildPage, buildPrograms } from './bundles.mjs';
import { contentStamp, listingStamp } from './stamps.mjs';

export const root = fileURLToPath(new URL('../../', import.meta.url));
const dist = join(root, 'dist');

/** In order. `sources` is stamped before making, so that a change meanwhile is noticed; `made` after it, for what a step changes itself. */
const steps = [
  { name: 'programs', output: join(dist, 'node'), make: buildPrograms, sources: ['cli', 'tools', 'bench', 'tests/support', 'src', 'package-lock.json'], made: [] },
  { name: 'models', output: join(root, 'public/models'), make: makeModels, sources: ['tools/models', 'package-lock.json'], made: ['public/models'] },
  {
    name: 'page',
    output: join(dist, 'page'),
    make: buildPage,
    sources: ['src', 'workers', 'public/models/catalog.json', 'index.html', 'headless.html', 'vite.config.ts', 'tools/server/security-headers.ts', 'tools/build/licences.ts', 'tools/build/wat.mjs', 'package-lock.json'],
    made: ['public'],
  },
  {
    name: 'tests',
    output: join(dist, 'in-page'),
    make: buildInPage,
    sources: ['src', 'workers', 'bench/browser', 'tests/browser/in-page', 'tests/support', 'tests/unit/compose/pictures.ts', 'vite.config.ts', 'tools/build', 'package-lock.json'],
    made: [],
  },
];

function makeModels(where) {
  const program = join(where.root, 'dist/node/models.js');
  if (!existsSync(program)) return;
  const { status } = spawnSync(process.execPath, [program, ...where.flags], { cwd: where.root, stdio: ['ignore', 2, 'inherit'] });
  if (status !== 0) throw new Error(`making the models failed (exit ${status})`);
}

/** Brings everything up to and including step `last` up to date; several processes may call it at once. `say` gets one line per step made; `flags` are for the models' program. */
export async function prepare({ last = 'page', force = false, flags = [], say = (line) => process.stderr.write(`${line}\n`) } = {}) {
  if (!steps.some((step) => step.name === last)) throw new Error(`no step "${last}"`);
  const wanted = steps.slice(0, steps.findIndex((step) => step.name === last) + 1);
  if (!force && wanted.every(isFresh)) return;
  mkdirSync(dist, { recursive: true });
  await withLock(join(dist, '.lock'), say, async () => {
    for (const step of wanted) {
      if (isFresh(step) && !(force && step.name === last)) continue;
      const started = Date.now();
      say(`preparing ${step.name} …`);
      const sources = contentStamp(root, step.sources);
      await step.make({ root, dist, flags });
      const stampFile = stampFileOf(step);
      writeFileSync(`${stampFile}.${process.pid}`, sources + listingStamp(root, step.made));
      renameSync(`${stampFile}.${process.pid}`, stampFile);
      say(`prepared ${step.name} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
    }
  });
}

function stampFileOf(step) {
  return join(dist, `.${step.name}.stamp`);
}

function isFresh(step) {
  const stampFile = stampFileOf(step);
  if (!existsSync(step.output) || !existsSync(stampFile)) return false;
  return readFileSync(stampFile, 'utf8') === contentStamp(root, step.sources) + listingStamp(root, step.made);
}

if (process.argv[1] !== undefined && fileURLToPath(import.meta.url) === process.argv[1]) {
  const words = process.argv.slice(2);
  const [last = 'page'] = words.filter((word) => !word.startsWith('-'));
  const flags = words.filter((word) => word.startsWith('-') && word !== '--force');
  try {
    await prepare({ last, force: words.includes('--force'), flags });
  } catch (error) {
    console.error(`preparing failed: ${error.message ?? error}`);
    process.exitCode = 1;
  }
}
