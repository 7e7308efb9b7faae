import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDawn } from '../../bench/parts/dawn.ts';
import { openBackend, type Backend } from '../../src/acts/backend.ts';
import { CanvasFrames } from '../../src/acts/canvas-frames.ts';
import type { Composer } from '../../src/compose/composer.ts';
import { CpuComposer } from '../../src/compose/cpu/composer.ts';
import { GpuComposer } from '../../src/compose/gpu/composer.ts';
import type { GpuTrouble } from '../../src/core/gpu-trouble.ts';
import type { I420Image } from '../../src/core/i420.ts';
import { openCount, type Owned } from '../../src/core/owned.ts';
import { mapOrdered } from '../../src/core/stage.ts';
import type { FramePlan } from '../../src/documents/edit.ts';
import type { FillChoice } from '../../src/documents/intent.ts';
import type { CanvasPlan } from '../../src/documents/tiles.ts';
import { openGpuTools } from '../../src/gpu/gpu-tools.ts';
import { shakyGpu, type ShakyGpu } from '../support/shaky-gpu.ts';
import { geometryOf, maskOf, noisePicture } from '../unit/compose/pictures.ts';

const geometry = geometryOf(94, 66);
const fills: readonly FillChoice[] = [{ kind: 'erase' }, { kind: 'mosaic', cellsAcross: 4 }, { kind: 'solid', color: '#3a7f10' }, { kind: 'blur' }];
const framesMax = 14;
/** Safe and cosmetic masks that move, grow (a mosaic keeps the cells of its first frame) and overlap; new tracks come in on the way. */
const planAt = (i: number): FramePlan => ({
  sourceFrame: i,
  hideWhole: i === 9,
  masks: fills.flatMap((fill, n) => [
    maskOf([4 + 17 * n + i, 6 + 9 * n, 24 + i, 20 + 2 * i], fill, 'ellipse', n),
    ...(i > 6 ? [maskOf([60 - 12 * n, 5 + 8 * n, 22, 14 + 3 * i], fill, 'rounded-box', 10 + n)] : []),
  ]),
});

let real: GPU | string;
beforeEach((context) => typeof real === 'string' && context.skip(real));
/** What no GPU can disturb. */
let undisturbed: Uint8Array[];
beforeAll(async () => {
  const dawn = await openDawn('software');
  real = typeof dawn === 'string' ? dawn : dawn.gpu;
  const cpu = new CpuComposer(geometry);
  undisturbed = Array.from({ length: framesMax }, (_, i) => {
    const image = noisePicture(geometry, i);
    cpu.compose(image, planAt(i));
    return image.data;
  });
});

interface Opened {
  readonly shaky: ShakyGpu;
  readonly backend: Owned<Backend>;
  readonly heard: GpuTrouble[];
  readonly cancel: AbortController;
}

/** A job's backend on a GPU that the test can spoil. */
async function opened(): Promise<Opened> {
  const shaky = shakyGpu(real as GPU);
  const heard: GpuTrouble[] = [];
  const cancel = new AbortController();
  const backend = await openBackend({ choice: 'gpu', gpu: shaky.gpu, geometry, fill: { kind: 'erase' }, signal: cancel.signal, onTrouble: (trouble) => heard.push(trouble) });
  return { shaky, backend, heard, cancel };
}

/** Composes frames as a render does, with something happening before some of them; gives what came out, in the order in which it came. */
async function frames({ backend }: Opened, before: (frame: number) => void = () => undefined, atOnce?: number): Promise<{ frame: number; data: Uint8Array }[]> {
  using composer = await backend.value.openComposer();
  async function* source(): AsyncGenerator<{ frame: number; image: I420Image }> {
    for (let frame = 0; frame < framesMax; frame++) {
      before(frame);
      yield { frame, image: noisePicture(geometry, frame) };
    }
  }
  const compose = async (each: { frame: number; image: I420Image }): Promise<{ frame: number; data: Uint8Array }> => {
    await composer.value.compose(each.image, planAt(each.frame));
    return { frame: each.frame, data: each.image.data };
  };
  const out: { frame: number; data: Uint8Array }[] = [];
  for await (const each of mapOrdered(source(), atOnce ?? composer.value.framesAtOnce, compose)) out.push(each);
  return out;
}

