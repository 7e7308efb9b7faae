import { join } from 'node:path';
import { remux } from './remux.ts';
import { requireShared } from './shared.ts';

/** Files of kinds that the shared footage lacks, made of its clips in `folder`; each named for what is particular about it. */
export async function madeFiles(folder: string, context: Parameters<typeof requireShared>[0]): Promise<{ name: string; path: string }[]> {
  const clip = requireShared(context, 'media/faces/crossing_three.mp4');
  const made = (name: string): { name: string; path: string } => ({ name, path: join(folder, name) });
  const [transport, matroska] = [made('made: MPEG-TS.ts'), made('made: Matroska with AAC.mkv')];
  await remux(clip, transport.path, 'ts');
  await remux(clip, matroska.path, 'mkv');
  return [{ name: 'faces/cap12_edit.webm', path: requireShared(context, 'media/faces/cap12_edit.webm') }, matroska, transport];
}
