import { parseArgs } from 'node:util';
import { studioKinds } from './browser/studio.ts';
import type { StudioKind } from './browser/studio.ts';
import { builtFolders, sharedFile } from './parts/folders.ts';
import { inPage } from './parts/in-page.ts';
import { median } from './parts/median.ts';

/** Issue 6: frames per second of a follow or split render at 720p on the processor, as a part of those of decoding and encoding alone. */
const ratioMin = 0.6;
const { values } = parseArgs({ options: { clip: { type: 'string' }, runs: { type: 'string', default: '3' } } });

const clip = values.clip ?? sharedFile('media/faces/crossing_three.mp4');
if (clip === undefined) throw new Error('name a clip with --clip FILE.mp4: the shared folder (VEIL_SHARED) is not there');
const folders = builtFolders();
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs takes a whole number from 1 on');

// Floor and renders in turns, so that a busy machine slows all of them.
const floors: number[] = [];
const alone: Record<StudioKind, number[]> = { 'as it is': [], follow: [], split: [] };
const together: number[] = [];
for (let run = 0; run < runs; run += 1) {
  floors.push((await inPage(folders, 'floor', null, clip)).ms);
  for (const kind of studioKinds) alone[kind].push((await inPage(folders, 'studio', [kind], clip)).ms);
  together.push((await inPage(folders, 'studio', studioKinds, clip)).ms);
}
const floorMs = median(floors);
console.log(`floor ${floorMs.toFixed(0)} ms, ${runs} runs`);
for (const kind of studioKinds) {
  const ratio = floorMs / median(alone[kind]);
  const goal = kind === 'as it is' ? '' : ` (at least ${ratioMin}: ${ratio >= ratioMin ? 'kept' : 'not kept'})`;
  console.log(`${kind}: ${median(alone[kind]).toFixed(0)} ms, ${ratio.toFixed(2)} of the floor${goal}`);
}
const oneByOne = studioKinds.reduce((sum, kind) => sum + median(alone[kind]), 0);
console.log(`all three from one run of the decoder: ${median(together).toFixed(0)} ms, one by one ${oneByOne.toFixed(0)} ms`);
