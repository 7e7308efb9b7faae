import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireShared } from '../support/shared.ts';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';
import type { cutSound, patchOpus } from './in-page/made-sound.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const patched = (argument: Parameters<typeof patchOpus>[0]): ReturnType<typeof patchOpus> => site.call('made-sound', 'patchOpus', argument);

it('a tone cut into pieces in another order goes on without clicks, each piece as loud and as high as it was', async (context) => {
  const frame = 1001 / 30_000;
  const stretches = [[100, 160], [3, 40], [41, 41], [200, 219], [60, 99]].map(([first, last]) => ({ startS: (first as number) * frame, endS: ((last as number) + 1) * frame }));
  const { frames, plannedS, jump, sourceJump, levels, crossings } = await site.call<Awaited<ReturnType<typeof cutSound>>>('made-sound', 'cutSound', { stretches }, [requireShared(context, 'media/faces/crossing_three.mp4')]);
  const seconds = stretches.reduce((sum, { startS, endS }) => sum + endS - startS, 0);
  expect(frames).toBe(Math.round(seconds * 48_000));
  expect(Math.abs(plannedS - seconds) * 48_000).toBeLessThan(1);
  expect(jump).toBeLessThan(1.25 * sourceJump);
  levels.forEach((level, i) => i !== 2 && expect(level / (levels[0] as number)).toBeCloseTo(1, 1));
  crossings.forEach((hertz, i) => i !== 2 && expect(Math.abs(hertz - 220)).toBeLessThan(3));
});

describe('of a sound that is Opus', () => {
  it('only the packets that a treatment reaches are made anew, and the rest is heard as it was', async () => {
    const made = await patched({ treatments: [{ kind: 'silence', start: 1, end: 1.5 }], stretch: null });
    expect(made.identical).toBe(true);
    // 0.5 s, with 90 ms on either side, and the packets at the edges.
    expect(made.anew.length).toBeGreaterThanOrEqual(34);
    expect(made.anew.length).toBeLessThanOrEqual(37);
    expect(made.packets).toBeGreaterThan(195);
    expect(made.edits).toEqual(made.sourceEdits);
    expect(made.left / made.level).toBeLessThan(0.01);
    expect(made.differs / made.level).toBeLessThan(0.02);
    expect(made.jump).toBeLessThan(1.1 * made.sourceJump);
  });

  it.each([
    ['at its beginning', [{ kind: 'bleep', start: -1, end: 0.2 }], null],
    ['at its end', [{ kind: 'silence', start: 3.8, end: 9 }], null],
    ['twice, near each other', [{ kind: 'silence', start: 1, end: 1.1 }, { kind: 'bleep', start: 1.2, end: 1.3 }], null],
    ['right before a stretch, in packets that its decoder needs', [{ kind: 'silence', start: 1, end: 1.5 }], { startS: 1.5, endS: 3.1 }],
    ['in a stretch that is cut out', [{ kind: 'silence', start: 2, end: 2.2 }], { startS: 1.503, endS: 3.107 }],
  ] as const)('%s too', async (_, treatments, stretch) => {
    const made = await patched({ treatments, stretch });
    expect(made.identical).toBe(true);
    expect(made.anew.length).toBeGreaterThan(0);
    expect(made.anew.length).toBeLessThan(made.packets / 2);
    expect(made.edits).toEqual(made.sourceEdits);
    expect(made.differs / made.level).toBeLessThan(0.02);
  });
});
