import type { AppError } from '../../core/errors.ts';
import type { FrameGeometry } from '../../core/geometry.ts';
import type { I420Image } from '../../core/i420.ts';
import type { CanvasTarget, DeviceComposer } from '../composer.ts';
import type { FramePlan } from '../../documents/edit.ts';
import type { FillChoice } from '../../documents/intent.ts';
import type { PlannedMark } from '../../documents/marks.ts';
import type { CanvasPlan } from '../../documents/tiles.ts';
import type { GpuTools } from '../../gpu/gpu-tools.ts';
import { hideWholeGroups } from '../../gpu/kernels/hide-whole/hide-whole.ts';
import { isPackedAsIs, packPlanes } from '../../gpu/packed-planes.ts';
import { readBack } from '../../gpu/readback.ts';
import type { KernelTimer } from '../../gpu/timing.ts';
import { Uploads } from '../../gpu/uploads.ts';
import { hideCanvas, requireTarget } from '../cpu/canvas.ts';
import { MaskDrawing } from '../cpu/draw-masks.ts';
import { PreparedPictures } from '../cpu/fills/image.ts';
import { TrackCells } from '../cpu/fills/mosaic.ts';
import { neutral } from '../cpu/neutral.ts';
import { blankHidden } from './blank-hidden.ts';
import { composeKernels } from './compose-kernels.ts';
import { FrameBuffers, greatest, type FrameSizes } from './frame-buffers.ts';
import { FrameTables, type ListedMask } from './frame-tables.ts';
import { ImageStore } from './image-store.ts';
import { planErase } from './plan-erase.ts';
import { canvasKernels, recordCanvas, takePlanes, type PlanesBack } from './record-canvas.ts';
import { recordMarks } from './record-marks.ts';
import { planBlur, planImage, planMosaic, planSolid, type ListedFill } from './plan-fills.ts';

/** One going up, one being worked on, one coming back; each takes about three pictures of memory. */
export const gpuFramesAtOnce = 3;

/**
 * The GPU way of `CpuComposer`: same plans, same masks, same bytes (pictures as fills may differ by 1). Frames may be in flight at once; their
 * plans are taken in the order of the calls. One per job; close it.
 */
export class GpuComposer implements DeviceComposer {
  readonly framesAtOnce = gpuFramesAtOnce;
  readonly #tools: GpuTools;
  readonly #geometry: FrameGeometry;
  readonly #drawing: MaskDrawing;
  readonly #tables: FrameTables;
  readonly #trackCells: TrackCells;
  readonly #pictures = new PreparedPictures();
  readonly #images: ImageStore;
  /** Buffers that no frame uses now; as many sets as frames were under way at once. */
  readonly #idle: FrameBuffers[] = [];
  /** What the greatest frame so far needed: every set comes to fit it, and then nothing is made any more. */
  #sizes: FrameSizes | undefined;
  /** Planes with padded rows on their way up, for sizes that need it. */
  readonly #padded: Uint8Array<ArrayBuffer>;

  private constructor(geometry: FrameGeometry, tools: GpuTools, cells: TrackCells) {
    this.#tools = tools;
    this.#trackCells = cells;
    this.#geometry = geometry;
    this.#drawing = new MaskDrawing(geometry);
    this.#tables = new FrameTables(geometry);
    this.#images = new ImageStore(tools.gpu.device, tools.pool);
    this.#padded = new Uint8Array(isPackedAsIs(this.#tables.packed) ? 0 : this.#tables.packed.byteLength);
  }

  /** Makes a composer once its kernels are compiled. `cells`: as `CpuComposer`'s. */
  static async open(geometry: FrameGeometry, tools: GpuTools, cells: TrackCells = new TrackCells()): Promise<GpuComposer> {
    await tools.runner.prepare([...Object.values(composeKernels), ...canvasKernels]);
    return new GpuComposer(geometry, tools, cells);
  }

  get broken(): AppError | undefined {
    return this.#tools.gpu.broken;
  }

