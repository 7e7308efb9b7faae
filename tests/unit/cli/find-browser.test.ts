import { describe, expect, test } from 'vitest';
import { findBrowser } from '../../../tools/browser/find-browser.ts';
import type { BrowserSearch } from '../../../tools/browser/find-browser.ts';
import { launchFlags } from '../../../tools/browser/launch-browser.ts';

/** A machine with the given files; installing Debian's package adds its file. */
function machine(files: string[], changes: Partial<BrowserSearch> = {}): BrowserSearch {
  const present = new Set(files);
  return {
    platform: 'linux',
    env: { PATH: '/usr/local/bin:/usr/bin' },
    isRoot: false,
    exists: (path) => present.has(path),
    playwrightPath: () => '/cache/playwright/chrome',
    installDebianPackage: () => present.add('/usr/bin/chromium').size > 0,
    ...changes,
  };
}

describe('the order of the search', () => {
  const all = ['/my/chrome', '/usr/bin/google-chrome', '/usr/bin/chromium', '/cache/playwright/chrome', '/etc/debian_version'];
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
  test.each<[string, BrowserSearch, string]>([
    ['CHROME_PATH first', machine(all, { env: { CHROME_PATH: '/my/chrome', PATH: '/usr/bin' } }), '/my/chrome'],
    ['then Chrome before Chromium', machine(all), '/usr/bin/google-chrome'],
    ['then Chromium', machine(all.slice(2)), '/usr/bin/chromium'],
    ['one in the PATH before others', machine(['/usr/local/bin/chromium', '/usr/bin/chromium']), '/usr/local/bin/chromium'],
    ["then Playwright's own", machine(all.slice(3)), '/cache/playwright/chrome'],
    ["then Debian's package when root", machine(['/etc/debian_version'], { isRoot: true }), '/usr/bin/chromium'],
    ['on a Mac', machine([mac], { platform: 'darwin', env: { HOME: '/Users/me' } }), mac],
    ["on a Mac, in one's own folder", machine([`/Users/me${mac}`], { platform: 'darwin', env: { HOME: '/Users/me' } }), `/Users/me${mac}`],
    ['on Windows', machine([edge], { platform: 'win32', env: { PROGRAMFILES: 'C:\\Program Files', 'PROGRAMFILES(X86)': 'C:\\Program Files (x86)' } }), edge],
  ])('%s', (_, search, path) => {
    expect(findBrowser(search)).toMatchObject({ path, line: expect.stringContaining(path) as string });
  });

  test.each<[string, BrowserSearch, string]>([
    ['CHROME_PATH names nothing', machine(all, { env: { CHROME_PATH: '/gone' } }), 'usage/bad-option'],
    ['nothing there and not root', machine(['/etc/debian_version']), 'platform/missing'],
    ['nothing there, root, not Debian', machine([], { isRoot: true }), 'platform/missing'],
    ['the package does not install', machine(['/etc/debian_version'], { isRoot: true, installDebianPackage: () => false }), 'platform/missing'],
  ])('%s', (_, search, code) => {
    expect(() => findBrowser(search)).toThrow(expect.objectContaining({ code }));
  });
});

test.each([
  [true, true],
  [false, false],
])("root %s: the browser's sandbox is off: %s", (isRoot, off) => {
  expect(launchFlags(isRoot).includes('--no-sandbox')).toBe(off);
});
