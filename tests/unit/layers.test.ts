import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { findCycle, importsOf } from '../support/imports.ts';
import type { Import } from '../support/imports.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

const acts = ['core', 'documents', 'media', 'gpu', 'inference', 'models', 'tracking', 'understand', 'plan', 'pixels', 'compose'].map((name) => `src/${name}`);
/** DESIGN.md, "Layout and who may import whom": each folder and the folders it may import besides itself. */
const layers: Record<string, readonly string[]> = {
  'src/core': [],
  'src/documents': ['src/core'],
  'src/pixels': ['src/core'],
  'src/media': ['src/core', 'src/pixels'],
  'src/gpu': ['src/core'],
  'src/inference': ['src/core', 'src/gpu'],
  'src/models': ['src/core', 'src/documents', 'src/gpu', 'src/inference', 'src/pixels'],
  'src/tracking': ['src/core', 'src/documents'],
  'src/understand': ['src/core', 'src/documents', 'src/tracking'],
  'src/plan': ['src/core', 'src/documents'],
  'src/compose': ['src/core', 'src/documents', 'src/gpu', 'src/pixels'],
  'src/acts': acts,
  'src/rpc': ['src/core', 'src/documents'],
  'src/app': ['src/rpc', 'src/documents', 'src/understand', 'src/plan', 'src/core'],
  workers: ['src/acts', 'src/rpc'],
  // The command line says what the page says: its messages are plain text.
  cli: ['src/documents', 'src/core', 'src/app/messages', 'tools/server', 'tools/browser'],
  'tools/server': ['src/core'],
  'tools/browser': ['src/core'],
  'tools/build': [],
  'tools/models': ['src/core', 'src/inference', 'src/models'],
};
/** Types say nothing at run time: the contracts of the other side of a worker or of the page may be named. */
const typeOnlyLayers: Record<string, readonly string[]> = {
  cli: ['src/rpc', 'src/app/headless'],
  'src/inference': ['src/documents'],
  'src/rpc': ['src/acts'],
  'src/acts': ['src/rpc'],
  workers: ['src/core', 'src/documents'],
};
/** One door to each third-party package. Tests, benches and tools may look at any. */
const doors: Record<string, readonly string[]> = {
  mp4box: ['src/media'],
  mediabunny: ['src/media'],
  'onnxruntime-web': ['src/inference', 'tools/models'],
  '@noble/hashes': ['src/acts', 'src/media'],
  '@vladmandic/face-api': ['src/app/sample', 'tools/models'], // the sample's photographs; the weights
  comlink: ['src/rpc', 'workers', 'src/app/jobs', 'src/app/sample'],
  svelte: ['src/app'],
  sirv: ['tools/server'],
  'playwright-core': ['tools/browser', 'cli'],
  webgpu: [], // Dawn for Node: tests and benches
};
const workerLinesMax = 40;

const skippedFolders = new Set(['node_modules', 'training']);
function sourcesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return skippedFolders.has(entry.name) ? [] : sourcesUnder(path);
    return /\.(ts|svelte)$/.test(entry.name) ? [path] : [];
  });
}

const sources = ['src', 'workers', 'cli', 'tools'].flatMap(sourcesUnder);
const text = (path: string): string => readFileSync(join(root, path), 'utf8');
const imports = new Map(sources.map((path): [string, Import[]] => [path, importsOf(path, text(path))]));

const isUnder = (path: string, folders: readonly string[]): boolean => folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
const layerOf = (path: string): string | undefined => Object.keys(layers).find((layer) => isUnder(path, [layer]));
const target = (from: string, specifier: string): string => relative(root, resolve(root, dirname(from), specifier.replace(/\?.*$/, ''))).replaceAll('\\', '/');
const packageOf = (specifier: string): string => specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');

const all = [...imports].flatMap(([from, each]) => each.map((one) => ({ from, ...one })));
const local = all.filter(({ specifier }) => specifier.startsWith('.')).map((one) => ({ ...one, to: target(one.from, one.specifier) }));

describe('who may import whom', () => {
  test('every source lies in a layer of the table', () => {
    expect(sources.filter((path) => layerOf(path) === undefined)).toEqual([]);
  });

  test('imports keep the table', () => {
    const breaches = local.filter(({ from, to, typeOnly, isWorkerUrl }) => {
      const layer = layerOf(from) ?? '';
      const allowed = [layer, ...(layers[layer] ?? []), ...(typeOnly ? (typeOnlyLayers[layer] ?? []) : []), ...(isWorkerUrl ? ['workers'] : [])];
      return !isUnder(to, allowed) && to !== 'package.json';
    });
    expect(breaches.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  test('third-party packages are met at their one door', () => {
    const breaches = all.filter(({ from, specifier }) => {
      const door = doors[packageOf(specifier)];
      return door !== undefined && !isUnder(from, door);
    });
    expect(breaches.map(({ from, specifier }) => `${from} → ${specifier}`)).toEqual([]);
  });

  test('src and workers ship only the packages that have a door', () => {
    const breaches = all.filter(({ from, specifier }) => isUnder(from, ['src', 'workers']) && !specifier.startsWith('.') && doors[packageOf(specifier)] === undefined);
    expect(breaches.map(({ from, specifier }) => `${from} → ${specifier}`)).toEqual([]);
  });

  test('nothing imports in a circle', () => {
    const graph = new Map(sources.map((path) => [path, local.filter(({ from, typeOnly, isWorkerUrl }) => from === path && !typeOnly && !isWorkerUrl).map(({ to }) => to)]));
    expect(findCycle(graph)).toEqual([]);
  });
});

describe('house style', () => {
  test('no default exports', () => {
    const breaches = sources.filter((path) => path.endsWith('.ts') && /^export default|^export \{[^}]*\bas default\b/m.test(text(path)));
    expect(breaches).toEqual([]);
  });

  test(`a worker is at most ${workerLinesMax} lines: it builds the act and exposes it`, () => {
    const long = sources.filter((path) => isUnder(path, ['workers']) && text(path).trimEnd().split('\n').length > workerLinesMax);
    expect(long).toEqual([]);
  });

  test('files are in kebab-case, components in PascalCase', () => {
    const odd = sources.filter((path) => !/^([a-z0-9]+(-[a-z0-9]+)*)(\.[a-z0-9-]+)*\.ts$|^[A-Z][A-Za-z0-9]*\.svelte$/.test(path.split('/').pop() ?? ''));
    expect(odd).toEqual([]);
  });

  test('every folder of src says in a README of at most 25 lines what it owns', () => {
    const folders = readdirSync(join(root, 'src')).filter((name) => sources.some((path) => isUnder(path, [`src/${name}`])));
    const readmes = folders.map((name) => [name, readOrEmpty(`src/${name}/README.md`).trimEnd().split('\n').length, readOrEmpty(`src/${name}/README.md`) !== ''] as const);
    expect(readmes.filter(([, lines, present]) => !present || lines > 25)).toEqual([]);
  });
});

function readOrEmpty(path: string): string {
  return ts.sys.readFile(join(root, path)) ?? '';
}