const wanted = (): { frame: number; data: Uint8Array }[] => undisturbed.map((data, frame) => ({ frame, data }));
const newest = (shaky: ShakyGpu): ShakyGpu['devices'][number] => shaky.devices.at(-1) as ShakyGpu['devices'][number];

describe('whatever befalls the GPU in mid-job, every frame comes out once, in order, as if nothing had happened', () => {
  const noAdapter = 'WebGPU found no adapter';
  const lose = (shaky: ShakyGpu): void => newest(shaky).device.destroy();
  test.each<[string, Readonly<Record<number, (shaky: ShakyGpu) => unknown>>, GpuTrouble['kind'][], string]>([
    ['nothing', {}, [], ''],
    ['the device is lost with frames under way', { 5: lose }, ['gpu-reopened'], 'destroyed'],
    ['it is lost twice', { 4: lose, 10: lose }, ['gpu-reopened', 'gpu-reopened'], 'destroyed'],
    ['a task is refused', { 6: (shaky) => (newest(shaky).refusals = 1) }, ['gpu-reopened'], 'as the test wants it'],
    ['the GPU is gone for good', { 6: (shaky) => ((shaky.adaptersLeft = 0), lose(shaky)) }, ['gpu-gave-up'], noAdapter],
    ['each new device refuses, too', { 6: (shaky) => (shaky.refusals = newest(shaky).refusals = 1) }, ['gpu-gave-up'], 'as the test wants it'],
    ['there is no memory for a single frame', { 3: (shaky) => (newest(shaky).bytesMax = 0) }, ['gpu-memory', 'gpu-gave-up'], 'as the test wants it'],
  ])('%s', async (_, befall, kinds, reason) => {
    const before = openCount.count;
    const job = await opened();
    try {
      expect(await frames(job, (frame) => void befall[frame]?.(job.shaky))).toEqual(wanted());
      expect(job.heard.map(({ kind }) => kind)).toEqual(kinds);
      expect(job.backend.value.troubles).toEqual(job.heard);
      if (reason !== '') expect(job.heard.at(-1)?.reason).toContain(reason);
    } finally {
      job.backend.close();
    }
    expect(openCount.count).toBe(before);
  });
});

test('with memory for little more than one frame, frames are composed one at a time', async () => {
  const alone = await opened();
  await frames(alone, undefined, 1);
  const { bytes } = newest(alone.shaky);
  alone.backend.close();
  const job = await opened();
  newest(job.shaky).bytesMax = 1.5 * bytes;
  expect(await frames(job)).toEqual(wanted());
  expect(job.heard).toEqual([{ kind: 'gpu-memory', reason: 'as the test wants it' }]);
  expect(job.shaky.devices).toHaveLength(1);
  job.backend.close();
});

test('a frame whose task is refused is as it came, but for grey where no fill looks', async () => {
  const shaky = shakyGpu(real as GPU);
  using tools = await openGpuTools(shaky.gpu);
  using gpu = await GpuComposer.open(geometry, tools.value);
  const image = noisePicture(geometry, 3);
  newest(shaky).refusals = 1;
  await expect(gpu.compose(image, planAt(3))).rejects.toMatchObject({ code: 'gpu/refused', details: { reason: 'as the test wants it' } });
  const changed = image.data.filter((value, i) => value !== noisePicture(geometry, 3).data[i]);
  expect(changed.length).toBeGreaterThan(0);
  expect([...new Set(changed)].sort()).toEqual([126, 128]);
  new CpuComposer(geometry).compose(image, planAt(3));
  const untouched = noisePicture(geometry, 3);
  new CpuComposer(geometry).compose(untouched, planAt(3));
  expect(image.data).toEqual(untouched.data);
});

