import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import { launchBrowser, type BrowserGpu } from '../../tools/browser/launch-browser.ts';
import { startStaticServer } from '../../tools/server/static-server.ts';

const built = (name: string): string => fileURLToPath(new URL(`../../dist/${name}/`, import.meta.url));

/** The built page and the test modules, served and opened in a real Chromium. Close it in `afterAll`. */
export interface Site {
  readonly origin: string;
  readonly context: BrowserContext;
  /** URLs outside the origin that pages or workers asked for; each was refused. */
  readonly outsideRequests: readonly string[];
  /** Opens a page of the build (`/`, `/headless.html`); the caller closes it. */
  openPage(path?: string): Promise<Page>;
  /**
   * Runs an exported function of `tests/browser/in-page/<module>.ts` in a fresh, isolated page, on values that survive JSON.
   * `files` become the second argument: File objects, in order, from paths.
   */
  call<Result>(module: string, name: string, argument?: unknown, files?: readonly string[]): Promise<Result>;
  close(): Promise<void>;
}

/** Serves `dist/` (made by `npm test`, or `node tools/build/prepare.mjs tests`) and starts a browser. */
export async function openSite(gpu: BrowserGpu = 'own'): Promise<Site> {
  const server = await startStaticServer({ folders: [built('page'), built('in-page')], port: 0 });
  const browser = await launchBrowser(gpu);
  console.log(browser.line);
  const outsideRequests: string[] = [];
  await browser.context.route(
    (url) => url.origin !== server.origin && url.protocol.startsWith('http'),
    (route) => {
      outsideRequests.push(route.request().url());
      return route.abort();
    },
  );
  const openPage = async (path = '/'): Promise<Page> => {
    const page = await browser.context.newPage();
    await page.goto(server.origin + path);
    return page;
  };
  return {
    origin: server.origin,
    context: browser.context,
    outsideRequests,
    openPage,
    call: async (module, name, argument, files = []) => {
      const page = await openPage('/blank.html');
      try {
        await page.setInputFiles('#files', [...files]);
        return await page.evaluate(callInPage(`/in-page/${module}.js`, name, argument));
      } finally {
        await page.close();
      }
    },
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

/** As text: the test runner rewrites `import()` in functions, which the page then does not know. */
function callInPage(url: string, name: string, argument: unknown): string {
  return `import(${JSON.stringify(url)}).then((module) => module[${JSON.stringify(name)}](${JSON.stringify(argument)}, [...document.getElementById('files').files]))`;
}
