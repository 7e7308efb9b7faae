import type { FrameGeometry } from '../../core/geometry.ts';
import type { I420Image } from '../../core/i420.ts';
import type { Composer } from '../composer.ts';
import type { FramePlan } from '../../documents/edit.ts';
import type { FillChoice } from '../../documents/intent.ts';
import type { GpuTools } from '../../gpu/gpu-tools.ts';
import { hideWholeGroups } from '../../gpu/kernels/hide-whole/hide-whole.ts';
import { isPackedAsIs, packPlanes, unpackPlanes } from '../../gpu/packed-planes.ts';
import { readBack } from '../../gpu/readback.ts';
import type { KernelTimer } from '../../gpu/timing.ts';
import { MaskDrawing } from '../cpu/draw-masks.ts';
import { PreparedPictures } from '../cpu/fills/image.ts';
import { TrackCells } from '../cpu/fills/mosaic.ts';
import { neutral } from '../cpu/neutral.ts';
import { blankHidden } from './blank-hidden.ts';
import { composeKernels } from './compose-kernels.ts';
import { FrameTables, type ListedMask } from './frame-tables.ts';
import { ImageStore } from './image-store.ts';
import { planErase } from './plan-erase.ts';
import { planBlur, planImage, planMosaic, planSolid, type ListedFill } from './plan-fills.ts';

/** One going up, one being worked on, one coming back; each takes about three pictures of memory. */
export const gpuFramesAtOnce = 3;

/**
 * The GPU way of `CpuComposer`: same plans, same masks, same bytes (pictures as fills may differ by 1). Frames may be in flight at once; their
 * plans are taken in the order of the calls. One per job; close it.
 */
export class GpuComposer implements Composer {
  readonly framesAtOnce = gpuFramesAtOnce;
  readonly #tools: GpuTools;
  readonly #geometry: FrameGeometry;
  readonly #drawing: MaskDrawing;
  readonly #tables: FrameTables;
  readonly #trackCells = new TrackCells();
  readonly #pictures = new PreparedPictures();
  readonly #images: ImageStore;
  /** Planes with padded rows on their way up, for sizes that need it. */
  readonly #padded: Uint8Array<ArrayBuffer>;

  private constructor(geometry: FrameGeometry, tools: GpuTools) {
    this.#tools = tools;
    this.#geometry = geometry;
    this.#drawing = new MaskDrawing(geometry);
    this.#tables = new FrameTables(geometry);
    this.#images = new ImageStore(tools.gpu.device, tools.pool);
    this.#padded = new Uint8Array(isPackedAsIs(this.#tables.packed) ? 0 : this.#tables.packed.byteLength);
  }

  /** Makes a composer once its kernels are compiled. */
  static async open(geometry: FrameGeometry, tools: GpuTools): Promise<GpuComposer> {
    await tools.runner.prepare(Object.values(composeKernels));
    return new GpuComposer(geometry, tools);
  }

  /**
   * Changes the picture to what the plan says, as `CpuComposer.compose` does, and settles when it is changed. Throws what that throws, and the
   * device's errors; the picture then must not be used. `timer` times the kernels.
   */
  async compose(image: I420Image, plan: FramePlan, timer?: KernelTimer): Promise<void> {
    const { storedWidthPx, storedHeightPx } = this.#geometry;
    if (image.widthPx !== storedWidthPx || image.heightPx !== storedHeightPx) throw new RangeError('picture is not of the composer geometry');
    this.#tables.clear();
    if (plan.hideWhole) this.#planHideWhole(image);
    else this.#planMasks(image, plan);
    if (this.#tables.steps.length > 0) await this.#tools.gpu.checked('compose', () => this.#run(image, !plan.hideWhole, timer));
  }

  /** Forgets what fills hold about earlier frames; call it after a seek. */
  reset(): void {
    this.#trackCells.clear();
  }

  close(): void {
    this.#images.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #planHideWhole(image: I420Image): void {
    const { y, u, v } = neutral(image.color);
    this.#tables.step('hideWhole', hideWholeGroups(this.#tables.packed), { fill: [y, u, v] });
  }

  /** Lists the dispatches in the order of painting, which is `fillOrder`'s. */
  #planMasks(image: I420Image, plan: FramePlan): void {
    const { color } = image;
    const tables = this.#tables;
    const drawn = this.#drawing.draw(plan);
    blankHidden(image, drawn);
    const masks = tables.list(drawn);
    if (masks.length === 0) return;
    tables.runTiles('markHidden', masks, tables.planes.slice(0, 2));
    const erased = ofKind(masks, 'erase');
    if (erased.length > 0) planErase(tables, erased, color);
    const solid = ofKind(masks, 'solid');
    const images = ofKind(masks, 'image');
    planSolid(tables, solid, color);
    planImage(tables, images, color, this.#pictures, this.#images);
    const flat: ListedMask[] = [...solid, ...images];
    if (flat.length > 0) tables.runTiles('paint', flat, tables.planes);
    planMosaic(tables, ofKind(masks, 'mosaic'), this.#trackCells);
    planBlur(tables, ofKind(masks, 'blur'));
  }

  /** Uploads, dispatches and reads back; everything but the wait happens at once, so that the tables are free for the next frame. */
  async #run(image: I420Image, readsPicture: boolean, timer: KernelTimer | undefined): Promise<void> {
    const { gpu, runner, pool } = this.#tools;
    const { packed, numbers, masks, tasks, steps, workLength } = this.#tables;
    const { queue } = gpu.device;
    const asIs = isPackedAsIs(packed);
    const { STORAGE, UNIFORM, COPY_DST, COPY_SRC } = GPUBufferUsage;
    const coverageBytes = 4 * packed.vWord;
    using picture = pool.take(packed.byteLength, STORAGE | COPY_DST | COPY_SRC);
    using coverage = pool.take(coverageBytes, STORAGE | COPY_DST);
    using work = pool.take(4 * workLength, STORAGE);
    using numbersHeld = pool.take(numbers.ints.byteLength, STORAGE | COPY_DST);
    using masksHeld = pool.take(masks.ints.byteLength, STORAGE | COPY_DST);
    using tasksHeld = pool.take(tasks.bytes.byteLength, UNIFORM | COPY_DST);
    if (readsPicture) {
      if (!asIs) packPlanes(image, packed, this.#padded);
      queue.writeBuffer(picture.value, 0, asIs ? image.data : this.#padded);
    }
    queue.writeBuffer(numbersHeld.value, 0, numbers.ints);
    queue.writeBuffer(masksHeld.value, 0, masks.ints);
    queue.writeBuffer(tasksHeld.value, 0, tasks.bytes);
    const buffers = {
      task: tasksHeld.value, numbers: numbersHeld.value, masks: masksHeld.value, coverage: coverage.value,
      work: work.value, images: this.#images.buffer, picture: picture.value,
    };
    const batch = runner.batch(timer);
    batch.clear(coverage.value, coverageBytes);
    for (const { kernel, task, groups } of steps) batch.run(composeKernels[kernel], buffers, task, groups);
    const back = readBack(batch, pool, picture.value, packed.byteLength);
    batch.submit();
    await back.read((bytes) => (asIs ? image.data.set(bytes) : unpackPlanes(bytes, packed, image)));
  }
}

function ofKind<K extends FillChoice['kind']>(masks: readonly ListedMask[], kind: K): ListedFill<K>[] {
  return masks.filter((mask): mask is ListedFill<K> => mask.planned.fill.kind === kind);
}
