import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importAnalysis } from '../../src/documents/analysis-json.ts';
import { speechFromVtt } from '../../src/documents/exchange/webvtt.ts';
import type { Analysis } from '../../src/documents/analysis.ts';
import { JobRunner } from '../support/jobs.ts';
import { requireShared } from '../support/shared.ts';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';
import { pcmSound, withSound } from '../support/sound.ts';
import { bytesOf, flacOf, mkaOf, mp3Of, oggOf, samplesOf, wavOf } from '../support/sound-files.ts';
import { Visitor } from '../support/visitor.ts';

const clip = 'media/faces/intel_head-pose-face-detection-female.mp4';
const talk = 'media/audio/sample.wav';

let runner: JobRunner;
let site: Site;
beforeAll(async () => {
  runner = await JobRunner.open();
  site = await openSite();
});
afterAll(async () => {
  await runner.close();
  await site.close();
});

const runOf = ({ runs }: Analysis): string => runs.find(({ stage }) => stage === 'speech')?.detail ?? '';

describe('sound alone', () => {
  it('has exactly four stretches of speech, in M4A', async (context) => {
    const found = await runner.analyze(requireShared(context, 'media/audio/vad-4-segment-test.m4a'));
    expect(found.speech.length).toBe(4);
    expect(found).toMatchObject({ source: { widthPx: null, heightPx: null }, tracks: [], speechUnknown: [], unknown: [] });
    expect(found.source.ticks.length).toBe(0);
    console.log(runOf(found));
  });

  const kinds: readonly [string, (samples: Int16Array<ArrayBuffer>) => Buffer | Promise<Buffer>][] = [
    ['wav', wavOf],
    ['mp3', mp3Of],
    ['flac', flacOf],
    ['ogg', oggOf],
    ['mka', mkaOf],
    ['opus', async (samples) => {
      const raw = join(runner.folder, 'samples.raw');
      await writeFile(raw, bytesOf(samples));
      return Buffer.from(await site.call<string>('opus', 'opusInOgg', null, [raw]), 'base64');
    }],
  ];
  it.for(kinds)('%s says the same as every other', async ([ending, make], context) => {
    const input = join(runner.folder, `talk.${ending}`);
    // A pause, half a second of one who speaks, a pause, and then nothing but speech.
    await writeFile(input, await make(samplesOf(await readFile(requireShared(context, talk)), 5, 10)));
    const { speech, speechUnknown, source } = await runner.analyze(input);
    expect([source.widthPx, speechUnknown]).toEqual([null, []]);
    const edges = speech.flatMap(({ startUs, endUs }) => [startUs / 1e6, endUs / 1e6]);
    expect(edges.length).toBe(4);
    [1.69, 2.12, 2.55, 5].forEach((at, i) => expect(Math.abs((edges[i] as number) - at), `edge ${i} at ${edges[i]}`).toBeLessThan(0.2)); // MP3 itself is late by 0.07 s: its encoder's delay
  });

  it('is written as WebVTT, the same as in the JSON, between in and out points', async (context) => {
    const input = join(runner.folder, 'cut.wav');
    await writeFile(input, wavOf(samplesOf(await readFile(requireShared(context, talk)), 5, 10)));
    const range = { startS: 2.2, endS: 4 };
    const { speech, speechUnknown } = await runner.analyze(input, range);
    expect(speechUnknown).toEqual([{ startUs: 0, endUs: 2_200_000 }, { startUs: 4_000_000, endUs: 5_000_000 }]);
    expect(speech.length).toBe(1);
    const cues = speechFromVtt(await runner.labels(input, 'vtt', range));
    expect(cues).toEqual(speech.map((each) => ({ ...each, text: 'speech' })));
  });

  it('is no video: what would help is said', async (context) => {
    const refused = runner.anonymize(requireShared(context, talk));
    await expect(refused).rejects.toMatchObject({ code: 'media/no-video', details: { advice: 'listen' } });
  });

  it('is listened to on the page, and saved', async (context) => {
    const page = await site.openPage();
    try {
      const visitor = new Visitor(page);
      await page.setInputFiles('[data-testid=file-input]', requireShared(context, 'media/audio/vad-4-segment-test.m4a'));
      await page.getByTestId('find-speech').click();
      await page.getByTestId('speech-list').waitFor({ timeout: 60_000 });
      expect(await page.getByTestId('speech-list').locator('li').count()).toBe(4);
      const cues = speechFromVtt(await readFile(await visitor.save('speech-vtt', runner.folder), 'utf8'));
      const { speech } = importAnalysis(await readFile(await visitor.save('speech-json', runner.folder), 'utf8'));
      expect(cues).toEqual(speech.map((each) => ({ ...each, text: 'speech' })));
      expect(await page.getByTestId('start').count()).toBe(0);
    } finally {
      await page.close();
    }
  });
});

