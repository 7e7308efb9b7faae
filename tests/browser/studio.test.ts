import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { jobFiles } from '../../cli/job-files.ts';
import { parseCommandLine } from '../../cli/options.ts';
import { readSaved } from '../../cli/saved-files.ts';
import { Session } from '../../cli/session.ts';
import type { Report } from '../../src/documents/report.ts';
import { requireShared } from '../support/shared.ts';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';
import type { Painted } from './in-page/painted.ts';

/** Two people side by side; the left one speaks until 8 s, the right one from then on. */
const clip = 'media/faces/split_two_speakers.mp4';
/** What does not ask who speaks works on the same second, which is looked at once. */
const [startS, endS] = [7.4, 8.6];
/** Turns need more to be told. */
const turnsRange = '--start 7 --end 11';
const turnsFrames = 100;
const hidden = '--fill solid --fill-color #00ff00 --quality fast --backend cpu';
/** A hidden head fills more than this part of a picture; nothing else is that green. */
const headMin = 0.004;

let session: Session;
let site: Site;
let folder: string;
beforeAll(async () => {
  session = await Session.open(fileURLToPath(new URL('../../dist/page/', import.meta.url)));
  site = await openSite();
  folder = await mkdtemp(join(tmpdir(), 'veil-test-'));
});
afterAll(async () => {
  await session.close();
  await site.close();
  await rm(folder, { recursive: true });
});

interface Made {
  readonly output: string;
  readonly report: Report;
  readonly seen: Painted;
}

/** A command line on the clip, carried out in the session that all share; and what its files show. */
async function veil(source: string, line: string): Promise<Made[]> {
  const [kind, output, ...rest] = line.split(' ');
  const range = rest.includes('--range') || rest.includes('--start') ? [] : ['--start', String(startS), '--end', String(endS)];
  const command = parseCommandLine([kind as string, source, '-o', join(folder, output as string), ...range, ...hidden.split(' '), ...rest]);
  if (!('job' in command)) throw new Error('not a job');
  const { job } = command;
  const [files] = jobFiles(command.kind, job).jobs;
  if (files === undefined) throw new Error('no files');
  const results = await session.run({ ...job, ...files, kind: job.task, saved: readSaved(job.saved) }, () => undefined, new AbortController().signal);
  const made: Made[] = [];
  for (const { output: path, report } of results) {
    if (report === null) throw new Error('what is rendered comes with a report');
    made.push({ output: path, report, seen: await site.call<Painted>('painted', 'painted', null, [path]) });
  }
  return made;
}

const both = ({ seen }: Made): void => seen.frames.forEach(([left, right], frame) => expect(Math.min(left, right) / (seen.widthPx * seen.heightPx), `frame ${frame}`).toBeGreaterThan(headMin));
const one = ({ seen }: Made): void => seen.frames.forEach(([left, right], frame) => expect((left + right) / (seen.widthPx * seen.heightPx), `frame ${frame}`).toBeGreaterThan(headMin));

it('every command, on the command line, hides everybody in every frame of what it makes', { timeout: 300_000 }, async (context) => {
  const source = requireShared(context, clip);

  const [summary] = (await veil(source, 'summary summary.mp4 --order person --each 0.6')) as [Made];
  both(summary);
  const { people, cuts } = summary.report;
  expect(people.length).toBe(2);
  expect(cuts.map(({ startS: from }) => from)).toEqual([startS, startS]);
  expect(summary.seen.frames.length).toBe(30);

  // A crop of each of both, from one run of the decoder.
  const each = await veil(source, `follow crops/ ${people.map(({ id }) => `--person ${id}@${summary.report.foundDigest}`).join(' ')} --size 320x320`);
  each.forEach(one);
  expect(each.map(({ output, seen }) => [basename(output), seen.widthPx, seen.frames.length])).toEqual([1, 2].map((part) => [`split_two_speakers-veiled-0${part}.mp4`, 320, 30]));

  const parts = await veil(source, `segments parts/ --range ${startS}-7.6 --range 8.2-${endS}`);
  parts.forEach(both);
  expect(parts.map(({ output }) => basename(output))).toEqual(['split_two_speakers-veiled-01.mp4', 'split_two_speakers-veiled-02.mp4']);
  expect(parts.map(({ report }) => report.output.name)).toEqual(parts.map(({ output }) => basename(output)));
  expect(parts.map(({ seen }) => seen.frames.length)).toEqual([5, 10]);
  expect(parts.map(({ report }) => report.cuts.map(({ startS: from, endS: to }) => [from, to]))).toEqual([[[startS, 7.6]], [[8.2, endS]]]);

  const [trim] = (await veil(source, 'trim trim.mp4 --only visible --max 0.8')) as [Made];
  both(trim);
  expect(trim.seen.frames.length).toBe(20);

  const [speech] = (await veil(source, 'trim speech.mp4 --only speaking')) as [Made];
  both(speech);
  expect(speech.seen.frames.length).toBeGreaterThan(10);

  const [split] = (await veil(source, `split split.mp4 --size 640x360 --highlight-speaker ${turnsRange}`)) as [Made];
  both(split);
  expect([split.seen.widthPx, split.seen.heightPx, split.seen.frames.length]).toEqual([640, 360, turnsFrames]);

  // Who speaks: the one until 8 s, the other from then on. In so short a time not everybody is known to speak; then the command says so.
  const ids = split.report.people.map(({ id }) => `${id}@${split.report.foundDigest}`);
  const turns: Made[] = [];
  for (const id of ids) {
    const line = `follow follow-${id}.mp4 --person ${id} --only speaking --size 9:16 --min 0.2 --padding 0 ${turnsRange}`;
    turns.push(...(await veil(source, line).catch((error: unknown) => {
      expect(error).toMatchObject({ code: 'cut/nothing-left' });
      return [];
    })));
  }
  expect(turns.length).toBeGreaterThan(0);
  turns.forEach(one);
  for (const { seen, report } of turns) {
    expect([seen.widthPx, seen.heightPx]).toEqual([720, 1280]);
    const length = (from: number, to: number): number => report.cuts.reduce((sum, cut) => sum + Math.max(0, Math.min(cut.endS, to) - Math.max(cut.startS, from)), 0);
    expect(Math.max(length(0, 8), length(8, 16)) / length(0, 16)).toBeGreaterThan(0.8);
  }
});
