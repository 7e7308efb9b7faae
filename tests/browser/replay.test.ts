import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireShared } from '../support/shared.ts';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';
import type { DecodedDigests, Wounds } from './in-page/damaged-samples.ts';
import type { ReclaimedRender } from './in-page/reclaimed-render.ts';

/** A key frame every 24 pictures, shown in another order than they are decoded, fragmented; one with a key frame every 48; Matroska with a single key frame. */
const [small, reordered, oneGroup] = ['containers/mse_test.mp4', 'containers/edts.mp4', 'faces/asl_again.mkv'];

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

type Context = Parameters<typeof requireShared>[0];
const decoded = new Map<string, Promise<DecodedDigests>>();
const undamaged = (context: Context, clip: string): Promise<DecodedDigests> => {
  const once = decoded.get(clip) ?? decode(context, clip, {});
  decoded.set(clip, once);
  return once;
};
const decode = (context: Context, clip: string, wounds: Wounds): Promise<DecodedDigests> =>
  site.call<DecodedDigests>('damaged-samples', 'damagedSamples', wounds, [requireShared(context, `media/${clip}`)]);

/** Frames that must not be shown: those of the bad sample and of all samples up to the next key frame, and of what leads into that one. */
function unknownFrames({ presentation, keys }: DecodedDigests, bad: readonly number[]): number[] {
  const frames = new Set<number>();
  for (const sample of bad) {
    const key = keys.find((each) => each > sample) ?? presentation.length;
    for (let each = sample; each < key; each += 1) frames.add(presentation[each] as number);
    for (let each = key; each < presentation.length; each += 1) if ((presentation[each] as number) < (presentation[key] as number)) frames.add(presentation[each] as number);
  }
  return [...frames].filter((frame) => frame >= 0).sort((a, b) => a - b);
}

const nulls = ({ frames }: DecodedDigests): number[] => frames.flatMap((digest, frame) => (digest === null ? [frame] : []));

describe('a sample that cannot be decoded', () => {
  it.for([
    ['noise', small, [30]],
    ['zeros', small, [30]],
    ['half', reordered, [70]],
    ['empty', small, [30]],
    ['empty', reordered, [60]],
    ['noise', reordered, [49, 193]],
    ['noise', small, [0]],
    ['noise', small, [24, 25, 48]],
    ['noise', small, [180]],
    ['noise', small, [192]],
    ['zeros', oneGroup, [40]],
  ] as const)('%s in %s at %j: the frames before it come out, all the same; from it to the next key frame none', async ([harm, clip, bad], context) => {
    const good = await undamaged(context, clip);
    const damaged = await decode(context, clip, { samples: Object.fromEntries(bad.map((sample) => [sample, harm])) });
    expect(damaged.error).toBe(null);
    const unknown = nulls(damaged);
    expect(nulls(good)).toEqual([]);
    // The decoder may take half a sample for whole and conceal the rest, which nobody can see; never is more hidden than must be.
    if (harm !== 'half' || unknown.length > 0) expect(unknown).toEqual(unknownFrames(good, bad));
    if (harm !== 'half') expect(damaged.frames).toEqual(good.frames.map((digest, frame) => (unknown.includes(frame) ? null : digest)));
    // Searching and replaying stay within the groups that are damaged.
    const groupsChunks = bad.reduce<number>((sum, sample) => sum + sample + 8 - (good.keys.findLast((key) => key <= Math.max(0, sample - 8)) as number), 0);
    expect(damaged.chunks).toBeLessThan(good.chunks + 7 * groupsChunks);
    console.log(`${clip} ${harm} ${bad.join()}: ${unknown.length} of ${good.frames.length} unknown, ${damaged.chunks} chunks for ${good.chunks}`);
  });

  it('in every group costs a few times the decoding, not its square', async (context) => {
    const good = await undamaged(context, small);
    const damaged = await decode(context, small, { samples: Object.fromEntries(good.keys.map((key) => [key + 12, 'noise'])) });
    expect(nulls(damaged)).toEqual(unknownFrames(good, good.keys.map((key) => key + 12).filter((sample) => sample < good.presentation.length)));
    console.log(`${damaged.chunks} chunks for ${good.chunks}`);
    expect(damaged.chunks).toBeLessThan(6 * good.chunks);
  });

  it('leaves the same frames unknown wherever decoding begins', async (context) => {
    const whole = await decode(context, small, { samples: { 30: 'noise' } });
    const part = await decode(context, small, { samples: { 30: 'noise' }, firstFrame: 20 });
    expect(part.frames).toEqual(whole.frames.slice(20));
  });
});

describe('a decoder that the browser takes away', () => {
  it.for([
    [small, [0]],
    [small, [30]],
    [small, [30, 45, 130]],
    [reordered, [10, 90]],
    [oneGroup, [60]],
  ] as const)('%s at chunk %j: nothing is lost', async ([clip, reclaimAt], context) => {
    const good = await undamaged(context, clip);
    const disturbed = await decode(context, clip, { reclaimAt });
    expect(disturbed).toMatchObject({ error: null, frames: good.frames });
    expect(nulls(disturbed)).toEqual([]);
    expect(disturbed.chunks).toBeGreaterThan(good.chunks);
  });

  it('every time ends in an error, not in hidden frames', async (context) => {
    const { frames, error } = await decode(context, small, { reclaimAt: Array.from({ length: 400 }, (_, i) => i) });
    expect(error).toContain('takes the decoder away');
    expect(frames.filter((digest) => digest === null)).toEqual([]);
  });
});

describe('an encoder that the browser takes away', () => {
  const render = (context: Context, reclaimAt: readonly number[]): Promise<ReclaimedRender> =>
    site.call<ReclaimedRender>('reclaimed-render', 'reclaimedRender', reclaimAt, [requireShared(context, `media/${small}`)]);

  it('makes the render begin anew, once said, and the file is the same', async (context) => {
    const good = await render(context, []);
    const disturbed = await render(context, [100]);
    expect(good).toMatchObject({ notices: [], error: null });
    expect(disturbed).toEqual({ ...good, notices: ['render-restarted'] });
  });

  it('while it is proved is not thought to be broken', async (context) => {
    const good = await render(context, []);
    expect(await render(context, [0])).toEqual(good);
  });

  it('again and again ends in an error that names it, and leaves nothing', async (context) => {
    // Each attempt begins with four pictures that prove the encoder.
    const { error, bytes, notices } = await render(context, [4, 9, 14]);
    expect(error).toMatchObject({ code: 'media/encode-failed', details: { reclaimed: true } });
    expect(bytes).toBe(0);
    expect(notices).toEqual(['render-restarted', 'render-restarted']);
  });
});

it('a picked file that was not checked to its end holds nothing', async (context) => {
  const { error, bytes } = await site.call<ReclaimedRender>('reclaimed-render', 'cancelledAudit', null, [requireShared(context, `media/${small}`)]);
  expect(error).toMatchObject({ code: 'job/cancelled' });
  expect(bytes).toBe(0);
});