describe('a video', () => {
  const quick = { quality: 'fast', endS: 1.2 } as const;

  it('is listened to beside its pictures, and not again', async (context) => {
    const input = join(runner.folder, 'speaks.mkv');
    const sound = pcmSound([Float32Array.from(samplesOf(await readFile(requireShared(context, talk)), 7, 10), (value) => value / 32_768)], 16_000);
    await withSound(requireShared(context, clip), input, sound, 'mkv');
    const first = await runner.analyze(input, quick);
    expect(Math.abs((first.speech[0]?.startUs ?? NaN) - 550_000)).toBeLessThan(150_000);
    expect(first.speech.at(-1)?.endUs).toBe(1_200_000);
    expect(first.speechUnknown[0]?.startUs).toBe(1_200_000);
    expect(runOf(first)).toMatch(/^silero-vad, 1\.2 s of sound, \d+ times as fast as it plays$/);
    const again = await runner.analyze(input, quick);
    expect(runOf(again)).toBe('silero-vad, 1.2 s of sound, heard before');
    expect([again.speech, again.speechUnknown]).toEqual([first.speech, first.speechUnknown]);
  });

  it('shows in the review room where somebody speaks, and goes there', async (context) => {
    requireShared(context, talk);
    const page = await site.openPage();
    try {
      const visitor = new Visitor(page);
      await visitor.choose(join(runner.folder, 'speaks.mkv'), quick.endS);
      await page.getByTestId('look-first').click();
      await page.getByTestId('speech').locator('summary').click({ timeout: 60_000 });
      const stretches = page.getByTestId('speech-list').locator('button');
      await expect.poll(() => stretches.count()).toBe(1);
      const timeline = page.getByTestId('timeline');
      await expect.poll(() => timeline.getAttribute('aria-valuenow')).toBe('0');
      expect(await timeline.getAttribute('aria-valuetext')).not.toContain(',');
      await stretches.click();
      await expect.poll(() => timeline.getAttribute('aria-valuetext')).toContain(', somebody speaks');
      expect(speechFromVtt(await readFile(await visitor.save('speech-vtt', runner.folder), 'utf8')).length).toBe(1);
    } finally {
      await page.close();
    }
  });

  it('whose sound nobody can decode is looked at all the same: speech is unknown, and that is told', async (context) => {
    const input = join(runner.folder, 'unheard.mkv');
    await withSound(requireShared(context, clip), input, pcmSound([new Float32Array(16_000)], 8000));
    const bytes = await readFile(input);
    bytes.write('A_UNHEARD/OF1', bytes.indexOf('A_PCM/INT/LIT'), 'latin1');
    await writeFile(input, bytes);
    const told: string[] = [];
    const { report } = await runner.anonymize(input, { ...quick, sound: 'drop' }, { onEvent: (event) => event.kind === 'notice' && told.push(event.code) });
    expect(told).toContain('speech-unknown');
    expect(report.notes.join()).toMatch(/nobody could listen to the sound from 0\.0 to 1\.\d s: whether somebody speaks there is unknown/);
    const { speech, speechUnknown } = await runner.analyze(input, quick);
    expect([speech, speechUnknown.length, speechUnknown[0]?.startUs]).toEqual([[], 1, 0]);
  });

  it('is heard from the in point on as one who listened before it', async (context) => {
    const input = requireShared(context, talk);
    const [whole, part] = [await runner.analyze(input), await runner.analyze(input, { startS: 16, endS: 17 })];
    expect(whole.speech.some(({ startUs, endUs }) => startUs < 15e6 && endUs > 17e6)).toBe(true);
    expect(part.speech).toEqual([{ startUs: 16_000_000, endUs: 17_000_000 }]);
  });
});
