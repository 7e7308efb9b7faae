import { parseArgs } from 'node:util';
import { builtFolders, sharedFile } from './parts/folders.ts';
import { inPage } from './parts/in-page.ts';

/** With two faces; more, and who speaks is found only where somebody asks. */
const addedMax = 0.1;
const { values } = parseArgs({ options: { clip: { type: 'string' }, runs: { type: 'string', default: '3' }, detector: { type: 'string', default: 'yunet' } } });

const clip = values.clip ?? sharedFile('media/faces/split_two_speakers.mp4');
if (clip === undefined) throw new Error('name a clip with --clip FILE.mp4: the shared folder (VEIL_SHARED) is not there');
const { withoutMs, withMs, faces, mouths } = await inPage(builtFolders(), 'speakers', { detector: values.detector, runs: Number(values.runs) }, clip);
const added = withMs / withoutMs - 1;
console.log(`faces alone ${(withoutMs / 1000).toFixed(1)} s, with looks at mouths ${(withMs / 1000).toFixed(1)} s: ${(100 * added).toFixed(1)} % more (at most ${100 * addedMax} % to be on by default: ${added <= addedMax ? 'kept' : 'not kept'})`);
console.log(`${mouths} mouths of ${faces} faces looked at`);
