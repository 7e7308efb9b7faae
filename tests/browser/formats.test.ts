import { openAsBlob, readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { openMovie } from '../../src/media/open-movie.ts';
import { ffprobe } from '../support/ffprobe.ts';
import { JobRunner } from '../support/jobs.ts';
import { madeFiles } from '../support/made-files.ts';
import type { NamedFile } from '../support/made-files.ts';
import { requireShared } from '../support/shared.ts';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';
import type { Playback } from './in-page/playback.ts';

const document = fileURLToPath(new URL('../../docs/formats.md', import.meta.url));
/** Of each file the first seconds are worked on: what a format does shows at once. */
const endS = 2;

const introduction = `# What goes in, and what comes out

Made by \`VEIL_WRITE=1 npx vitest run --project browser tests/browser/formats.test.ts\` from the first ${endS} seconds of each file, in Chromium without
a GPU; the same test keeps this table true, and plays every output in a \`<video>\`: from the start, from the middle, at the end. A size is
what a viewer sees; a turn is the track's own. Colour is given as primaries/transfer/matrix of ITU-T H.273 and range; 2 is "not said".

| file | in | out | frames | seconds | colour in, out | sound in packets, in and out |
| --- | --- | --- | --- | --- | --- | --- |
`;

interface Content {
  readonly codec: string;
  /** Size, turn and times: what must not change. */
  readonly shape: string;
  readonly frames: number;
  readonly seconds: string;
  readonly color: string;
  readonly sound: string;
}

let runner: JobRunner;
let site: Site;
beforeAll(async () => {
  [runner, site] = await Promise.all([JobRunner.open(), openSite()]);
});
afterAll(() => Promise.all([runner.close(), site.close()]));

async function contentOf(path: string): Promise<Content> {
  const { video, audio } = await openMovie(await openAsBlob(path), path);
  const { widthPx, heightPx, rotation, mirrored } = video.geometry;
  const first = video.ticks[0] as number;
  const shown = video.ticks.filter((tick) => tick - first < endS * video.timescale);
  const end = video.ticks[shown.length] ?? (shown.at(-1) as number) + video.lastDurationTicks;
  const { primaries = 2, transfer = 2, matrix = 2, fullRange = false } = video.colorCodes ?? {};
  return {
    codec: video.codec,
    shape: `${widthPx}x${heightPx}${rotation === 0 ? '' : `, turned ${rotation}°`}${mirrored ? ', mirrored' : ''}`,
    frames: shown.length,
    seconds: ((end - first) / video.timescale).toFixed(3),
    color: `${primaries}/${transfer}/${matrix} ${fullRange ? 'full' : 'limited'}`,
    sound: audio === null ? 'none' : `${audio.samples.count} ${audio.codec}`,
  };
}

async function rowOf({ name, path }: { name: string; path: string }): Promise<string> {
  let before: Content | undefined;
  try {
    before = await contentOf(path);
    const source = `${before.codec} ${before.shape}`;
    if (/^(hev1|hvc1)/.test(source)) return `| ${name} | ${source} | as the browser: H.264, or refused with \`media/unsupported-codec\` | – | – | – | – |`;
    const { output } = await runner.anonymize(path, { quality: 'fast', endS });
    const after = await contentOf(output);
    expect(after.shape, name).toBe(before.shape);
    expect(after.frames, name).toBe(before.frames);
    expect(Number(after.seconds), name).toBeCloseTo(Number(before.seconds), 2);
    await checkPlayback(name, output, after);
    const out = `${after.codec} ${after.shape}`;
    return `| ${name} | ${source} | ${out} | ${after.frames} | ${after.seconds} | ${before.color}, ${after.color} | ${before.sound}, ${after.sound} |`;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return `| ${name} | ${before === undefined ? '–' : `${before.codec} ${before.shape}`} | refused: \`${error.code}\` | – | – | – | – |`;
  }
}

/** Two other programs' view of an output: Chromium's player, and ffprobe where it is installed. */
async function checkPlayback(name: string, output: string, { shape, seconds, frames }: Content): Promise<void> {
  const played = await site.call<Playback>('playback', 'playback', null, [output]);
  const frameS = Number(seconds) / frames;
  expect(`${played.widthPx}x${played.heightPx}`, `${name}: size in the player`).toBe(shape.replace(/,.*/, ''));
  expect(played.durationS, `${name}: length in the player`).toBeGreaterThan(Number(seconds) - 0.01);
  expect(played.playedS, `${name}: played from the start`).toBeLessThan(played.durationS / 2);
  expect(Math.abs(played.middleS - played.durationS / 2), `${name}: shown in the middle`).toBeLessThan(8 * frameS);
  expect(played.endS, `${name}: shown at the end`).toBeGreaterThan(Number(seconds) - 8 * frameS);
  const probed = ffprobe(output);
  if (probed !== undefined) expect(probed, `${name}: ffprobe`).toEqual({ frames, complaints: '' });
}

it('says of every test file what comes of it', { timeout: 600_000 }, async (context) => {
  const folder = requireShared(context, 'media/containers');
  const files: NamedFile[] = readdirSync(folder).sort().map((name) => ({ name, path: `${folder}/${name}` }));
  files.push({ name: 'faces/cap12_edit.webm', path: requireShared(context, 'media/faces/cap12_edit.webm') }, ...(await madeFiles(runner.folder, site, context)));
  const rows: string[] = [];
  for (const file of files) rows.push(await rowOf(file));
  const text = `${introduction}${rows.join('\n')}\n`;
  if (process.env['VEIL_WRITE'] === '1') await writeFile(document, text);
  expect(text).toBe(await readFile(document, 'utf8'));
});
