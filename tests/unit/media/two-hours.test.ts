import { openAsBlob } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Mp4Writer } from '../../../src/media/mp4-writer.ts';
import { openMovie } from '../../../src/media/open-movie.ts';
import { avcDescription, longLayout, sparseSink } from '../../support/large-layout.ts';

/** Two hours at 29.97 frames a second. */
const frames = 215_784;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'veil-hours-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('two hours of pictures and sound keep every time, to the tick', async () => {
  const path = join(folder, 'two-hours.mp4');
  const layout = longLayout(frames);
  const writer = await Mp4Writer.open(await sparseSink(path), layout);
  const data = new Uint8Array(16);
  for (let index = 0; index < frames; index += 1) await writer.addVideo({ index, key: index % 60 === 0, data, ...(index === 0 ? { description: avcDescription } : {}) });
  await writer.finish();
  const { video, audio } = await openMovie(await openAsBlob(path), 'two-hours.mp4');
  expect(video.ticks).toEqual(layout.video.ticks);
  expect(video.lastDurationTicks).toBe(1001);
  expect(audio?.samples.dts).toEqual(Float64Array.from(layout.sound!.durations, (_, packet) => 1024 * packet));
  expect(video.samples.sync.reduce((sum, key) => sum + key, 0)).toBe(Math.ceil(frames / 60));
});
