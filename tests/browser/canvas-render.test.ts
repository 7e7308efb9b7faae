import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireShared } from '../support/shared.ts';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';
import type { Missing, Previewed, Together, Upright } from './in-page/canvas-render.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const nothingOpen = { owned: 0, videoFrames: 0 };

it('three outputs from one decode are those that are made alone, byte for byte; one that fails leaves the others alone', async (context) => {
  const clip = requireShared(context, 'media/faces/intel_head-pose-face-detection-female.mp4');
  const found = await site.call<Together>('canvas-render', 'together', null, [clip]);
  expect(found).toMatchObject({
    same: [true, true, true], sizes: ['144x256', '320x180', '480x270'], auditsPassed: [true, true, true], besideFailure: ['same', 'Something went wrong inside Veil. (reason: as the test wants it)', 'same'], leftOpen: nothingOpen,
  });
  expect(found.chunksTogether).toBeLessThan(found.chunksAlone * 0.6);
});

describe('a canvas shows the upright picture and is stored upright, of square pixels', () => {
  it.for([
    ['containers/rotate-buck-bunny.mp4', /^\d+x\d+ of \d+x\d+$/],
    ['containers/sar_2x1.mp4', /^320x90 of 1280x360$/],
  ] as const)('%s', async ([path, size], context) => {
    const found = await site.call<Upright>('canvas-render', 'upright', null, [requireShared(context, `media/${path}`)]);
    expect(found).toMatchObject({ rotation: 0, mirrored: false, hasPasp: false });
    expect(found.size).toMatch(size);
    expect(found.meanDifference).toBeLessThan(12);
    expect(found.meanDifferenceTurned).toBeGreaterThan(2 * found.meanDifference);
  });
});

it('the preview of single frames is what the render makes of them, in any order, with what is held from frames before', async (context) => {
  const clip = requireShared(context, 'media/faces/intel_head-pose-face-detection-female.mp4');
  const order = [8, 3, 7, 6, 12, 11, 10, 1, 15, 22];
  const { same, sizes, inVideo } = await site.call<Previewed>('canvas-render', 'previewed', { order, outside: 9 }, [clip]);
  expect(same).toEqual(order.map((frame) => [frame, true]));
  expect(sizes).toEqual(['320x180', '480x270']);
  expect(inVideo).toBe(false);
});

describe('frames that cannot be decoded: what stands in for them is made of pictures that were composed', () => {
  const clip = 'media/containers/mse_test.mp4';
  // Of sample 30, which is shown as frame 31, to the key frame 48: frame 30 is the last before, 48 the first after.
  const gap = { bad: 30, firstFrame: 30, lastFrame: 48 };
  const missing = 17;
  const call = (context: Parameters<typeof requireShared>[0], argument: object): Promise<Missing> => site.call<Missing>('canvas-render', 'missing', argument, [requireShared(context, clip)]);

  it('hide: grey', async (context) => {
    const { lumas, counts, leftOpen } = await call(context, { policy: 'hide', ...gap });
    expect(lumas.slice(1, 1 + missing)).toEqual(Array.from({ length: missing }, () => 126));
    expect(counts).toEqual({ hidden: missing, undecodable: missing, madeUp: 0 });
    expect(leftOpen).toEqual(nothingOpen);
  });

  it('black', async (context) => {
    const { lumas, counts } = await call(context, { policy: 'black', ...gap });
    expect(lumas.slice(1, 1 + missing)).toEqual(Array.from({ length: missing }, () => 16));
    expect(counts).toEqual({ hidden: 0, undecodable: missing, madeUp: missing });
  });

  it('repeat: the picture before', async (context) => {
    const { fromBefore, counts, leftOpen } = await call(context, { policy: 'repeat', ...gap });
    expect(fromBefore.slice(0, 1 + missing)).toEqual(Array.from({ length: 1 + missing }, () => 0));
    expect(fromBefore[1 + missing]).toBeGreaterThan(1);
    expect(counts).toEqual({ hidden: 0, undecodable: missing, madeUp: missing });
    expect(leftOpen).toEqual(nothingOpen);
  });

  it('blend: ever more of the picture after', async (context) => {
    const { fromBefore, counts } = await call(context, { policy: 'blend', ...gap });
    const inGap = fromBefore.slice(0, 2 + missing);
    expect([...inGap].sort((a, b) => a - b)).toEqual(inGap);
    expect(new Set(inGap).size).toBe(inGap.length);
    expect(inGap[9]).toBeGreaterThan(0.45 * (inGap[1 + missing] as number));
    expect(inGap[9]).toBeLessThan(0.55 * (inGap[1 + missing] as number));
    expect(counts).toEqual({ hidden: 0, undecodable: missing, madeUp: missing });
  });

  it('wide: the whole picture before, the same all along', async (context) => {
    const { fromBefore, counts } = await call(context, { policy: 'wide', ...gap });
    expect(fromBefore[1]).toBeGreaterThan(1);
    expect(new Set(fromBefore.slice(1, 1 + missing)).size).toBe(1);
    expect(counts).toEqual({ hidden: 0, undecodable: missing, madeUp: missing });
  });

  it.for(['repeat', 'blend', 'wide'] as const)('%s with nothing before it: grey', async (policy, context) => {
    const { lumas, counts } = await call(context, { policy, bad: 24, firstFrame: 24, lastFrame: 47 });
    expect(lumas).toEqual(Array.from({ length: 24 }, () => 126));
    expect(counts).toEqual({ hidden: 24, undecodable: 24, madeUp: 0 });
  });
});
