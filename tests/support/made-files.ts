import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClipSpec } from '../browser/in-page/clip.ts';
import { remux } from './remux.ts';
import { requireShared } from './shared.ts';
import type { Site } from './site.ts';
import { clicks, pcmSound, vorbisSound, withSound } from './sound.ts';
import { TrackHeader } from './track-header.ts';

export interface NamedFile {
  readonly name: string;
  readonly path: string;
}

const bt709: VideoColorSpaceInit = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false };
const bt601: VideoColorSpaceInit = { primaries: 'smpte170m', transfer: 'smpte170m', matrix: 'smpte170m', fullRange: false };
const bt2020 = { primaries: 'bt2020', transfer: 'pq', matrix: 'bt2020-ncl', fullRange: false } as unknown as VideoColorSpaceInit; // TypeScript's library does not know the names yet
const tones = [[80, 128, 128], [150, 120, 140], [112, 150, 112], [200, 125, 132]] as const;
const deepTones = tones.map(([y, u, v]) => [4 * y, 4 * u, 4 * v] as const);

const plain: ClipSpec = {
  codec: 'avc1.42001e', container: 'mp4', widthPx: 320, heightPx: 180, frames: 12, format: 'I420', patches: tones, columns: 2, color: bt709, containerColor: bt709,
};

/** What the shared footage lacks: pictures of flat patches, by what is particular about them. */
const clips: readonly (readonly [name: string, spec: ClipSpec])[] = [
  ['H.264, BT.601, full range.mp4', { ...plain, color: { ...bt601, fullRange: true }, containerColor: { ...bt601, fullRange: true } }],
  ['VP8.webm', { ...plain, codec: 'vp8', container: 'webm' }],
  ['VP9, odd size.webm', { ...plain, codec: 'vp09.00.10.08', container: 'webm', widthPx: 321, heightPx: 181 }],
  ['VP9, 10 bit.webm', { ...plain, codec: 'vp09.02.10.10', container: 'webm', format: 'I420P10', patches: deepTones }],
  ['VP9, 10 bit, HDR (PQ, BT.2020).webm', { ...plain, codec: 'vp09.02.10.10', container: 'webm', format: 'I420P10', patches: deepTones, color: bt2020, containerColor: bt2020 }],
  ['AV1.mp4', { ...plain, codec: 'av01.0.01M.08' }],
  ['AV1, 4:4:4.mp4', { ...plain, codec: 'av01.1.01M.08', format: 'I444' }],
];

/** Files of kinds that the shared footage lacks, made in `folder`, some of its clips; each is named for what is particular about it. */
export async function madeFiles(folder: string, site: Site, context: Parameters<typeof requireShared>[0]): Promise<NamedFile[]> {
  const clip = requireShared(context, 'media/faces/crossing_three.mp4');
  const small = requireShared(context, 'media/containers/A4.mp4');
  const made: NamedFile[] = [];
  const add = async (name: string, make: (path: string) => Promise<void>): Promise<void> => {
    const path = join(folder, name);
    await make(path);
    made.push({ name: `made: ${name}`, path });
  };
  for (const [name, spec] of clips) await add(name, async (path) => writeFile(path, Buffer.from(await site.call<string>('clip', 'makeClip', spec), 'base64')));
  await add('Matroska with AAC.mkv', (path) => remux(clip, path, 'mkv'));
  await add('MPEG-TS with AAC.ts', (path) => remux(clip, path, 'ts'));
  const sound = clicks(3, 48_000, [1]);
  await add('Matroska with Vorbis.mkv', async (path) => withSound(small, path, await vorbisSound([sound, sound], 48_000)));
  await add('QuickTime with PCM.mov', (path) => withSound(small, path, pcmSound([sound], 48_000), 'mov'));
  await add('mirrored.mp4', async (path) => writeFile(path, new TrackHeader(await readFile(small)).setMatrix([-1, 0, 0, 1]).bytes));
  return made;
}
