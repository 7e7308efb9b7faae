import { openAsBlob } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openMovie } from '../../src/media/open-movie.ts';
import { JobRunner } from '../support/jobs.ts';
import { findBox, secrets, withMetadata } from '../support/metadata.ts';
import { remux, withPcmSound } from '../support/remux.ts';
import { requireShared } from '../support/shared.ts';
import { openSite } from '../support/site.ts';
import { readTruth } from '../support/truth.ts';

const clip = 'intel_head-pose-face-detection-female';
const clipPath = `media/faces/${clip}.mp4`;

let runner: JobRunner;
beforeAll(async () => {
  runner = await JobRunner.open();
});
afterAll(() => runner.close());

/** Sound packets with their times, read by another library than ours. */
async function soundOf(path: string): Promise<{ seconds: number[]; bytes: Buffer }> {
  const input = new Input({ source: new BufferSource(await readFile(path)), formats: ALL_FORMATS });
  const track = await input.getPrimaryAudioTrack();
  if (track === null) throw new Error(`${path} has no sound`);
  const seconds: number[] = [];
  const parts: Uint8Array[] = [];
  for await (const packet of new EncodedPacketSink(track).packets()) {
    seconds.push(packet.timestamp);
    parts.push(packet.data);
  }
  return { seconds, bytes: Buffer.concat(parts) };
}

async function firstPictureS(path: string): Promise<number> {
  const { video } = await openMovie(await openAsBlob(path), path);
  return (video.ticks[0] as number) / video.timescale;
}

it.for(['mp4', 'mkv', 'ts'] as const)('keeps the sound of an %s file bit for bit, at its times', async (container, context) => {
  const original = requireShared(context, 'media/faces/crossing_three.mp4');
  const source = container === 'mp4' ? original : join(runner.folder, `crossing.${container}`);
  if (container !== 'mp4') await remux(original, source, container);
  const { output, report } = await runner.anonymize(source, { quality: 'fast' });
  const [before, after] = [await soundOf(original), await soundOf(output)];
  expect(after.seconds.length).toBeGreaterThan(100);
  expect(after.bytes.equals(before.bytes)).toBe(true);
  // What counts is where the sound lies beside the pictures: a container may begin later than another.
  const shiftS = (await firstPictureS(output)) - (await firstPictureS(original));
  expect(Math.max(...after.seconds.map((at, i) => Math.abs(at - shiftS - (before.seconds[i] as number))))).toBeLessThan(1 / 30);
  expect(report.output.frames).toBe(300);
});

it('says before it works which sound it cannot carry over', async (context) => {
  const source = join(runner.folder, 'pcm.mkv');
  await withPcmSound(requireShared(context, clipPath), source);
  const told: string[] = [];
  const { report } = await runner.anonymize(source, { endS: 1 }, { onEvent: (event) => told.push(event.kind === 'notice' ? `${event.code} ${JSON.stringify(event.details)}` : event.stage) });
  expect(told[0]).toBe('tracks-left-out {"tracks":"audio track 2 (pcm-s16)"}');
  expect(report.notes).toEqual(['left out: audio track 2 (pcm-s16)']);
});

it('comes out the same when it was interrupted and goes on', async (context) => {
  const source = requireShared(context, clipPath);
  const interruption = new AbortController();
  const interrupted = runner.anonymize(source, { quality: 'fast' }, {
    signal: interruption.signal,
    onEvent: (event) => {
      if (event.kind === 'progress' && event.stage === 'observe' && event.done >= 0.4 * event.total) interruption.abort();
    },
  });
  await expect(interrupted).rejects.toMatchObject({ code: 'job/cancelled' });
  const notices: string[] = [];
  const resumed = await runner.anonymize(source, { quality: 'fast' }, { onEvent: (event) => event.kind === 'notice' && notices.push(event.code) });
  expect(notices).toContain('resumed');
  const other = await JobRunner.open();
  try {
    const undisturbed = await other.anonymize(source, { quality: 'fast' });
    expect((await readFile(resumed.output)).equals(await readFile(undisturbed.output))).toBe(true);
  } finally {
    await other.close();
  }
});

/** One red pixel. */
const redPng = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC';

it('covers faces with a picture of the user', async (context) => {
  const source = requireShared(context, clipPath);
  const fillImage = join(runner.folder, 'red.png');
  await writeFile(fillImage, Buffer.from(redPng, 'base64'));
  const image = { widthPx: 1, heightPx: 1, rgba: new Uint8ClampedArray(4) }; // the page puts the file in its place
  const { output } = await runner.anonymize(source, { hide: { kind: 'everyone', shape: 'ellipse', scale: 1, fill: { kind: 'image', image } } }, { fillImage });
  const faces = readTruth(clip).faces;
  const frame = faces.findIndex((known) => known.length > 0);
  const { box } = faces[frame]![0]!;
  const site = await openSite();
  try {
    const at = { frame, x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
    const [red, green, blue] = await site.call<[number, number, number]>('pixel', 'pixel', at, [output]);
    expect(red).toBeGreaterThan(200);
    expect(Math.max(green, blue)).toBeLessThan(60);
  } finally {
    await site.close();
  }
});

it('carries no place, device, date, XMP or cover art over', async (context) => {
  const input = join(runner.folder, 'secrets.mp4');
  await writeFile(input, withMetadata(await readFile(requireShared(context, clipPath))));
  const before = await readFile(input);
  expect(secrets.filter((secret) => before.includes(secret))).toEqual([...secrets]);
  const { output, report } = await runner.anonymize(input, { endS: 1 });
  const after = await readFile(output);
  expect(secrets.filter((secret) => after.includes(secret))).toEqual([]);
  expect(['udta', 'meta', 'uuid', 'covr'].filter((type) => after.includes(type))).toEqual([]);
  const header = after.subarray(findBox(after, 'moov') + 8);
  expect(header.readUInt32BE(findBox(header, 'mvhd') + 12)).toBe(0);
  expect(report.audit.checks.find(({ name }) => name === 'metadata')?.passed).toBe(true);
});
