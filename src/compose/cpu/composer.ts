import type { Affine, FrameGeometry } from '../../core/geometry.ts';
import { i420Layout, type I420Image } from '../../core/i420.ts';
import type { CanvasTarget, Composer } from '../composer.ts';
import type { FramePlan } from '../../documents/edit.ts';
import type { FillChoice } from '../../documents/intent.ts';
import { openTwoTaps } from '../../pixels/two-taps/open-two-taps.ts';
import type { TwoTaps } from '../../pixels/two-taps/two-taps.ts';
import { composeCanvas, hideCanvas, requireTarget } from './canvas.ts';
import { MaskDrawing } from './draw-masks.ts';
import type { DrawnMask, Fill, FillFrame, FillMask } from './fills/fill.ts';
import { cosmeticFills, fillOrder, makeFills } from './fills/fills.ts';
import { TrackCells } from './fills/mosaic.ts';
import { drawMarks } from './marks.ts';
import { greyOut } from './neutral.ts';
import { coverage, markHidden, planeMaps, type Plane } from './planes.ts';

/**
 * Carries out frame plans on pictures of one geometry, in place. One per job: it keeps buffers, and what fills freeze per track.
 * A plan that cannot be carried out throws and may leave the picture half done: it must then not be used.
 */
export class CpuComposer implements Composer {
  readonly framesAtOnce = 1;
  readonly #geometry: FrameGeometry;
  readonly #fills: { readonly [K in FillChoice['kind']]: Fill<K> };
  readonly #drawing: MaskDrawing;
  /** See `coverage`; all open between frames. */
  readonly #hiddenLuma: Uint8Array;
  readonly #hiddenChroma: Uint8Array;
  /** Opened with the first canvas. */
  #twoTaps: TwoTaps | undefined;
  readonly #maps: { readonly luma: Affine; readonly chroma: Affine };

  /** `cells`: what mosaics keep from frame to frame; given where another composer did the frames before. */
  constructor(geometry: FrameGeometry, cells: TrackCells = new TrackCells()) {
    this.#fills = makeFills(cells);
    const { chromaWidthPx, chromaHeightPx, uOffset } = i420Layout(geometry.storedWidthPx, geometry.storedHeightPx);
    this.#geometry = geometry;
    this.#hiddenLuma = new Uint8Array(uOffset);
    this.#hiddenChroma = new Uint8Array(chromaWidthPx * chromaHeightPx);
    this.#maps = planeMaps(geometry);
    this.#drawing = new MaskDrawing(geometry);
  }

  /**
   * Changes the picture, which has the geometry's stored size and orientation, to what the plan says, or fills the target with its canvas. Throws
   * when a mask, its fill, a mark or a canvas makes no sense.
   */
  compose(image: I420Image, plan: FramePlan, target?: CanvasTarget): void {
    const { storedWidthPx, storedHeightPx } = this.#geometry;
    const { byteLength } = i420Layout(storedWidthPx, storedHeightPx);
    if (image.widthPx !== storedWidthPx || image.heightPx !== storedHeightPx || image.data.length !== byteLength) {
      throw new RangeError('picture is not of the composer geometry');
    }
    const { canvas } = plan;
    if (canvas === undefined) return plan.hideWhole ? greyOut(image) : this.#onSource(image, plan);
    if (plan.hideWhole) return hideCanvas(image, canvas, requireTarget(target));
    this.#hide(image, plan);
    composeCanvas(image, this.#geometry, canvas, requireTarget(target), (this.#twoTaps ??= openTwoTaps()));
  }

  /** Forgets what fills hold about earlier frames; call it after a seek. */
  reset(): void {
    for (const kind of fillOrder) this.#fills[kind].reset();
  }

  #onSource(image: I420Image, plan: FramePlan): void {
    this.#hide(image, plan);
    if (plan.marks !== undefined) drawMarks(image, this.#geometry, plan.marks);
  }

  #hide(image: I420Image, plan: FramePlan): void {
    const drawn = this.#drawing.draw(plan);
    if (drawn.length === 0) return;
    try {
      // Safe fills are marked last, so that they win where masks overlap.
      for (const mask of drawn) if (cosmeticFills.has(mask.planned.fill.kind)) this.#mark(mask, coverage.cosmetic);
      for (const mask of drawn) if (!cosmeticFills.has(mask.planned.fill.kind)) this.#mark(mask, coverage.safe);
      const frame = { planes: this.#planes(image), color: image.color };
      for (const kind of fillOrder) this.#paint(kind, frame, drawn);
    } finally {
      for (const mask of drawn) this.#mark(mask, coverage.open);
    }
  }

  #mark({ raster }: DrawnMask, value: number): void {
    const { storedWidthPx } = this.#geometry;
    markHidden(this.#hiddenLuma, storedWidthPx, raster.luma, value);
    markHidden(this.#hiddenChroma, (storedWidthPx + 1) >> 1, raster.chroma, value);
  }

  #planes({ data, widthPx, heightPx }: I420Image): readonly Plane[] {
    const { chromaWidthPx, chromaHeightPx, uOffset, vOffset } = i420Layout(widthPx, heightPx);
    const chroma = { data, widthPx: chromaWidthPx, heightPx: chromaHeightPx, hidden: this.#hiddenChroma, fromUpright: this.#maps.chroma };
    return [
      { kind: 'y', data, offset: 0, widthPx, heightPx, hidden: this.#hiddenLuma, fromUpright: this.#maps.luma },
      { kind: 'u', offset: uOffset, ...chroma },
      { kind: 'v', offset: vOffset, ...chroma },
    ];
  }

  #paint<K extends FillChoice['kind']>(kind: K, frame: FillFrame, drawn: readonly DrawnMask[]): void {
    const masks = drawn.filter((mask): mask is FillMask<K> => mask.planned.fill.kind === kind);
    if (masks.length > 0) this.#fills[kind].paint(frame, masks);
  }
}
