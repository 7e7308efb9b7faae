import { openAsBlob } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openMovie } from '../../src/media/open-movie.ts';
import { JobRunner } from '../support/jobs.ts';
import { requireShared } from '../support/shared.ts';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';
import { clicks, pcmSound, vorbisSound, withSound } from '../support/sound.ts';
import type { TestSound } from '../support/sound.ts';

const clip = 'media/faces/intel_head-pose-face-detection-female.mp4';
/** Where the clicks are: none lies at a packet's edge in any codec. */
const clicksS = [0.2503, 0.8107, 1.4011];
/** Encoders smear a click by a fraction of a millisecond: less than one sample at 8 kHz is asked for nowhere. */
const toleranceS = 0.0008;

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

const hear = (path: string): Promise<{ channels: number; seconds: number; clicksS: number[] }> => site.call('hear', 'hear', null, [path]);

function expectTimes(found: readonly number[], wanted: readonly number[]): void {
  expect(found.length).toBe(wanted.length);
  found.forEach((at, i) => expect(Math.abs(at - (wanted[i] as number)), `click ${i} at ${at}`).toBeLessThan(toleranceS));
}

const kinds: readonly [string, 'mkv' | 'mov', number, () => TestSound | Promise<TestSound>][] = [
  ['Vorbis in Matroska', 'mkv', 2, () => vorbisSound([clicks(2.5, 44_100, clicksS), clicks(2.5, 44_100, clicksS)], 44_100)],
  ['PCM in Matroska', 'mkv', 1, () => pcmSound([clicks(2.5, 32_000, clicksS)], 32_000)],
  ['big-endian PCM in QuickTime', 'mov', 2, () => pcmSound([clicks(2.5, 44_100, clicksS), clicks(2.5, 44_100, clicksS)], 44_100, 'pcm-s16be')],
  ['six channels of PCM', 'mkv', 2, () => pcmSound(Array.from({ length: 6 }, () => clicks(2.5, 48_000, clicksS)), 48_000)],
];

it.for(kinds)('%s becomes Opus, and nothing moves', async ([name, container, channels, make], context) => {
  const source = join(runner.folder, `${name}.${container}`);
  await withSound(requireShared(context, clip), source, await make(), container);
  const told: string[] = [];
  const { output, report } = await runner.anonymize(source, { quality: 'fast', endS: 1.5 }, { onEvent: (event) => event.kind === 'notice' && told.push(event.code) });
  const heard = await hear(output);
  expect(heard.channels).toBe(channels);
  expectTimes(heard.clicksS, clicksS);
  expect(Math.abs(heard.seconds - 1.5)).toBeLessThan(0.025); // a packet of 20 ms more or less, should a decoder not cut the last
  expect(report.sound).toMatchObject({ fate: 'reencoded', codec: 'opus', packetsSilent: 0 });
  expect(report.audit.checks.find((check) => check.name === 'sound')).toMatchObject({ passed: true });
  expect(told[0]).toBe('sound-reencoded');
  expect(told.includes('sound-mixed-down')).toBe(name.startsWith('six'));
});

it('cuts sound that is made anew at the in point, to the sample', async (context) => {
  const source = join(runner.folder, 'cut.mkv');
  await withSound(requireShared(context, clip), source, await vorbisSound([clicks(2.5, 44_100, clicksS)], 44_100));
  const { output } = await runner.anonymize(source, { quality: 'fast', startS: 0.5, endS: 1.25 });
  const heard = await hear(output);
  expectTimes(heard.clicksS, [0.8107 - 0.5]);
});

it('is silent where a packet is damaged, and says how many were', async (context) => {
  const source = join(runner.folder, 'damaged.mkv');
  const sound = await vorbisSound([clicks(2.5, 44_100, clicksS)], 44_100);
  const middle = sound.packets.findIndex((packet) => packet.timestamp > 1);
  const damaged = sound.packets.map((packet, i) => (i === middle ? packet.clone({ data: Uint8Array.from(packet.data, () => 0xff) }) : packet));
  await withSound(requireShared(context, clip), source, { ...sound, packets: damaged });
  const { output, report } = await runner.anonymize(source, { quality: 'fast', endS: 1.5 });
  expect(report.sound.packetsSilent).toBe(1);
  expectTimes((await hear(output)).clicksS, clicksS);
});

it('refuses sound that cannot be decoded before it works, unless it is left out', async (context) => {
  const source = join(runner.folder, 'dts.mkv');
  await withSound(requireShared(context, clip), source, pcmSound([clicks(1, 8000, [])], 8000));
  const bytes = await readFile(source);
  const name = bytes.indexOf('A_PCM/INT/LIT');
  bytes.write('A_UNHEARD/OF1', name, 'latin1');
  await writeFile(source, bytes);
  const stages: string[] = [];
  const refused = runner.anonymize(source, { quality: 'fast' }, { onEvent: (event) => event.kind === 'progress' && stages.push(event.stage) });
  await expect(refused).rejects.toMatchObject({ code: 'media/unsupported-audio', details: { codec: 'A_UNHEARD/OF1', advice: 'sound' } });
  expect(stages).toEqual([]);
  const { output, report } = await runner.anonymize(source, { quality: 'fast', sound: 'drop', endS: 1 });
  expect(report.sound).toMatchObject({ fate: 'left-out', sourceCodec: 'A_UNHEARD/OF1' });
  expect((await openMovie(await openAsBlob(output), 'silent')).audio).toBeNull();
});
