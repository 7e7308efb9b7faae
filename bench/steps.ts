import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { StepsTime } from './browser/steps.ts';
import { builtFolders, sharedFile } from './parts/folders.ts';
import { inPage } from './parts/in-page.ts';
import { median } from './parts/median.ts';

/** What a render is encoded as after so many steps down for want of time (`media/faster-profile.ts`). */
const profiles = ['archival', 'quality', 'balanced', 'streaming', 'realtime'] as const;
const codecs = ['h264', 'vp9', 'av1'] as const;
const { values } = parseArgs({ options: { clip: { type: 'string' }, runs: { type: 'string', default: '3' } } });

const clip = values.clip ?? sharedFile('media/faces/crossing_three.mp4');
if (clip === undefined) throw new Error('name a clip with --clip FILE.mp4: the shared folder (VEIL_SHARED) is not there');
const folders = builtFolders();
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs takes a whole number from 1 on');

console.log(`load before ${(loadavg()[0] as number).toFixed(2)}, ${runs} runs`);
console.log('| codec | profile | ms a frame | against archival | MB |');
console.log('| --- | --- | --- | --- | --- |');
for (const codec of codecs) {
  // In turns, so that a busy machine slows all of them.
  const times: StepsTime[][] = profiles.map(() => []);
  for (let run = 0; run < runs; run += 1) for (const steps of profiles.keys()) times[steps]?.push(await inPage(folders, 'steps', { codec, steps }, clip));
  const perFrame = times.map((each) => median(each.map(({ msPerFrame }) => msPerFrame)));
  for (const [steps, profile] of profiles.entries()) {
    const ms = perFrame[steps] as number;
    console.log(`| ${codec} | ${profile} | ${ms.toFixed(1)} | ${(ms / (perFrame[0] as number)).toFixed(2)} | ${((times[steps]?.[0]?.bytes ?? 0) / 1e6).toFixed(2)} |`);
  }
}
