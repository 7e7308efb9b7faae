import type { Page } from 'playwright-core';

/** How long pictures took from the movement of the hand, in milliseconds, and the longest tasks of the page's thread meanwhile. */
export interface RoomTimes {
  /** Until something new was seen: the frame itself, or a key frame near it. */
  readonly firstMs: readonly number[];
  /** Until the frame itself was seen. */
  readonly exactMs: readonly number[];
  readonly longTasksMs: readonly number[];
}

/** Notes what comes when; kept in the page, where no message of the driver delays it. */
interface Watch {
  movedMs: number;
  firstMs: number[];
  exactMs: number[];
  longTasksMs: number[];
}

const lookTimeoutMs = 20_000;

/**
 * Opens a video in the review room of a fresh page, with two hundred made-up faces in it instead of an analysis: the page's own observe worker
 * is replaced by `tests/browser/in-page/synthetic-observe.ts`, all else is the product's.
 */
export async function openSyntheticRoom(page: Page, file: string): Promise<void> {
  await page.context().route('**/observe.worker-*.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: "import '/in-page/synthetic-observe.js';", headers: { 'cross-origin-embedder-policy': 'require-corp', 'cross-origin-resource-policy': 'same-origin' } }),
  );
  await page.setInputFiles('[data-testid=file-input]', file);
  await page.getByTestId('look-first').click({ timeout: lookTimeoutMs });
  await page.locator('[data-testid=player] canvas').waitFor({ timeout: lookTimeoutMs });
  await page.getByTestId('timeline').scrollIntoViewIfNeeded();
  await page.evaluate(() => {
    const watch: Watch = { movedMs: 0, firstMs: [], exactMs: [], longTasksMs: [] };
    (window as unknown as { veilWatch: Watch }).veilWatch = watch;
    const player = document.querySelector<HTMLElement>('[data-testid=player]') as HTMLElement;
    const slider = document.querySelector('[data-testid=timeline]') as Element;
    const moved = (): void => void (watch.movedMs = performance.now());
    for (const kind of ['pointerdown', 'pointermove', 'keydown']) window.addEventListener(kind, moved, { capture: true });
    let isFirst = true;
    new MutationObserver(() => {
      const ms = performance.now() - watch.movedMs;
      const isExact = player.dataset['frame'] === slider.getAttribute('aria-valuenow');
      if (isFirst) watch.firstMs.push(ms);
      if (isExact) watch.exactMs.push(ms);
      isFirst = isExact;
    }).observe(player, { attributeFilter: ['data-frame'] });
    new PerformanceObserver((list) => watch.longTasksMs.push(...list.getEntries().map(({ duration }) => duration))).observe({ entryTypes: ['longtask'] });
  });
}

/** What was noted since the last call. */
async function takeTimes(page: Page): Promise<RoomTimes> {
  return page.evaluate(() => {
    const { veilWatch: watch } = window as unknown as { veilWatch: Watch };
    const { firstMs, exactMs, longTasksMs } = watch;
    Object.assign(watch, { firstMs: [], exactMs: [], longTasksMs: [] });
    return { firstMs, exactMs, longTasksMs };
  });
}

async function settled(page: Page): Promise<void> {
  const isExact = (): boolean => document.querySelector<HTMLElement>('[data-testid=player]')?.dataset['frame'] === document.querySelector('[data-testid=timeline]')?.getAttribute('aria-valuenow');
  await page.waitForFunction(isExact, undefined, { polling: 'raf', timeout: lookTimeoutMs });
}

/** Resolves when so many frames have been seen themselves since the times were taken. */
async function seen(page: Page, frames: number): Promise<void> {
  const enough = (wanted: number): boolean => (window as unknown as { veilWatch: Watch }).veilWatch.exactMs.length >= wanted;
  await page.waitForFunction(enough, frames, { polling: 'raf', timeout: lookTimeoutMs });
}

/** Drags the playhead to places all over the timeline, and waits for each picture. The places are the same for the same `seed` (1–996). */
export async function timeScrubs(page: Page, scrubs: number, seed = 13): Promise<RoomTimes> {
  const area = await page.getByTestId('timeline').boundingBox();
  if (area === null) throw new Error('the timeline is not seen');
  const y = area.y + 8;
  const right = area.x + area.width - 20;
  await page.mouse.move(right, y);
  await page.mouse.down();
  await settled(page);
  await takeTimes(page);
  for (let scrub = 0; scrub < scrubs; scrub += 1) {
    const part = ((scrub * 7919 + seed) % 997) / 997;
    await page.mouse.move(right - part * 0.7 * area.width, y);
    await seen(page, scrub + 1);
  }
  const times = await takeTimes(page);
  await page.mouse.up();
  await settled(page);
  return times;
}

/** Steps frame by frame with the arrow keys, forwards and back. */
export async function timeSteps(page: Page, steps: number): Promise<RoomTimes> {
  await takeTimes(page);
  for (let step = 0; step < 2 * steps; step += 1) {
    await page.keyboard.press(step < steps ? 'ArrowRight' : 'ArrowLeft');
    await seen(page, step + 1);
  }
  return takeTimes(page);
}

/** The value that 95 of a hundred are not above; NaN of none. */
export function percentile95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(0.95 * sorted.length) - 1)] ?? NaN;
}
