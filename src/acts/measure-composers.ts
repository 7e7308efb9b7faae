import type { Composer } from '../compose/composer.ts';
import { mapOrdered } from '../core/stage.ts';
import type { FrameGeometry } from '../core/geometry.ts';
import { i420Layout, type I420Image } from '../core/i420.ts';
import type { FramePlan } from '../documents/edit.ts';
import type { FillChoice } from '../documents/intent.ts';
import type { Measured } from './choose-backend.ts';

/** For each way, so that both together stay within the second that issue 4 gives to the choice. */
const budgetMs = 400;
/** More tell nothing new. */
const framesMax = 24;
/** The first frames make buffers and compile; what they take does not come again. */
const framesWarm = 2;
/** Three faces as they are in a talk: shares of the picture. */
const faces = [[0.2, 0.3, 0.12, 0.3], [0.5, 0.2, 0.07, 0.17], [0.75, 0.5, 0.07, 0.17]] as const;

/** A plan that hides three faces. */
export function trialPlan({ widthPx, heightPx }: FrameGeometry, fill: FillChoice): FramePlan {
  const masks = faces.map(([x, y, w, h], track) => ({
    track, shape: 'ellipse' as const, fill, box: { x: x * widthPx, y: y * heightPx, width: w * widthPx, height: h * heightPx },
  }));
  return { sourceFrame: 0, hideWhole: false, masks };
}

/** Milliseconds a frame of two composers of one geometry, each with as many frames under way as it takes at once. */
export async function measureComposers(gpu: Composer, cpu: Composer, geometry: FrameGeometry, fill: FillChoice, now: () => number = () => performance.now()): Promise<Measured> {
  const plan = trialPlan(geometry, fill);
  return { gpuMs: await frameMs(gpu, geometry, plan, now), cpuMs: await frameMs(cpu, geometry, plan, now) };
}

/** A way that is so slow that the budget ends within its first frames is judged by those. */
async function frameMs(composer: Composer, geometry: FrameGeometry, plan: FramePlan, now: () => number): Promise<number> {
  const startedMs = now();
  const inTime = (): boolean => now() - startedMs < budgetMs;
  const { framesAtOnce } = composer;
  const compose = async (image: I420Image): Promise<number> => {
    await composer.compose(image, plan);
    return now();
  };
  const doneMs: number[] = [];
  for await (const atMs of mapOrdered(pictures(geometry, framesAtOnce, inTime), framesAtOnce, compose)) doneMs.push(atMs);
  const first = doneMs.length > framesWarm ? framesWarm : 0;
  const sinceMs = first === 0 ? startedMs : (doneMs[first - 1] as number);
  return ((doneMs.at(-1) as number) - sinceMs) / (doneMs.length - first);
}

/** At least one picture; as many planes as are under way at once. */
async function* pictures({ storedWidthPx: widthPx, storedHeightPx: heightPx }: FrameGeometry, atOnce: number, inTime: () => boolean): AsyncGenerator<I420Image, void, undefined> {
  const planes = Array.from({ length: atOnce }, () => new Uint8Array(i420Layout(widthPx, heightPx).byteLength));
  for (let i = 0; i < framesMax && (i === 0 || inTime()); i++) {
    yield { widthPx, heightPx, data: planes[i % atOnce] as Uint8Array<ArrayBuffer>, color: { matrix: 'bt709', fullRange: false } };
  }
}
