import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCatalogFile } from '../../tools/models/catalog-file.ts';

const models = readCatalogFile('public/models/catalog.json');
const read = (name: string): string => readFileSync(`public/models/${name}`, 'utf8');

describe('the committed catalogue', () => {
  it('pins the versions that package.json pins', () => {
    const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { devDependencies: Record<string, string> };
    const pinned = models.flatMap(({ source }) => (source.kind === 'package' ? [source] : []));
    expect(pinned.length).toBeGreaterThan(0);
    expect(pinned.map(({ package: name }) => devDependencies[name])).toEqual(pinned.map(({ version }) => version));
  });

  it('names downloads by a commit or a release, so that the address is not meant to become something else', () => {
    const urls = models.flatMap(({ source }) => (source.kind === 'download' ? [source.url] : []));
    expect(urls.filter((url) => !/^https:\/\/.+\/([0-9a-f]{40}|releases\/download\/[\w.]+)\//.test(url))).toEqual([]);
  });

  it('has licence and provenance of every model in LICENCES.md', () => {
    expect(models.filter(({ file }) => !read('LICENCES.md').includes(`## ${file} `))).toEqual([]);
  });

  it('has the input and outputs of every model in README.md', () => {
    expect(models.filter(({ id }) => !read('README.md').includes(`| \`${id}\` |`))).toEqual([]);
  });
});