test('after the first frames nothing is made on the device any more, whatever the masks do', async () => {
  const job = await opened();
  using composer = await job.backend.value.openComposer();
  const { made } = newest(job.shaky);
  const atOnce = async (plans: readonly FramePlan[]): Promise<void> => {
    await Promise.all(plans.map(async (plan, i) => composer.value.compose(noisePicture(geometry, i), plan)));
  };
  // The greatest frame and every kernel first, three at once: each set of buffers grows to it and is bound.
  for (const plan of [planAt(framesMax - 1), planAt(9)]) await atOnce([plan, plan, plan]);
  const { createBuffer, createBindGroup, createComputePipelineAsync } = made;
  const open = openCount.count;
  for (const first of [0, 5, 9, 3]) await atOnce(Array.from({ length: 6 }, (_, i) => planAt((first + i) % framesMax)));
  expect(made).toEqual({ createBuffer, createBindGroup, createComputePipelineAsync });
  expect(openCount.count).toBe(open);
  job.backend.close();
});

test('a canvas whose places are held comes out the same when the device is lost and when it is gone for good', async () => {
  const canvasAt = (i: number): CanvasPlan => ({
    widthPx: 60, heightPx: 34, background: '#203040',
    held: i % 4 === 0 || i === 9 ? [] : [{ x: 0, y: 0, width: 31, height: 34 }],
    tiles: [
      ...(i % 4 === 0 ? [{ view: { x: 3 * i, y: 4, width: 40, height: 50 }, place: { x: 0, y: 0, width: 31, height: 34 }, fit: 'cover' as const }] : []),
      { view: { x: 20, y: i, width: 50, height: 40 }, place: { x: 31, y: 0, width: 29, height: 34 }, fit: 'cover' as const },
    ],
    marks: [{ kind: 'box', box: { x: 0, y: 0, width: 31, height: 34 }, thicknessPx: 2, color: '#ffcc00', opacity: 1 }],
  });
  const composed = async (composer: Composer, before: (frame: number) => void = () => undefined): Promise<Uint8Array[]> => {
    const canvases = new CanvasFrames(composer);
    async function* source(): AsyncGenerator<number> {
      for (let i = 0; i < framesMax; i++) yield i;
    }
    const compose = (i: number): Promise<I420Image> => {
      before(i);
      return canvases.compose(noisePicture(geometry, i), { ...planAt(i), canvas: canvasAt(i) }, { begins: i === 0, keeps: canvasAt(i + 1).held.length > 0 });
    };
    const out: Uint8Array[] = [];
    for await (const { data } of mapOrdered(source(), composer.framesAtOnce, compose)) out.push(data);
    return out;
  };
  const wantedCanvases = await composed(new CpuComposer(geometry));
  for (const [befall, kinds] of [
    [(shaky: ShakyGpu) => newest(shaky).device.destroy(), ['gpu-reopened']],
    [(shaky: ShakyGpu) => ((shaky.adaptersLeft = 0), newest(shaky).device.destroy()), ['gpu-gave-up']],
  ] as const) {
    const open = openCount.count;
    const job = await opened();
    try {
      using composer = await job.backend.value.openComposer();
      const found = await composed(composer.value, (frame) => {
        if (frame === 6) befall(job.shaky);
      });
      expect(found.flatMap((data, frame) => (Buffer.compare(data, wantedCanvases[frame] as Uint8Array) === 0 ? [] : [frame]))).toEqual([]);
      expect(job.heard.map(({ kind }) => kind)).toEqual(kinds);
    } finally {
      job.backend.close();
    }
    expect(openCount.count).toBe(open);
  }
});

test('composers of one job share the device that one of them opens in the place of a lost one', async () => {
  const job = await opened();
  try {
    using first = await job.backend.value.openComposer();
    using second = await job.backend.value.openComposer();
    newest(job.shaky).device.destroy();
    const frame = async (composer: Composer): Promise<Uint8Array> => {
      const image = noisePicture(geometry, 3);
      await composer.compose(image, planAt(3));
      return image.data;
    };
    const both = await Promise.all([frame(first.value), frame(second.value)]);
    const wantedFrame = noisePicture(geometry, 3);
    new CpuComposer(geometry).compose(wantedFrame, planAt(3));
    expect(both.map((data) => Buffer.compare(data, wantedFrame.data))).toEqual([0, 0]);
    expect(job.shaky.devices).toHaveLength(2);
  } finally {
    job.backend.close();
  }
});
