import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseCommandLine } from '../cli/options.ts';
import { Session } from '../cli/session.ts';
import type { Report } from '../src/documents/report.ts';
import { builtFolders, sharedFile } from './parts/folders.ts';
import { median } from './parts/median.ts';

/** Issue 7, on two cores without a GPU: frames a second of the overlay run of two people at 720p; parts of its time at most. */
const framesPerSecondMin = 20;
const understandPartMax = 0.02;
const actionsPartMax = 0.05;

const { values } = parseArgs({ options: { clip: { type: 'string' }, runs: { type: 'string', default: '3' }, sampling: { type: 'string', default: 'auto,all' }, quality: { type: 'string', default: 'balanced' }, style: { type: 'string', default: 'review' } } });
const clip = values.clip ?? sharedFile('media/faces/split_two_speakers.mp4');
if (clip === undefined) throw new Error('name a clip with --clip FILE.mp4: the shared folder (VEIL_SHARED) is not there');
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs takes a whole number from 1 on');

/** Milliseconds of a stage of a job; 0 where it had nothing to do. */
const stageMs = ({ runs: stages }: Report, name: string): number => stages.filter(({ stage }) => stage === name).reduce((sum, { ms }) => sum + ms, 0);

/** One overlay as the command line makes it, in a new browser: an old profile would resume from its journal and measure nothing. */
async function overlay(input: string, folder: string, sampling: string): Promise<Report> {
  const line = ['motion', input, '-o', join(folder, 'overlay.mp4'), '--force', '--backend', 'cpu', '--quality', values.quality, '--style', values.style, '--body-sampling', sampling];
  const command = parseCommandLine(line);
  if (!('job' in command)) throw new Error('motion is a job');
  const session = await Session.open(builtFolders().page);
  try {
    const { job } = command;
    const [made] = await session.run({ ...job, input, output: job.output, kind: job.task, saved: { chosen: [] } }, () => undefined, new AbortController().signal);
    if (made?.report == null) throw new Error('a rendered video comes with a report');
    return made.report;
  } finally {
    await session.close();
  }
}

const folder = await mkdtemp(join(tmpdir(), 'veil-bench-'));
try {
  for (const sampling of values.sampling.split(',')) {
    const reports: Report[] = [];
    for (let run = 0; run < runs; run += 1) reports.push(await overlay(clip, folder, sampling));
    const ms = (name: string): number => median(reports.map((report) => stageMs(report, name)));
    const parts = ['observe', 'understand', 'actions', 'render'] as const;
    const totalMs = parts.reduce((sum, name) => sum + ms(name), 0);
    const { frames } = (reports[0] as Report).output;
    const perSecond = (1000 * frames) / totalMs;
    const part = (name: string): string => `${((100 * ms(name)) / totalMs).toFixed(1)} %`;
    const kept = (holds: boolean): string => (holds ? 'kept' : 'not kept');
    console.log(`bodies looked for: ${sampling}. ${frames} frames, ${perSecond.toFixed(1)} frames/s (at least ${framesPerSecondMin}: ${kept(perSecond >= framesPerSecondMin)}), ${runs} runs`);
    console.log(`  ${parts.map((name) => `${name} ${ms(name).toFixed(0)} ms`).join(', ')}`);
    console.log(`  tracking and smoothing ${part('understand')} (at most ${100 * understandPartMax} %: ${kept(ms('understand') <= understandPartMax * totalMs)}), actions ${part('actions')} (at most ${100 * actionsPartMax} %: ${kept(ms('actions') <= actionsPartMax * totalMs)})`);
    console.log(`  ${(reports[0] as Report).runs.find(({ stage }) => stage === 'observe')?.detail ?? ''}`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
