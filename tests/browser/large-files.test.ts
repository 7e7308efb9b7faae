import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Mp4Writer } from '../../src/media/mp4-writer.ts';
import { writeWithHole } from '../support/hole.ts';
import { avcDescription, longLayout, pictureBytes, sparseSink } from '../support/large-layout.ts';
import { requireShared } from '../support/shared.ts';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';
import type { FoundSample } from './in-page/large.ts';

const gib = 1024 ** 3;
/** Issue 3: a file past 4 GiB opens and seeks within this time. */
const boundMs = 2000;

let site: Site;
let folder: string;
beforeAll(async () => {
  site = await openSite();
  folder = await mkdtemp(join(tmpdir(), 'veil-large-'));
});
afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

it('an output of more than 4 GiB has 64-bit offsets, and is read again to its last sample', async () => {
  const path = join(folder, 'large.mp4');
  const frames = 700;
  const writer = await Mp4Writer.open(await sparseSink(path), longLayout(frames));
  const data = new Uint8Array(pictureBytes);
  for (let index = 0; index < frames; index += 1) {
    new DataView(data.buffer).setUint32(0, index);
    await writer.addVideo({ index, key: true, data, ...(index === 0 ? { description: avcDescription } : {}) });
  }
  const { bytes } = await writer.finish();
  expect((await stat(path)).size).toBe(bytes);
  const wanted = [frames - 1, 0, 600];
  const { ms, found, lastSoundOffset } = await site.call<{ ms: number; found: FoundSample[]; lastSoundOffset: number }>('large', 'readSamples', wanted, [path]);
  console.log(`${(bytes / gib).toFixed(1)} GiB opened and read in three places in ${ms.toFixed(0)} ms`);
  expect(found.map(({ mark }) => mark)).toEqual(wanted);
  expect(found[0]?.offset).toBeGreaterThan(5 * gib);
  expect(lastSoundOffset).toBeGreaterThan(5 * gib);
  expect(ms).toBeLessThan(boundMs);
});

it('a video of which all lies past 4 GiB opens and seeks at once', async (context) => {
  const path = join(folder, 'hole.mp4');
  await writeWithHole(requireShared(context, 'media/containers/movie_300.mp4'), path, 6 * gib);
  const { openMs, seekMs, lastFrame, offset } = await site.call<{ openMs: number; seekMs: number[]; lastFrame: number; offset: number }>('large', 'seekFrames', [1e9, 0, 3500], [path]);
  console.log(`opened in ${openMs.toFixed(0)} ms; frames ${lastFrame}, 0 and 3500 came in ${seekMs.map((ms) => ms.toFixed(0)).join(', ')} ms`);
  expect(offset).toBeGreaterThan(6 * gib);
  expect(openMs + Math.max(...seekMs)).toBeLessThan(boundMs);
});
