import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Development dependencies that end up in the page beside the dependencies: its framework, the sample's photographs. */
const alsoInside = ['svelte', '@vladmandic/face-api'];

interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly author?: string | { readonly name: string };
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Writes `licences.md` beside the page: names, versions and licence texts of all that is inside. (Vite's own list leaves workers out.) */
export function licences(): Plugin {
  return {
    name: 'veil-licences',
    apply: 'build',
    generateBundle() {
      const { dependencies = {} } = readPackage(root);
      const sections = [...Object.keys(dependencies), ...alsoInside].map((name) => sectionOf(join(root, 'node_modules', name)));
      this.emitFile({ type: 'asset', fileName: 'licences.md', source: `# Licences of the packages in this page\n\n${sections.join('\n')}` });
    },
  };
}

function sectionOf(folder: string): string {
  const { name, version, license, author } = readPackage(folder);
  if (license === undefined) throw new Error(`${name} names no licence`);
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  const by = typeof author === 'string' ? author : (author?.name ?? name);
  // A package without the text still says its licence's name and whose it is.
  const text = file === undefined ? `Copyright ${by}. Licence: ${license}, https://spdx.org/licenses/${license}.html` : readFileSync(join(folder, file), 'utf8').trim();
  return `## ${name} ${version} (${license})\n\n${text}\n`;
}

function readPackage(folder: string): PackageJson {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageJson;
}
