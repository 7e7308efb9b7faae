import { AppError } from '../../core/errors.ts';
import { loadProject } from '../../documents/project-json.ts';
import type { Queue } from './queue.svelte.ts';
import type { Settings } from './settings.svelte.ts';
import type { VideoItem } from './video-item.svelte.ts';

/** Files given to the page, sorted out: work that was saved, and all others. No video or picture is named so. */
export function partProjects(files: readonly File[]): { readonly projects: readonly File[]; readonly others: readonly File[] } {
  const isProject = ({ name }: File): boolean => /\.json$/i.test(name);
  return { projects: files.filter(isProject), others: files.filter((file) => !isProject(file)) };
}

/**
 * Opens saved work on that one of the items whose it is, and looks for the faces as they were looked for then: from the journal, where it still is.
 * Throws `document/*` and changes nothing when it is damaged, or belongs to none of them.
 */
export async function openProject(file: File, items: readonly VideoItem[], queue: Queue, settings: Settings): Promise<void> {
  const project = loadProject(await file.text());
  const item = items.find(({ source }) => source?.kind === 'video' && source.fingerprint === project.source.fingerprint);
  if (item === undefined) throw new AppError('document/wrong-source', { name: project.source.name });
  item.takeUp(project);
  settings.take(project);
  queue.select(item);
  await queue.lookFor(item, settings);
}
