import { expect, test } from 'vitest';
import { CanvasFrames } from '../../../src/acts/canvas-frames.ts';
import type { CanvasTarget, Composer } from '../../../src/compose/composer.ts';
import { mapOrdered } from '../../../src/core/stage.ts';
import type { I420Image } from '../../../src/core/i420.ts';
import type { FramePlan } from '../../../src/documents/edit.ts';
import type { CanvasPlan } from '../../../src/documents/tiles.ts';

const color = { matrix: 'bt709', fullRange: false } as const;
const canvas: CanvasPlan = { widthPx: 2, heightPx: 2, background: '#000000', held: [], tiles: [], marks: [] };
const place = { x: 0, y: 0, width: 2, height: 2 };

/** Composes slowly, the first of each three slowest: the canvas is the frame's number, plus 100 times what it got as the canvas before. */
class SlowComposer implements Composer {
  readonly framesAtOnce = 3;
  readonly handed: number[] = [];
  readonly resets: number[] = [];
  async compose(_: I420Image, { sourceFrame }: FramePlan, target?: CanvasTarget): Promise<void> {
    this.handed.push(sourceFrame);
    await new Promise((resolve) => setTimeout(resolve, sourceFrame % 3 === 0 ? 15 : 2));
    target?.keep?.fill(sourceFrame);
    target?.out.fill(sourceFrame + 100 * (target.before?.[0] ?? 0));
  }
  reset(): void {
    this.resets.push(this.handed.length);
  }
}

/** `h` holds, `s` shows, `x` is hidden whole, `|` is a cut. */
async function made(frames: string): Promise<{ shown: number[]; composer: SlowComposer }> {
  const composer = new SlowComposer();
  const canvases = new CanvasFrames(composer);
  const kinds = frames.replaceAll('|', '').split('');
  const cuts = new Set<number>();
  for (let at = frames.indexOf('|'), seen = 0; at >= 0; at = frames.indexOf('|', at + 1)) cuts.add(at - seen++);
  async function* source(): AsyncGenerator<number> {
    for (let i = 0; i < kinds.length; i++) yield i;
  }
  const compose = (i: number): Promise<I420Image> => {
    const plan: FramePlan = { sourceFrame: i + 1, hideWhole: kinds[i] === 'x', masks: [], canvas: { ...canvas, held: kinds[i] === 'h' ? [place] : [] } };
    return canvases.compose({ widthPx: 2, heightPx: 2, data: new Uint8Array(6), color }, plan, { begins: i === 0 || cuts.has(i), keeps: kinds[i + 1] === 'h' && !cuts.has(i + 1) });
  };
  const shown: number[] = [];
  for await (const image of mapOrdered(source(), composer.framesAtOnce, compose)) {
    shown.push(image.data[0] as number);
    canvases.giveBack(image.data);
  }
  return { shown, composer };
}

test.each([
  ['ssss', [1, 2, 3, 4]],
  ['shhs', [1, 102, 203, 4].map((value) => value % 256)],
  ['shsh', [1, 102, 3, (4 + 300) % 256]],
  ['hs', [1, 2]],
  ['sxh', [1, 2, 3]],
  ['s|hh', [1, 2, (3 + 200) % 256]],
] as const)('%s: each frame that holds gets the canvas before, whole, and no other', async (frames, wanted) => {
  const { shown, composer } = await made(frames);
  expect(shown).toEqual(wanted);
  expect(composer.handed).toEqual(wanted.map((_, i) => i + 1));
});

test('what fills hold is forgotten at each cut, before its first frame', async () => {
  expect((await made('ss|sh|s')).composer.resets).toEqual([0, 2, 4]);
});

test('a frame that fails rejects alone, and one that waited for it shows the background', async () => {
  let fails = true;
  const composer: Composer = {
    framesAtOnce: 1, reset: () => undefined,
    compose: (_, __, target) => {
      if (fails) throw new Error('as the test wants it');
      target?.out.fill(target.before === null ? 7 : 8);
    },
  };
  const canvases = new CanvasFrames(composer);
  const image: I420Image = { widthPx: 2, heightPx: 2, data: new Uint8Array(6), color };
  const plan: FramePlan = { sourceFrame: 0, hideWhole: false, masks: [], canvas: { ...canvas, held: [place] } };
  await expect(canvases.compose(image, plan, { begins: false, keeps: true })).rejects.toThrow('as the test wants it');
  fails = false;
  expect((await canvases.compose(image, plan, { begins: false, keeps: false })).data[0]).toBe(7);
});
