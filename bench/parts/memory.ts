import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Folders } from './folders.ts';
import { inPage } from './in-page.ts';
import { timeJob } from './job.ts';
import { writeLongClip } from './long-clip.ts';
import { watchMemory } from './process-memory.ts';

/** Issue 2: ten minutes of video may take a tenth more memory than one. */
const ratioMax = 1.1;

export interface MemoryResult {
  readonly clips: readonly { readonly seconds: number; readonly frames: number; readonly peakMiB: number; readonly wallMs: number }[];
  readonly ratio: number;
  readonly ratioMax: number;
  readonly passed: boolean;
}

/** How long the two loops are; at a low rate hours can be measured in minutes, all but what grows with each frame. */
export interface Lengths {
  readonly lengthsS: readonly [short: number, long: number];
  readonly framesPerSecond: number | undefined;
}

/** Peak resident memory of the whole browser while a short and a long loop of the clip are anonymized. */
export async function measureMemory(folders: Folders, clip: string, folder: string, { lengthsS, framesPerSecond }: Lengths, say: (line: string) => void): Promise<MemoryResult> {
  // Veil's writer knows no B-frames: what the clip is looped from must have none.
  const plain = join(folder, 'plain.mp4');
  await writeFile(plain, Buffer.from(await inPage(folders, 'reencoded', null, clip), 'base64'));
  const clips: MemoryResult['clips'][number][] = [];
  for (const seconds of lengthsS) {
    const input = join(folder, `${seconds}.mp4`);
    await writeLongClip(plain, input, seconds, framesPerSecond);
    const watch = watchMemory();
    const { frames, wallMs } = await timeJob(folders.page, input, folder, 'fast').finally(() => watch.stop());
    const { peakMiB, samples } = watch.stop();
    clips.push({ seconds, frames, peakMiB, wallMs });
    say(`${seconds} s of video: peak ${peakMiB.toFixed(0)} MiB (${samples} samples), ${(wallMs / 1000).toFixed(0)} s`);
  }
  const [short, long] = clips as [MemoryResult['clips'][number], MemoryResult['clips'][number]];
  const ratio = long.peakMiB / short.peakMiB;
  return { clips, ratio, ratioMax, passed: ratio <= ratioMax };
}
