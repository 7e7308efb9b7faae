import { openAsBlob, readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { openMovie } from '../../src/media/open-movie.ts';
import { JobRunner } from '../support/jobs.ts';
import { requireShared } from '../support/shared.ts';

const document = fileURLToPath(new URL('../../docs/formats.md', import.meta.url));
/** Of each file the first seconds are worked on: what a format does shows at once. */
const endS = 2;

const introduction = `# What goes in, and what comes out

Made by \`VEIL_WRITE=1 npx vitest run --project browser tests/browser/formats.test.ts\` from the first ${endS} seconds of each test file, in Chromium
without a GPU; the same test keeps this table true. A size is what a viewer sees; a turn is the track's own.

| file | in | out | frames in, out | sound in packets, in and out |
| --- | --- | --- | --- | --- |
`;

let runner: JobRunner;
beforeAll(async () => {
  runner = await JobRunner.open();
});
afterAll(() => runner.close());

async function pictureOf(path: string): Promise<{ text: string; frames: number; sound: string }> {
  const { video, audio } = await openMovie(await openAsBlob(path), path);
  const { widthPx, heightPx, rotation } = video.geometry;
  const frames = video.ticks.filter((tick) => tick - (video.ticks[0] as number) < endS * video.timescale).length;
  return {
    text: `${video.codec} ${widthPx}x${heightPx}${rotation === 0 ? '' : `, turned ${rotation}°`}`,
    frames,
    sound: audio === null ? 'none' : `${audio.samples.count} ${audio.codec}`,
  };
}

async function rowOf(path: string, name: string): Promise<string> {
  let before: Awaited<ReturnType<typeof pictureOf>> | undefined;
  try {
    before = await pictureOf(path);
    if (/^(hev1|hvc1)/.test(before.text)) return `| ${name} | ${before.text} | as the browser: H.264, or refused with \`media/unsupported-codec\` | – | – |`;
    const { output } = await runner.anonymize(path, { quality: 'fast', endS });
    const after = await pictureOf(output);
    expect(after.frames, name).toBe(before.frames);
    expect(after.text.replace(/^\S+/, ''), name).toBe(before.text.replace(/^\S+/, ''));
    return `| ${name} | ${before.text} | ${after.text} | ${before.frames}, ${after.frames} | ${before.sound}, ${after.sound} |`;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return `| ${name} | ${before?.text ?? '–'} | refused: \`${error.code}\` | – | – |`;
  }
}

it('says of every test file what comes of it', { timeout: 300_000 }, async (context) => {
  const folder = requireShared(context, 'media/containers');
  const rows: string[] = [];
  for (const name of readdirSync(folder).sort()) rows.push(await rowOf(`${folder}/${name}`, name));
  const text = `${introduction}${rows.join('\n')}\n`;
  if (process.env['VEIL_WRITE'] === '1') await writeFile(document, text);
  expect(text).toBe(await readFile(document, 'utf8'));
});
