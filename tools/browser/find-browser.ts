import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import { chromium } from 'playwright-core';
import { AppError } from '../../src/core/errors.ts';

/** What the search looks at: the real machine, or a test's fake of it. */
export interface BrowserSearch {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isRoot: boolean;
  exists(path: string): boolean;
  /** Where Playwright would keep its own Chromium, there or not. */
  playwrightPath(): string;
  /** Installs Debian's package; false when that failed. */
  installDebianPackage(): boolean;
}

export interface FoundBrowser {
  readonly path: string;
  /** One line for a person: which browser, and why this one. */
  readonly line: string;
}

const linuxNames = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'microsoft-edge-stable', 'microsoft-edge'];
const macPaths = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];
const windowsPaths = ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
const windowsRoots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'];
const debianChromium = '/usr/bin/chromium';

/**
 * `CHROME_PATH`, else an installed Chrome, Chromium or Edge, else Playwright's own download, else Debian's package when
 * root. Throws `usage/bad-option` when CHROME_PATH names nothing, `platform/missing` when there is no browser at all.
 */
export function findBrowser(search: BrowserSearch = thisMachine()): FoundBrowser {
  const asked = search.env['CHROME_PATH'];
  if (asked !== undefined && asked !== '') {
    if (!search.exists(asked)) throw new AppError('usage/bad-option', { reason: `CHROME_PATH names ${asked}, which does not exist` });
    return found(asked, 'named by CHROME_PATH');
  }
  const installed = installedPaths(search).find((path) => search.exists(path));
  if (installed !== undefined) return found(installed, 'installed');
  const own = search.playwrightPath();
  if (own !== '' && search.exists(own)) return found(own, "Playwright's download");
  if (search.platform === 'linux' && search.isRoot && search.exists('/etc/debian_version') && search.installDebianPackage() && search.exists(debianChromium)) {
    return found(debianChromium, "Debian's package, installed now");
  }
  throw new AppError('platform/missing', { reason: 'no Chrome, Chromium or Edge was found; install one, or name it in CHROME_PATH' });
}

function found(path: string, why: string): FoundBrowser {
  return { path, line: `browser: ${path} (${why})` };
}

function installedPaths({ platform, env }: BrowserSearch): string[] {
  if (platform === 'darwin') return macPaths.flatMap((path) => [path, posix.join(env['HOME'] ?? '/', path)]);
  if (platform === 'win32') {
    const roots = windowsRoots.flatMap((name) => env[name] ?? []);
    return windowsPaths.flatMap((path) => roots.map((root) => win32.join(root, path)));
  }
  const folders = (env['PATH'] ?? '').split(':').filter((folder) => folder !== '');
  return linuxNames.flatMap((name) => [...new Set([...folders, '/usr/bin', '/snap/bin'])].map((folder) => posix.join(folder, name)));
}

/** The search on the machine this runs on. */
export function thisMachine(): BrowserSearch {
  return {
    platform: process.platform,
    env: process.env,
    isRoot: process.getuid?.() === 0,
    exists: existsSync,
    playwrightPath: () => chromium.executablePath(),
    installDebianPackage: () => {
      console.error('browser: none found; installing Debian\'s chromium (apt-get install -y chromium) …');
      return spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
    },
  };
}
