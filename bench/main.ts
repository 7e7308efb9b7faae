import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { builtFolders, sharedFile } from './parts/folders.ts';
import type { Folders } from './parts/folders.ts';
import { inPage } from './parts/in-page.ts';
import { measureMemory } from './parts/memory.ts';
import { measureChain } from './parts/chain.ts';
import { chainTable, gpuTable } from './parts/gpu-table.ts';
import { measureSpeed } from './parts/speed.ts';
import { memoryTable, speedTable } from './parts/table.ts';

/** 1280x720, 300 frames, three people who cross. */
const clipName = 'media/faces/crossing_three.mp4';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
    out: { type: 'string' },
    memory: { type: 'boolean', default: false },
    gpu: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '60,600' },
    fps: { type: 'string' },
    clip: { type: 'string' },
  },
});
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 0) throw new Error('--runs takes a whole number; 0 leaves the speed out');

const [shortS = NaN, longS = NaN] = values.seconds.split(',').map(Number);
if (!(shortS > 0 && longS > shortS)) throw new Error('--seconds takes a short and a long length: 60,600');

const framesPerSecond = values.fps === undefined ? undefined : Number(values.fps);
if (framesPerSecond !== undefined && !(framesPerSecond > 0)) throw new Error('--fps takes the frames per second of the loops');

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** The named clip, the shared one, or else the page's own sample, made now. */
async function findClip(folders: Folders, folder: string): Promise<string> {
  const present = values.clip ?? sharedFile(clipName);
  if (present !== undefined) return present;
  say(`${clipName} is not in the shared folder (VEIL_SHARED): the page's sample clip takes its place`);
  const made = join(folder, 'sample.mp4');
  await writeFile(made, Buffer.from(await inPage(folders, 'sample'), 'base64'));
  return made;
}

const folders = builtFolders();
const folder = await mkdtemp(join(tmpdir(), 'veil-bench-'));
try {
  const clip = await findClip(folders, folder);
  const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, loadBefore: loadavg()[0] };
  const speed = runs > 0 ? await measureSpeed(folders, clip, folder, runs, say) : null;
  const memory = values.memory ? await measureMemory(folders, clip, folder, { lengthsS: [shortS, longS], framesPerSecond }, say) : null;
  const gpu = values.gpu ? await (await import('./parts/gpu.ts')).measureGpu(say) : null; // Dawn is loaded only where it is asked for
  const chain = values.gpu ? await measureChain(folders, clip, folder, runs, say) : null;
  const text = JSON.stringify({ bench: 'speed', machine, speed, memory, gpu, chain }, null, 2);
  const table = [...(speed === null ? [] : speedTable(speed)), ...(memory === null ? [] : memoryTable(memory)), ...(gpu === null ? [] : gpuTable(gpu)), ...(chain === null ? [] : chainTable(chain))].join('\n');
  if (values.out !== undefined) await writeFile(values.out, `${text}\n`);
  process.stdout.write(`${values.json ? text : table}\n`);
  if (values.json) say(table);
} finally {
  await rm(folder, { recursive: true, force: true });
}
