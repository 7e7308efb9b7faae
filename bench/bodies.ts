import { parseArgs } from 'node:util';
import { join } from 'node:path';
import type { BodiesSeen } from '../tests/browser/in-page/bodies.ts';
import { hiddenPart, hiddenPartMin, readTruth, truthClips } from '../tests/support/truth.ts';
import type { TruthFace } from '../tests/support/truth.ts';
import { builtFolders, sharedFile } from './parts/folders.ts';
import { inPage } from './parts/in-page.ts';

const { values } = parseArgs({ options: { networks: { type: 'string', default: 'centernet,yolox' }, frames: { type: 'string', default: '20' }, every: { type: 'string', default: '15' }, clips: { type: 'string' } } });
const task = { networks: values.networks.split(',') as BodiesSeen['networks'][], everyFrames: Number(values.every), framesMax: Number(values.frames) };

interface Count {
  faces: number;
  /** Faces under the head of a body, so that they would be covered without being found as faces. */
  covered: number;
  /** Bodies beyond the first whose heads cover the same face and have no other: one person twice, or two of whom one hides the other. */
  twice: number;
  bodies: number;
  ms: number;
  looks: number;
}

function add(count: Count, { frames, ms }: BodiesSeen, faces: readonly (readonly TruthFace[])[]): void {
  count.ms += ms;
  count.looks += frames.length;
  for (const { frame, bodies } of frames) {
    const known = faces[frame] ?? [];
    const over = bodies.map(({ head }) => known.filter(({ box }) => hiddenPart(box, [{ box: head }]) >= hiddenPartMin));
    count.bodies += bodies.length;
    count.faces += known.length;
    count.covered += known.filter((face) => over.some((each) => each.includes(face))).length;
    count.twice += known.reduce((sum, face) => sum + Math.max(0, over.filter((each) => each.length === 1 && each[0] === face).length - 1), 0);
  }
}

const totals = new Map<BodiesSeen['networks'], Count>();
console.log('| clip | networks | faces under a body\'s head | one face under two bodies | bodies | ms a look |\n|---|---|---|---|---|---|');
const row = (clip: string, networks: string, { faces, covered, twice, bodies, ms, looks }: Count): string => `| ${clip} | ${networks} | ${covered} of ${faces} | ${twice} | ${bodies} | ${(ms / looks).toFixed(0)} |`;
const none = (): Count => ({ faces: 0, covered: 0, twice: 0, bodies: 0, ms: 0, looks: 0 });

const folder = sharedFile('media/truth');
if (folder === undefined) throw new Error('the shared folder (VEIL_SHARED) is not there');
for (const clip of values.clips?.split(',') ?? truthClips(folder)) {
  const truth = readTruth(clip, folder);
  const path = sharedFile(join('media/faces', truth.video));
  if (path === undefined) throw new Error(`${truth.video} is not in the shared folder (VEIL_SHARED)`);
  for (const seen of await inPage(builtFolders(), 'bodies', task, path)) {
    const [count, total] = [none(), totals.get(seen.networks) ?? none()];
    for (const each of [count, total]) add(each, seen, truth.faces);
    totals.set(seen.networks, total);
    console.log(row(clip, seen.networks, count));
  }
}
for (const [networks, total] of totals) console.log(row('**all**', networks, total));
