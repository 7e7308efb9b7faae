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
/** All work on the same second, which is looked at once (and once more for who speaks). */
const [startS, endS, frameRate] = [7.4, 8.6, 25];
const hidden = '--fill solid --fill-color #00ff00 --quality fast --backend cpu';
/** A hidden head fills more than this of a picture of 720 lines; nothing else is that green. */
const headPxMin = 4000;

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
  const range = rest.includes('--range') ? [] : ['--start', String(startS), '--end', String(endS)];
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

const both = ({ seen }: Made): void => seen.frames.forEach(([left, right], frame) => expect(Math.min(left, right), `frame ${frame}`).toBeGreaterThan(headPxMin));
const one = ({ seen }: Made): void => seen.frames.forEach(([left, right], frame) => expect(left + right, `frame ${frame}`).toBeGreaterThan(headPxMin));

it('every command, on the command line, hides everybody in every frame of what it makes', { timeout: 300_000 }, async (context) => {
  const source = requireShared(context, clip);

  const [summary] = (await veil(source, 'summary summary.mp4 --order person --each 0.6')) as [Made];
  both(summary);
  const { people, foundDigest, cuts } = summary.report;
  expect(people.length).toBe(2);
  expect(cuts.map(({ startS: from }) => from)).toEqual([startS, startS]);
  expect(summary.seen.frames.length).toBe(2 * 0.6 * frameRate);

  const parts = await veil(source, `segments parts/ --range ${startS}-7.6 --range 8.2-${endS}`);
  parts.forEach(both);
  expect(parts.map(({ output }) => basename(output))).toEqual(['split_two_speakers-veiled-01.mp4', 'split_two_speakers-veiled-02.mp4']);
  expect(parts.map(({ report }) => report.output.name)).toEqual(parts.map(({ output }) => basename(output)));
  expect(parts.map(({ seen }) => seen.frames.length)).toEqual([5, 10]);
  expect(parts.map(({ report }) => report.cuts.map(({ startS: from, endS: to }) => [from, to]))).toEqual([[[startS, 7.6]], [[8.2, endS]]]);

  const [trim] = (await veil(source, 'trim trim.mp4 --only visible --max 0.8')) as [Made];
  both(trim);
  expect(trim.seen.frames.length).toBe(0.8 * frameRate);

  const [first, second] = people.map(({ id }) => `${id}@${foundDigest}`) as [string, string];
  const [split] = (await veil(source, `split split.mp4 --person ${first} --person ${second} --size 640x360`)) as [Made];
  one(split);
  expect([split.seen.widthPx, split.seen.heightPx, split.seen.frames.length]).toEqual([640, 360, (endS - startS) * frameRate]);

  // Who speaks: the one until 8 s, the other from then on.
  const turns: Made[] = [];
  for (const person of [first, second]) turns.push(...(await veil(source, `follow follow-${person}.mp4 --person ${person} --only speaking --size 9:16 --min 0.1 --padding 0`)));
  turns.forEach(one);
  expect(turns.map(({ seen }) => [seen.widthPx, seen.heightPx])).toEqual([[720, 1280], [720, 1280]]);
  const middles = turns.map(({ report }) => {
    const spans = report.cuts.map(({ startS: from, endS: to }) => ({ middle: (from + to) / 2, length: to - from }));
    return spans.reduce((sum, { middle, length }) => sum + middle * length, 0) / spans.reduce((sum, { length }) => sum + length, 0);
  });
  expect(middles.sort((a, b) => a - b)[0]).toBeLessThan(8);
  expect(middles[1]).toBeGreaterThan(8);
});
