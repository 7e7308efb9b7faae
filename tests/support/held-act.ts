import type { Page, Worker } from 'playwright-core';

/** A worker of an act that stands still in the middle of its work, however fast the machine is. */
export interface HeldAct {
  /** Resolves when some of the work is done and the rest waits for the release: of a look a first group is in the journal, of a new video a third is shown to be made. */
  reached(): Promise<void>;
  /** Lets the worker go on to its end. */
  release(): Promise<void>;
}

/**
 * Holds the next worker of an act that a page starts, not those after it, so that a test interrupts the act in its middle each time and what the
 * page shows meanwhile stays: a look (observe) at one picture, a new video (render) behind so many decoded ones. Up to 48 looks wait for
 * those before them before any is written down, so the picture is one after the sixtieth, or the very last. Videos of less than a hundred frames
 * are always looked at on the processor, which is what this can hold.
 */
export async function holdNext(page: Page, act: 'observe' | 'render', picture: number): Promise<HeldAct> {
  const isAct = (worker: Worker): boolean => worker.url().includes(`${act}.worker`);
  const inWorker = async (expression: string): Promise<unknown> => (page.workers().find(isAct) ?? (await page.waitForEvent('worker', isAct))).evaluate(expression);
  await page.route(
    (url) => url.pathname.includes(`${act}.worker`),
    async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `{ ${act === 'observe' ? heldLook(picture) : heldDecoder(picture)} }\n${await response.text()}` });
    },
    { times: 1 },
  );
  return {
    reached: async () => {
      if (act === 'observe') await inWorker('heldInTheMiddle');
      else await page.waitForFunction(aThirdIsMade, undefined, { timeout: 60_000, polling: 50 });
    },
    release: async () => {
      await inWorker('releaseHeld()');
    },
  };
}

const aThirdIsMade = (): boolean =>
  document.querySelector('[data-testid=stage][data-stage=render]') !== null && (document.querySelector<HTMLProgressElement>('[data-testid=progress]')?.value ?? 0) > 1 / 3;

const released = 'const released = new Promise((resolve) => { self.releaseHeld = () => resolve(); });';

/** A lane's worker is not asked about one picture. The journal's first write is its head, the second a group of frames. */
const heldLook = (picture: number): string => `
  ${released}
  let asked = 0;
  let written = 0;
  let resolveReached;
  self.heldInTheMiddle = new Promise((resolve) => { resolveReached = resolve; });
  const tell = () => { if (asked >= ${picture} && written >= 2) resolveReached(); };
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (message, transfer = []) {
    const held = message?.path?.[0] === 'detect' && (asked += 1) === ${picture};
    if (held) void released.then(() => postMessage.call(this, message, transfer));
    else postMessage.call(this, message, transfer);
    tell();
  };
  const { write } = FileSystemSyncAccessHandle.prototype;
  FileSystemSyncAccessHandle.prototype.write = function (...given) {
    const bytes = write.apply(this, given);
    written += 1;
    tell();
    return bytes;
  };
`;

/**
 * The decoder gets samples 5 ms apart, so that they outlast the 100 ms between two progress events, and after so many none. Those that wait count
 * as its queue, by which the product stops feeding it.
 */
const heldDecoder = (picture: number): string => `
  ${released}
  let taken = 0;
  let last = Promise.resolve();
  const turn = () => (last = last.then(() => (taken += 1) > ${picture} ? released : new Promise((resolve) => setTimeout(resolve, 5))));
  self.VideoDecoder = class extends VideoDecoder {
    #waiting = 0;
    get decodeQueueSize() { return super.decodeQueueSize + this.#waiting; }
    decode(chunk) {
      this.#waiting += 1;
      void turn().then(() => {
        this.#waiting -= 1;
        if (this.state === 'configured') super.decode(chunk);
      });
    }
    async flush() {
      await last;
      return super.flush();
    }
  };
`;
