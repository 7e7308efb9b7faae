import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';
import type { ClipSpec } from './in-page/clip.ts';
import type { FlowResult, FlowSpec } from './in-page/flow.ts';

const spec: ClipSpec = {
  codec: 'avc1.42001e', container: 'mp4', widthPx: 160, heightPx: 96, frames: 20, format: 'I420', columns: 1, patches: [[90, 128, 128]],
  color: { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false }, containerColor: null,
};
const all = Array.from({ length: spec.frames }, (_, i) => i);

let site: Site;
let folder: string;
let input: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'veil-flow-'));
  site = await openSite();
  input = join(folder, 'clip.mp4');
  await writeFile(input, Buffer.from(await site.call<string>('clip', 'makeClip', spec), 'base64'));
});
afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (given: FlowSpec): Promise<FlowResult> => site.call<FlowResult>('flow', 'flow', given, [input]);
const nothing = { owned: 0, videoFrames: 0 };

describe('a render keeps as many frames under way as its composer takes', () => {
  test.each([1, 3])('%i: each goes on in its turn, as itself', async (framesAtOnce) => {
    expect(await run({ framesAtOnce })).toEqual({ mostUnderWay: framesAtOnce, composed: all, shades: all, error: null, leftOpen: nothing });
  });

  test.each([['error', 'internal/bug'], ['cancel', 'job/cancelled']] as const)('%s in the middle: it ends, no later frame goes on, and nothing is left open', async (by, error) => {
    const result = await run({ framesAtOnce: 3, stop: { frame: 9, by } });
    expect(result).toMatchObject({ mostUnderWay: 3, error, leftOpen: nothing });
    expect(result.composed).toEqual(all.slice(0, result.composed.length));
    if (by === 'error') expect(result.composed).toHaveLength(9);
    else expect(result.composed.length).toBeLessThan(spec.frames);
  });
});
