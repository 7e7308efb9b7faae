import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Analysis } from '../../src/documents/analysis.ts';
import type { Quality } from '../../src/documents/observations.ts';
import { FramePlanner } from '../../src/plan/frame-plan.ts';
import { plan } from '../../src/plan/plan.ts';
import { defaultOptions, JobRunner } from '../support/jobs.ts';
import { requireShared } from '../support/shared.ts';
import { hiddenPart, hiddenPartMin, readTruth, truthClips } from '../support/truth.ts';

/** The longest run of frames in which one face may be seen. */
const runMax = 3;
/** The embedded detectors take a quarter of a second a frame and most of a test run: of long clips they are shown the first seconds, all of them with VEIL_FULL=1. */
const embeddedS = process.env['VEIL_FULL'] === '1' ? Infinity : 3;
/** VEIL_QUALITY=fast or thorough measures those; the bounds are those of the default. */
const quality = (process.env['VEIL_QUALITY'] ?? defaultOptions.quality) as Quality;

interface Exposure {
  readonly faces: number;
  readonly exposed: readonly string[];
  readonly longestRun: number;
}

/** Holds the plan of every frame against the faces known to be there. */
function exposureOf(clip: string, analysis: Analysis, untilS: number): Exposure {
  const truth = readTruth(clip);
  const planner = new FramePlanner(plan(analysis, { hide: defaultOptions.hide }));
  expect(planner.outputFrames).toBe(truth.faces.length);
  const exposed: string[] = [];
  const lastSeen = new Map<number, { frame: number; run: number }>();
  let faces = 0;
  let longestRun = 0;
  truth.faces.forEach((known, frame) => {
    if ((truth.times[frame] as number) >= untilS) return;
    const { masks, hideWhole } = planner.at(frame);
    for (const { track, box } of known) {
      faces += 1;
      const part = hideWhole ? 1 : hiddenPart(box, masks);
      if (part >= hiddenPartMin) continue;
      const before = lastSeen.get(track);
      const run = before?.frame === frame - 1 ? before.run + 1 : 1;
      lastSeen.set(track, { frame, run });
      longestRun = Math.max(longestRun, run);
      exposed.push(`${clip} frame ${frame} crop ${Math.round(box.x)},${Math.round(box.y)} ${Math.round(box.width)}x${Math.round(box.height)}: ${Math.round(part * 100)} % hidden`);
    }
  });
  return { faces, exposed, longestRun };
}

let runner: JobRunner;
beforeAll(async () => {
  runner = await JobRunner.open();
});
afterAll(() => runner.close());

describe.each(['yunet', 'embedded'] as const)('exposed faces, %s', (detector) => {
  const totals = { faces: 0, exposed: 0 };

  it.for(truthClips())('%s', async (clip, context) => {
    const path = requireShared(context, `media/faces/${readTruth(clip).video}`);
    const untilS = detector === 'yunet' ? Infinity : embeddedS;
    const range = (readTruth(clip).times.at(-1) as number) > untilS ? { endS: untilS } : {};
    const exposure = exposureOf(clip, await runner.analyze(path, { detector, quality, ...range }), untilS);
    totals.faces += exposure.faces;
    totals.exposed += exposure.exposed.length;
    for (const line of exposure.exposed) console.log(`exposed with ${detector}: ${line}`);
    expect(exposure.longestRun).toBeLessThanOrEqual(runMax);
    if (detector === 'yunet') expect(exposure.exposed).toEqual([]);
  });

  it('hides every face (YuNet), 98 % of them (embedded alone)', (context) => {
    requireShared(context, 'media/truth');
    console.log(`${detector}: ${totals.faces - totals.exposed} of ${totals.faces} faces hidden`);
    expect(totals.faces).toBeGreaterThan(0);
    expect(totals.exposed / totals.faces).toBeLessThanOrEqual(detector === 'yunet' ? 0 : 0.02);
  });
});
