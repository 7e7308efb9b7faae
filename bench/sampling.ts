import { parseArgs } from 'node:util';
import type { SamplingRow } from '../tests/browser/in-page/sampling.ts';
import { builtFolders, sharedFile } from './parts/folders.ts';
import { inPage } from './parts/in-page.ts';

const { values } = parseArgs({ options: { networks: { type: 'string', default: 'centernet,yolox' }, frames: { type: 'string', default: '80' }, json: { type: 'boolean', default: false } } });
/** Three who cross each other; one who comes in from behind, without a face. */
const clips = [
  { path: 'media/faces/crossing_three.mp4', firstFrame: 60 },
  { path: 'media/negatives/one-by-one-person-detection.mp4', firstFrame: 55 },
] as const;

const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(0)} %`;

/** One clip and network as a table in Markdown; times as shares of looking in every frame at full size. */
function table(rows: readonly SamplingRow[]): string[] {
  const [full] = rows as [SamplingRow, ...SamplingRow[]];
  return [
    '| sampling | scale | frames looked at | time | distance, heads | px | bodies lost | heads exposed |',
    '|---|---|---|---|---|---|---|---|',
    ...rows.map(({ sampling, scale, chosen, framesLooked, ms, heads, px, bodies, lost, exposed }) =>
      `| ${sampling}${chosen ? ' (auto)' : ''} | ${scale} | ${framesLooked} | ${percent(ms, full.ms)} | ${heads.toFixed(2)} | ${px.toFixed(1)} | ${lost} of ${bodies} | ${exposed} |`,
    ),
  ];
}

for (const { path, firstFrame } of clips) {
  const clip = sharedFile(path);
  if (clip === undefined) throw new Error(`${path} is not in the shared folder (VEIL_SHARED)`);
  for (const networks of values.networks.split(',')) {
    const rows = await inPage(builtFolders(), 'sampling', { networks, firstFrame, frames: Number(values.frames) }, clip);
    const full = rows[0];
    const rate = full === undefined ? 0 : (1000 * Number(values.frames)) / full.ms;
    if (values.json) console.log(JSON.stringify({ path, networks, rows }));
    else console.log([`\n${path}, ${values.frames} frames, ${networks} and MoveNet beside YuNet, one thread, ${rate.toFixed(1)} frames/s in the full run\n`, ...table(rows)].join('\n'));
  }
}
