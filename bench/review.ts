import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launchBrowser } from '../tools/browser/launch-browser.ts';
import { startStaticServer } from '../tools/server/static-server.ts';
import { builtFolders, sharedFile } from './parts/folders.ts';
import { inPage } from './parts/in-page.ts';
import { writeLongClip } from './parts/long-clip.ts';
import { openSyntheticRoom, percentile95, timeScrubs, timeSteps } from './parts/review-room.ts';
import type { RoomTimes } from './parts/review-room.ts';

/** Issue 5: from the hand to the picture, on an hour of video; and how long the page's thread may be busy at a stretch. */
const scrubMsMax = 150;
const taskMsMax = 50;

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '3600' }, scrubs: { type: 'string', default: '100' }, clip: { type: 'string' } } });
const clip = values.clip ?? sharedFile('media/faces/crossing_three.mp4');
const folders = builtFolders();
const folder = await mkdtemp(join(tmpdir(), 'veil-review-'));
const server = await startStaticServer({ folders: [folders.page, folders.inPage], port: 0 });
try {
  // Veil's writer knows no B-frames: what is looped must have none.
  const plain = join(folder, 'plain.mp4');
  await writeFile(plain, Buffer.from(clip === undefined ? await inPage(folders, 'sample') : await inPage(folders, 'reencoded', null, clip), 'base64'));
  const long = join(folder, 'long.mp4');
  await writeLongClip(plain, long, Number(values.seconds), undefined);
  const browser = await launchBrowser();
  try {
    const page = await browser.context.newPage();
    await page.goto(server.origin);
    await openSyntheticRoom(page, long);
    console.log(`${browser.line}; load ${loadavg()[0]?.toFixed(1) ?? '?'}; ${values.seconds} s of video, 200 tracks`);
    print('scrubbing', await timeScrubs(page, Number(values.scrubs)), scrubMsMax);
    print('stepping', await timeSteps(page, 50), scrubMsMax);
  } finally {
    await browser.close();
  }
} finally {
  await server.close();
  await rm(folder, { recursive: true, force: true });
}

function print(what: string, { firstMs, exactMs, longTasksMs }: RoomTimes, msMax: number): void {
  const ms = (value: number): string => `${value.toFixed(0)} ms`;
  console.log(`${what}: p95 to a picture ${ms(percentile95(firstMs))} (goal ${ms(msMax)}), to the very frame ${ms(percentile95(exactMs))}, of ${exactMs.length}; longest task ${ms(Math.max(0, ...longTasksMs))} (goal ${ms(taskMsMax)})`);
}