  /**
   * Changes the picture to what the plan says, or fills the target, as `CpuComposer.compose` does, and settles when that is done. Throws what that
   * throws, and the device's errors: then the picture is the one that came, but for grey under safe fills, which do not look at it, so that the same
   * plan may be carried out on it again, by any composer; the target is as it was. `timer` times the kernels.
   */
  async compose(image: I420Image, plan: FramePlan, target?: CanvasTarget, timer?: KernelTimer): Promise<void> {
    const { storedWidthPx, storedHeightPx } = this.#geometry;
    if (image.widthPx !== storedWidthPx || image.heightPx !== storedHeightPx) throw new RangeError('picture is not of the composer geometry');
    const { canvas, hideWhole } = plan;
    if (canvas !== undefined && hideWhole) return hideCanvas(image, canvas, requireTarget(target));
    const onto = canvas === undefined ? { marks: (hideWhole ? undefined : plan.marks) ?? [] } : { plan: canvas, target: requireTarget(target) };
    this.#tables.clear();
    if (hideWhole) this.#planHideWhole(image);
    else this.#planMasks(image, plan);
    if (this.#tables.steps.length > 0 || 'plan' in onto || onto.marks.length > 0) await this.#run(image, !hideWhole, onto, timer);
  }

  /** Forgets what fills hold about earlier frames; call it after a seek. */
  reset(): void {
    this.#trackCells.clear();
  }

  shrink(): void {
    for (const buffers of this.#idle.splice(0)) buffers.discard();
    this.#sizes = undefined;
    this.#tools.pool.trim();
  }

  close(): void {
    for (const buffers of this.#idle.splice(0)) buffers.close();
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

  /** Anything is changed only when all errors of the frame are known: what comes back from a refused task is not the frame. */
  async #run(image: I420Image, readsPicture: boolean, onto: Onto | InPlace, timer: KernelTimer | undefined): Promise<void> {
    const buffers = this.#idle.pop() ?? new FrameBuffers(this.#tools.pool);
    const uploads = new Uploads(this.#tools);
    let backs: readonly PlanesBack[] = [];
    try {
      await this.#tools.gpu.checked('compose', () => {
        backs = this.#submit(image, readsPicture, buffers, uploads, onto, timer);
        return Promise.all(backs.map(({ back }) => back.arrived()));
      });
      backs.forEach(takePlanes);
    } catch (error) {
      for (const { back } of backs) back.discard();
      buffers.discard();
      uploads.discard();
      this.#images.discard();
      throw error;
    }
    uploads.close();
    this.#idle.push(buffers);
  }

  /** Uploads and dispatches, all at once, so that the tables are free for the next frame. */
  #submit(
    image: I420Image, readsPicture: boolean, held: FrameBuffers, uploads: Uploads, onto: Onto | InPlace, timer: KernelTimer | undefined,
  ): readonly PlanesBack[] {
    const { gpu, runner, pool } = this.#tools;
    const { packed, numbers, masks, tasks, steps, workLength } = this.#tables;
    const { queue } = gpu.device;
    const needed: FrameSizes = {
      picture: packed.byteLength, coverage: 4 * packed.vWord, work: 4 * workLength,
      numbers: numbers.ints.byteLength, masks: masks.ints.byteLength, task: tasks.bytes.byteLength,
    };
    this.#sizes = this.#sizes === undefined ? needed : greatest(this.#sizes, needed);
    const buffers = { ...held.fit(this.#sizes), images: this.#images.buffer };
    if (readsPicture) {
      const asIs = isPackedAsIs(packed);
      if (!asIs) packPlanes(image, packed, this.#padded);
      queue.writeBuffer(buffers.picture, 0, asIs ? image.data : this.#padded);
    }
    queue.writeBuffer(buffers.numbers, 0, numbers.ints);
    queue.writeBuffer(buffers.masks, 0, masks.ints);
    queue.writeBuffer(buffers.task, 0, tasks.bytes);
    const batch = runner.batch(timer);
    batch.clear(buffers.coverage, needed.coverage);
    for (const { kernel, task, groups } of steps) batch.run(composeKernels[kernel], buffers, task, groups);
    const picture = { buffer: buffers.picture, geometry: this.#geometry, color: image.color };
    let backs: readonly PlanesBack[];
    if ('plan' in onto) backs = recordCanvas(batch, uploads, pool, picture, onto.plan, onto.target);
    else {
      if (onto.marks.length > 0) recordMarks(batch, uploads, picture, onto.marks);
      backs = [{ back: readBack(batch, pool, buffers.picture, packed.byteLength), packed, into: image.data }];
    }
    batch.submit();
    return backs;
  }
}

/** A canvas that is planned, and where it goes. */
interface Onto {
  readonly plan: CanvasPlan;
  readonly target: CanvasTarget;
}

/** What is drawn over the picture itself where no canvas is planned. */
interface InPlace {
  readonly marks: readonly PlannedMark[];
}

function ofKind<K extends FillChoice['kind']>(masks: readonly ListedMask[], kind: K): ListedFill<K>[] {
  return masks.filter((mask): mask is ListedFill<K> => mask.planned.fill.kind === kind);
}
