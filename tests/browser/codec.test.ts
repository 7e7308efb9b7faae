import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toAppError } from '../../src/core/errors.ts';
import type { CodecChoice } from '../../src/core/codec.ts';
import { JobRunner } from '../support/jobs.ts';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';
import type { ClipSpec } from './in-page/clip.ts';

let runner: JobRunner;
let site: Site;
beforeAll(async () => {
  [runner, site] = await Promise.all([JobRunner.open(), openSite()]);
});
afterAll(async () => {
  await Promise.all([runner.close(), site.close()]);
});

const grey: ClipSpec = {
  codec: 'vp09.00.10.08', container: 'webm', widthPx: 160, heightPx: 120, frames: 5, format: 'I420',
  patches: [[60, 128, 128], [180, 110, 140]], columns: 2, color: {}, containerColor: null,
};

/** What was told, in order: notices with their details (but for the tags that the muxer wrote), and stages. */
async function told(widthPx: number, codec: CodecChoice): Promise<{ events: string[]; end: string }> {
  const input = join(runner.folder, `${widthPx}-${codec}.webm`);
  await writeFile(input, Buffer.from(await site.call<string>('clip', 'makeClip', { ...grey, widthPx }), 'base64'));
  const events: string[] = [];
  const end = await runner
    .anonymize(input, { codec }, { onEvent: (event) => events.push(event.kind === 'notice' ? `${event.code} ${Object.values(event.details).join()}` : event.stage) })
    .then(({ report }) => `${report.output.videoCodec.slice(0, 4)}, ${report.output.frames} frames`)
    .catch((thrown: unknown) => `${toAppError(thrown).code} ${Object.values(toAppError(thrown).details).join()}`);
  return { events: events.filter((event) => !event.startsWith('tracks-left-out')), end };
}

describe('the codec of the new video', () => {
  it.each([
    [160, 'auto', 'avc1, 5 frames', undefined],
    [161, 'auto', 'vp09, 5 frames', 'codec-changed VP9'],
    [161, 'av1', 'av01, 5 frames', undefined],
  ] as const)('%i pixels wide, asked for %s: %s, and what is unexpected is said first', async (widthPx, codec, end, first) => {
    const result = await told(widthPx, codec);
    expect(result.end).toBe(end);
    expect(result.events[0]).toBe(first ?? 'prepare');
    expect(result.events.filter((event) => event.startsWith('codec-changed'))).toHaveLength(first === undefined ? 0 : 1);
  });

  it('HEVC is refused before any work, with the reason and what works', async () => {
    const { events, end } = await told(160, 'hevc');
    expect(events).toEqual([]);
    expect(end).toBe('media/no-encoder HEVC,160,120,balanced,HEVC: this browser has no encoder for it,H.264, VP9, AV1,unsupported,,other-codec');
  });

  it('the codec and the profile reach the encoder, and the report', async () => {
    const input = join(runner.folder, 'profile.webm');
    await writeFile(input, Buffer.from(await site.call<string>('clip', 'makeClip', grey), 'base64'));
    const { report } = await runner.anonymize(input, { codec: 'vp9', profile: 'archival', bitrate: 'adaptive' });
    expect(report.output).toMatchObject({ videoCodec: 'vp09.00.10.08', frames: 5 });
    expect(report.encoding).toMatchObject({ profile: 'archival', codecFamily: 'vp9', hardware: 'prefer-software', keyIntervalS: 1, adaptive: true, changes: [] });
    expect(report.encoding?.bitrateGot).toBeGreaterThan(0);
  });

  it('H.264 at an odd size is refused before any work, with what would help', async () => {
    const { events, end } = await told(161, 'h264');
    expect(events).toEqual([]);
    expect(end).toBe('media/no-encoder H.264,161,120,balanced,H.264: it takes even widths and heights only,VP9, AV1,odd-size,,even-size');
  });
});

it('the page says it with the file, before anything is started, and offers no codec that does not work', async () => {
  const [even, odd] = [join(runner.folder, 'even.webm'), join(runner.folder, 'odd.webm')];
  await writeFile(even, Buffer.from(await site.call<string>('clip', 'makeClip', grey), 'base64'));
  await writeFile(odd, Buffer.from(await site.call<string>('clip', 'makeClip', { ...grey, widthPx: 161 }), 'base64'));
  const page = await site.openPage();
  try {
    await page.setInputFiles('input[type=file]', [even, odd]);
    const [hint, codec, refused] = [page.getByTestId('codec-hint'), page.getByTestId('codec'), page.getByTestId('codec-refused')];
    await refused.getByText('HEVC: this browser has no encoder for it.').waitFor();
    expect(await refused.count()).toBe(1);
    await codec.selectOption('h264');
    await page.getByRole('button', { name: 'odd.webm', exact: true }).click();
    await hint.getByText('cannot encode H.264').waitFor();
    await refused.getByText('H.264: it takes even widths and heights only.').waitFor();
    expect(await codec.locator('option[disabled]').evaluateAll((options) => options.map((option) => option.getAttribute('value')))).toEqual(['h264', 'hevc']);
    await codec.selectOption('auto');
    await hint.getByText('VP9').waitFor();
    await page.getByTestId('profile').selectOption('archival');
    await refused.getByText('H.264').waitFor(); // tried anew
    await codec.selectOption('av1');
    await hint.waitFor({ state: 'detached' });
  } finally {
    await page.close();
  }
});

describe('an H.264 encoder that says yes and fails', () => {
  it.each([
    ['configure', 'auto', 'vp9'],
    ['first frame', 'auto', 'vp9'],
    ['silence', 'auto', 'vp9'],
    ['configure', 'h264', 'media/no-encoder'],
  ] as const)('at %s, asked for %s: %s', async (fails, wanted, expected) => {
    expect(await site.call<string>('broken-encoder', 'chosen', { fails, wanted })).toBe(expected);
  });
});
