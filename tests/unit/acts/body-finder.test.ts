import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import type { I420Image } from '../../../src/core/i420.ts';
import { noBodies } from '../../../src/documents/bodies.ts';
import { openBodyFinder, type BodyChoice, type BodyFinder, type BodyNetworks } from '../../../src/acts/body-finder.ts';

const geometry = { storedWidthPx: 2, storedHeightPx: 2, rotation: 0, mirrored: false, widthPx: 2, heightPx: 2 } as const;
const picture = (): I420Image => ({ widthPx: 2, heightPx: 2, data: new Uint8Array(6), color: { matrix: 'bt709', fullRange: false } });

interface Made {
  networks: BodyNetworks | undefined;
  closed: boolean;
  /** Answers of pictures that it was handed, in order. */
  answers: (() => void)[];
}
let made: Made[];
/** Codes with which the nth lane fails to open. */
let openErrors: Readonly<Record<number, AppError['code']>>;

beforeEach(() => {
  made = [];
  openErrors = {};
});

function open(choice: BodyChoice, lanesMax = 2): Promise<BodyFinder> {
  return openBodyFinder({
    modelsUrl: 'models/',
    choice,
    lanesMax,
    makeLane: () => {
      const lane: Made = { networks: undefined, closed: false, answers: [] };
      const error = openErrors[made.length];
      made.push(lane);
      return {
        open: (_, networks) => {
          lane.networks = networks;
          return error === undefined ? Promise.resolve({ [networks instanceof Blob ? 'own' : networks]: 'a1', poses: 'b2' }) : Promise.reject(new AppError(error));
        },
        find: (image) => new Promise((resolve) => lane.answers.push(() => resolve({ bodies: noBodies, data: image.data }))),
        close: () => (lane.closed = true),
      };
    },
  });
}

/** Lets everything run that waits for nothing else. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('opening', () => {
  it('takes YOLOX where it is there', async () => {
    const finder = await open('auto');
    expect(finder.models).toEqual({ yolox: 'a1', poses: 'b2' });
    expect(finder.facts()).toEqual({ models: { yolox: 'wasm', poses: 'wasm' }, troubles: [] });
  });

  it('takes CenterNet where it is not, and ends the lane that had asked', async () => {
    openErrors = { 0: 'model/missing' };
    const finder = await open('auto');
    expect(finder.models).toEqual({ centernet: 'a1', poses: 'b2' });
    expect(made.map(({ closed }) => closed)).toEqual([true, false]);
  });

  it.each<[BodyChoice, AppError['code']]>([['auto', 'model/hash-mismatch'], ['auto', 'model/wrong-answer'], ['yolox', 'model/missing'], ['centernet', 'model/missing']])(
    '%s does not take another after %s, and leaves no lane', async (choice, code) => {
      openErrors = { 0: code };
      await expect(open(choice)).rejects.toMatchObject({ code });
      expect(made.map(({ closed }) => closed)).toEqual([true]);
    },
  );

  it('fails where the embedded ones are missing, too', async () => {
    openErrors = { 0: 'model/missing', 1: 'model/missing' };
    await expect(open('auto')).rejects.toMatchObject({ code: 'model/missing' });
    expect(made.map(({ closed }) => closed)).toEqual([true, true]);
  });
});

describe('finding', () => {
  it('gives the picture back', async () => {
    const finder = await open('centernet');
    const image = picture();
    const found = finder.find(image, geometry);
    await settled();
    made[0]?.answers[0]?.();
    expect(await found).toEqual({ bodies: noBodies, image });
  });

  it('starts another lane of the same networks when all are busy, and no more than there may be', async () => {
    const own = new Blob(['weights']);
    const finder = await open(own);
    const found = [1, 2, 3].map(() => finder.find(picture(), geometry));
    await settled();
    expect(made.map(({ networks, answers }) => [networks === own, answers.length])).toEqual([[true, 2], [true, 1]]);
    for (const { answers } of made) for (const answer of answers) answer();
    expect(await Promise.all(found)).toHaveLength(3);
    void finder.find(picture(), geometry);
    expect(made).toHaveLength(2);
    finder.close();
    expect(made.map(({ closed }) => closed)).toEqual([true, true]);
  });

  it('goes on with the lanes that are open when another cannot be', async () => {
    openErrors = { 1: 'model/run-failed' };
    const finder = await open('centernet');
    const found = [1, 2, 3].map(() => finder.find(picture(), geometry));
    await settled();
    expect(made.map(({ closed, answers }) => [closed, answers.length])).toEqual([[false, 3], [true, 0]]);
    for (const answer of made[0]?.answers ?? []) answer();
    await Promise.all(found);
  });
});
