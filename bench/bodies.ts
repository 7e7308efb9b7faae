import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { BodiesSeen } from '../tests/browser/in-page/bodies.ts';
import { addCounts, countBodies, noBodyCount } from '../tests/support/body-count.ts';
import type { BodyCount } from '../tests/support/body-count.ts';
import { readTruth, truthClips } from '../tests/support/truth.ts';
import { builtFolders, sharedFile } from './parts/folders.ts';
import { inPage } from './parts/in-page.ts';

const { values } = parseArgs({ options: { networks: { type: 'string', default: 'centernet,yolox' }, frames: { type: 'string', default: '20' }, every: { type: 'string', default: '15' }, clips: { type: 'string' } } });
const task = { networks: values.networks.split(',') as BodiesSeen['networks'][], everyFrames: Number(values.every), framesMax: Number(values.frames) };
const folder = sharedFile('media/truth');
if (folder === undefined) throw new Error('the shared folder (VEIL_SHARED) is not there');

const row = (clip: string, networks: string, { faces, covered, twice, bodies, ms, looks }: BodyCount): string =>
  `| ${clip} | ${networks} | ${covered} of ${faces} | ${twice} | ${bodies} | ${(ms / looks).toFixed(0)} |`;

const totals = new Map<BodiesSeen['networks'], BodyCount>();
console.log('| clip | network | known faces under a body\'s head | one face under two bodies | bodies | ms a look |\n|---|---|---|---|---|---|');
for (const clip of values.clips?.split(',') ?? truthClips(folder)) {
  const { video, faces } = readTruth(clip, folder);
  const path = sharedFile(join('media/faces', video));
  if (path === undefined) throw new Error(`${video} is not in the shared folder (VEIL_SHARED)`);
  for (const seen of await inPage(builtFolders(), 'bodies', task, path)) {
    const count = countBodies(seen, faces);
    totals.set(seen.networks, addCounts(totals.get(seen.networks) ?? noBodyCount, count));
    console.log(row(clip, seen.networks, count));
  }
}
for (const [networks, total] of totals) console.log(row('all', networks, total));
