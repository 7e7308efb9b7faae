import { drawLabels, readLabels } from '../../documents/exchange/exchange.ts';
import { invalidField } from '../../documents/checks.ts';
import type { ExportFormat, JobOptions } from '../../rpc/job-types.ts';
import type { VideoItem } from './video-item.svelte.ts';

/** What boxes are saved as: the format's own name, the same in every language, and how the file's name ends. */
export const boxFormats: readonly { readonly format: ExportFormat; readonly name: string; readonly ending: string }[] = [
  { format: 'json', name: 'Veil JSON', ending: 'faces.json' },
  { format: 'mot', name: 'MOTChallenge', ending: 'mot.txt' },
  { format: 'coco', name: 'COCO', ending: 'coco.json' },
  { format: 'cvat', name: 'CVAT', ending: 'cvat.xml' },
];

/** What was found, with the corrections of the options, as a file to save. */
export async function boxesFile(item: VideoItem, options: JobOptions, { format, ending }: (typeof boxFormats)[number]): Promise<{ file: Blob; name: string }> {
  const file = await item.withJob((job) => job.exportAnalysis(options, format));
  return { file, name: `${item.file.name.replace(/\.[^.]*$/, '')}.${ending}` };
}

/** Hides the boxes of another tool's file, as masks drawn by hand: one step. Throws `document/invalid` when they do not fit, or there are none. */
export function hideBoxes({ source, work }: VideoItem, text: string): void {
  if (source === undefined) return; // not looked at yet: there is no room to do it in
  const [first, ...others] = drawLabels(readLabels(text), source, work.corrections);
  if (first === undefined) throw invalidField('labels', 'one box or more');
  work.correct(first, ...others);
}
