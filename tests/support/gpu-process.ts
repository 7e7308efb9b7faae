import { setTimeout as delay } from 'node:timers/promises';
import type { BrowserContext } from 'playwright-core';

/** What kills the browser's GPU process and waits until the browser has seen that. */
export async function gpuProcessKiller(context: BrowserContext): Promise<() => Promise<void>> {
  const browser = context.browser();
  if (browser === null) throw new Error('the browser cannot be asked for its processes');
  const cdp = await browser.newBrowserCDPSession();
  const gpuProcess = async (): Promise<number | undefined> => {
    const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
    return processInfo.find(({ type }) => type === 'GPU')?.id;
  };
  return async () => {
    const id = await gpuProcess();
    if (id === undefined) throw new Error('there is no GPU process');
    process.kill(id, 'SIGKILL');
    while ((await gpuProcess()) === id) await delay(10);
  };
}
