import { describe, expect, it } from 'vitest';
import type { BodyFinder } from '../../../src/acts/body-finder.ts';
import { bodyLooking } from '../../../src/acts/body-looking.ts';
import { withBodyLook } from '../../../src/acts/body-looks.ts';
import { LanePool } from '../../../src/acts/lane-pool.ts';
import { AppError } from '../../../src/core/errors.ts';
import type { I420Image } from '../../../src/core/i420.ts';
import { noBodies } from '../../../src/documents/bodies.ts';
import type { BodyScale } from '../../../src/documents/bodies.ts';
import { frameStatus, noDetections } from '../../../src/documents/observations.ts';
import type { BodyTrialDeps } from '../../../src/acts/body-trial.ts';

const geometry = { storedWidthPx: 2, storedHeightPx: 2, rotation: 0, mirrored: false, widthPx: 2, heightPx: 2 } as const;
const picture = (): I420Image => ({ widthPx: 2, heightPx: 2, data: new Uint8Array(6), color: { matrix: 'bt709', fullRange: false } });
const observation = { frame: 3, status: frameStatus.observed, detections: noDetections };

function finderThat(find: BodyFinder['find'], scales: readonly BodyScale[] = [1, 0.8, 0.6]): BodyFinder {
  return { models: {}, scales, lanesMax: 1, find, facts: () => ({ models: {}, troubles: [] }), close: () => undefined };
}

/** A pool that holds one picture, which came back from its lane. */
async function poolWithPicture(): Promise<{ lanes: LanePool; image: I420Image; isFree: () => Promise<boolean> }> {
  const lanes = new LanePool([{ capacity: 1, detect: (image) => Promise.resolve({ detections: noDetections, data: image.data as Uint8Array<ArrayBuffer> }) }]);
  const { image } = await lanes.detect(picture(), { geometry, quality: 'balanced', sensitivity: 0.5 });
  const isFree = (): Promise<boolean> => Promise.race([lanes.room().then(() => true), new Promise<boolean>((resolve) => setTimeout(() => resolve(false)))]);
  return { lanes, image, isFree };
}

describe('a look for bodies', () => {
  it('adds what was found, at the wanted size, and gives the picture back', async () => {
    const { lanes, image, isFree } = await poolWithPicture();
    let asked: BodyScale | undefined;
    const finder = finderThat((same, _, scale) => {
      asked = scale;
      return Promise.resolve({ bodies: noBodies, image: same });
    });
    expect(await withBodyLook({ observation, image }, finder, geometry, 0.8, lanes)).toEqual({ observation: { ...observation, bodies: noBodies }, image });
    expect([asked, await isFree()]).toEqual([0.8, false]);
  });

  it('that fails makes the frame unknown, and lets another picture come', async () => {
    const { lanes, image, isFree } = await poolWithPicture();
    const finder = finderThat(() => Promise.reject(new AppError('model/run-failed')));
    expect(await withBodyLook({ observation, image }, finder, geometry, 1, lanes)).toEqual({ observation: { ...observation, status: frameStatus.unknown }, image: undefined });
    expect(await isFree()).toBe(true);
  });

  it('ends the work where more than a look failed', async () => {
    const { lanes, image, isFree } = await poolWithPicture();
    const finder = finderThat(() => Promise.reject(new AppError('worker/crashed')));
    await expect(withBodyLook({ observation, image }, finder, geometry, 1, lanes)).rejects.toMatchObject({ code: 'worker/crashed' });
    expect(await isFree()).toBe(true);
  });

  it('is none where there is no picture', async () => {
    const { lanes } = await poolWithPicture();
    const finder = finderThat(() => Promise.reject(new AppError('internal/bug')));
    expect(await withBodyLook({ observation, image: undefined }, finder, geometry, 1, lanes)).toEqual({ observation, image: undefined });
  });
});

describe('how bodies are looked for', () => {
  const deps = (scales: readonly BodyScale[], frames = 10): BodyTrialDeps => ({
    movie: { video: { ticks: Float64Array.from({ length: frames }, (_, index) => index), timescale: 30, geometry } } as BodyTrialDeps['movie'],
    settings: { quality: 'balanced', detector: 'yunet', sensitivity: 0.5, firstFrame: 0, lastFrame: frames - 1 },
    finder: finderThat(() => Promise.reject(new AppError('internal/bug', { reason: 'nobody asked' })), scales),
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });

  it.each([
    ['as it was said', { sampling: 'every-2', scale: 0.6 }, [1, 0.8, 0.6], { sampling: 'every-2', scale: 0.6 }],
    ['at full size where nothing was said', { sampling: 'motion' }, [1, 0.8, 0.6], { sampling: 'motion', scale: 1 }],
    ['at the only size that a network takes', { sampling: 'all', scale: 0.6 }, [1], { sampling: 'all', scale: 1 }],
    ['whole where the video is too short for a trial', { sampling: 'auto' }, [1, 0.8], { sampling: 'all', scale: 1 }],
  ] as const)('%s', async (_, wanted, scales, expected) => expect(await bodyLooking(wanted, deps(scales))).toEqual(expected));
});
