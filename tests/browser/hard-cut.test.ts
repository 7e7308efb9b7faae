import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { requireShared } from '../support/shared.ts';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';
import type { JoinSpec, Shots } from './in-page/hard-cut.ts';

/** One person before a wall, and two people elsewhere in the picture: who sits where another sat is taken for the same until somebody looks closely. */
const clips = ['cap13_edit2.mp4', 'split_two_speakers.mp4'] as const;
const people = 3;
const spec: JoinSpec = { widthPx: 480, heightPx: 270, frames: 22 };
/** A camera that follows somebody who sits goes no faster, in pixels a frame; at the joint it goes further at once. */
const glideMaxPx = 6;
const jumpMinPx = 30;

let site: Site;
let folder: string;
beforeAll(async () => {
  site = await openSite();
  folder = await mkdtemp(join(tmpdir(), 'veil-hard-cut-'));
});
afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true });
});

/** How far the edges of a view go from a frame to the next, at most. */
function steps(views: readonly number[]): number[] {
  const edges = (frame: number): number[] => {
    const [x = NaN, y = NaN, width = NaN, height = NaN] = views.slice(4 * frame, 4 * frame + 4);
    return [x, y, x + width, y + height];
  };
  return Array.from({ length: views.length / 4 - 1 }, (_, frame) => Math.max(...edges(frame).map((edge, at) => Math.abs((edges(frame + 1)[at] as number) - edge))));
}

it('two clips that were joined are two shots: who follows somebody jumps at the joint and never glides over it, also after a resumed look', async (context) => {
  const paths = clips.map((clip) => requireShared(context, `media/faces/${clip}`));
  const joined = join(folder, 'joined.mp4');
  await writeFile(joined, Buffer.from(await site.call<string>('hard-cut', 'join', spec, paths), 'base64'));
  const [whole, resumed] = await site.call<readonly [Shots, Shots]>('hard-cut', 'shots', { knownGroups: 1 }, [joined]);
  expect(whole.shotStarts).toEqual([spec.frames]);
  expect(whole.views).toHaveLength(people);
  for (const views of whole.views) {
    const moved = steps(views);
    expect(moved).toHaveLength(2 * spec.frames - 1);
    console.log(`at the joint ${moved[spec.frames - 1]?.toFixed(1)} px, elsewhere at most ${Math.max(...moved.filter((_, frame) => frame !== spec.frames - 1)).toFixed(1)} px a frame`);
    expect(moved[spec.frames - 1]).toBeGreaterThan(jumpMinPx);
    expect(Math.max(...moved.filter((_, frame) => frame !== spec.frames - 1))).toBeLessThan(glideMaxPx);
  }
  expect(resumed).toEqual(whole);
});
