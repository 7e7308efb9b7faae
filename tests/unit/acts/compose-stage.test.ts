import { expect, it } from 'vitest';
import { ComposeStage } from '../../../src/acts/compose-stage.ts';
import type { SourceFeed } from '../../../src/acts/shared-decode.ts';
import { CpuComposer } from '../../../src/compose/cpu/composer.ts';
import { i420Layout } from '../../../src/core/i420.ts';
import type { Edit } from '../../../src/documents/edit.ts';
import type { Movie } from '../../../src/media/movie.ts';

const geometry = { storedWidthPx: 32, storedHeightPx: 16, widthPx: 32, heightPx: 16, rotation: 0, mirrored: false } as const;
const movie = { video: { geometry, color: null, hdr: null, timescale: 25, ticks: Float64Array.from({ length: 10 }, (_, frame) => frame), lastDurationTicks: 1 } } as unknown as Movie;
/** Frame f is hidden whole where it is odd: so it is seen whose plan was carried out. */
const edit: Edit = {
  widthPx: 32, heightPx: 16, canvas: null, cuts: [{ firstFrame: 2, lastFrame: 3 }, { firstFrame: 7, lastFrame: 7 }], masks: [], hiddenWhole: [3, 7].map((frame) => ({ firstFrame: frame, lastFrame: frame })), audio: { treatments: [] },
};

/** White pictures of these frames. */
function feedOf(frames: readonly number[]): SourceFeed {
  const buffer = (): Uint8Array<ArrayBuffer> => new Uint8Array(i420Layout(32, 16).byteLength).fill(235);
  return {
    async *pictures() {
      for (const frame of frames) yield await Promise.resolve({ frame, image: { widthPx: 32, heightPx: 16, data: buffer(), color: { matrix: 'bt709', fullRange: false } } });
    },
    buffer,
    giveBack: () => undefined,
    framesResized: 0,
    close: () => undefined,
  };
}

async function whiteOf(frames: readonly number[]): Promise<boolean[]> {
  const stage = new ComposeStage({ movie, edit, composer: new CpuComposer(geometry) }, feedOf(frames));
  const white: boolean[] = [];
  for await (const picture of stage.pictures()) {
    white.push(picture.value.image.data[0] === 235);
    picture.close();
  }
  return white;
}

it('carries out the plan of each frame', async () => expect(await whiteOf([2, 3, 7])).toEqual([true, false, false]));

it.each([[[3, 3, 7]], [[2, 7]], [[2, 2, 3]]])('frames %j, which are not those that were planned, stop the work: masks of another frame would hide nobody', async (frames) => {
  await expect(whiteOf(frames)).rejects.toMatchObject({ code: 'internal/bug' });
});
