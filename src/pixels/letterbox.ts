import type { FrameBox } from '../core/boxes.ts';
import { mapPoint, uprightToStored, type FrameGeometry } from '../core/geometry.ts';
import { i420Layout, type I420Image, type PictureColor } from '../core/i420.ts';
import { axisTable, sumColumns, sumRows, usedRange, type AxisTable } from './axis-table.ts';
import { coefficientBits, yuvToRgb, type YuvToRgb } from './color.ts';

/** What a network wants to see: value = (v - mean) · scale for v in 0–255; `padValue` is a v too. */
export interface TensorTarget {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: 'bgr' | 'rgb';
  readonly layout: 'nchw' | 'nhwc';
  readonly mean: number;
  readonly scale: number;
  readonly padValue: number;
}

/** frame = (model - offset) / scale + region.x or region.y. */
export interface LetterboxMap {
  readonly scale: number;
  readonly offsetX: number;
  readonly offsetY: number;
}

/** Everything that geometry, region and target decide. */
export interface LetterboxTables {
  /** Output pixels that hold picture. */
  readonly left: number;
  readonly top: number;
  readonly columns: number;
  readonly rows: number;
  /** Whether stored x runs down the output. */
  readonly turned: boolean;
  readonly lumaX: AxisTable;
  readonly lumaY: AxisTable;
  readonly chromaX: AxisTable;
  readonly chromaY: AxisTable;
  readonly target: TensorTarget;
  readonly values: Float32Array;
}

/** Room below 0 and above 255 in the clamping table: RGB of any YUV triple lies within -320 … 575 (BT.2020, limited range). */
const clampMargin = 384;

/**
 * Brings a region of pictures of one geometry (upright pixels; what lies outside the picture is padding) into tensors of one target:
 * aspect ratio kept, content at the top left. Made once per geometry, region and target, because its tables are what costs.
 */
export class Letterbox {
  readonly map: LetterboxMap;
  readonly #geometry: FrameGeometry;
  readonly #target: TensorTarget;
  /** Output columns and rows that hold picture. */
  readonly #left: number;
  readonly #top: number;
  readonly #columns: number;
  readonly #rows: number;
  readonly #turned: boolean;
  /** Tables along stored x and stored y, for luma and chroma. */
  readonly #lumaX: AxisTable;
  readonly #lumaY: AxisTable;
  readonly #chromaX: AxisTable;
  readonly #chromaY: AxisTable;
  /** Stored origin when the picture is exactly halved, unturned and aligned to chroma samples. */
  readonly #halvedFrom: { readonly x: number; readonly y: number } | undefined;
  readonly #sums: Int32Array;
  readonly #lines: readonly [Uint8Array, Uint8Array, Uint8Array];
  readonly #values = new Float32Array(256 + 2 * clampMargin);
  #color: PictureColor | undefined;
  #toRgb: YuvToRgb | undefined;

  constructor(geometry: FrameGeometry, region: FrameBox, target: TensorTarget) {
    this.#geometry = geometry;
    this.#target = target;
    const scale = Math.min(target.widthPx / region.width, target.heightPx / region.height);
    this.map = { scale, offsetX: 0, offsetY: 0 };
    const span = (start: number, size: number, limit: number, pictureSize: number): { from: number; to: number } => {
      const from = Math.max(0, Math.ceil(-start * scale - 0.5));
      const inRegion = Math.min(limit, Math.round(size * scale));
      return { from, to: Math.max(from, Math.min(inRegion, Math.round((pictureSize - start) * scale))) };
    };
    const across = span(region.x, region.width, target.widthPx, geometry.widthPx);
    const down = span(region.y, region.height, target.heightPx, geometry.heightPx);
    this.#left = across.from;
    this.#top = down.from;
    this.#columns = across.to - across.from;
    this.#rows = down.to - down.from;

    const stored = uprightToStored(geometry);
    this.#turned = stored.a === 0;
    const origin = mapPoint(stored, region.x + across.from / scale, region.y + down.from / scale);
    const stepX = (this.#turned ? stored.c : stored.a) / scale;
    const stepY = (this.#turned ? stored.b : stored.d) / scale;
    const countX = this.#turned ? this.#rows : this.#columns;
    const countY = this.#turned ? this.#columns : this.#rows;
    const { chromaWidthPx, chromaHeightPx } = i420Layout(geometry.storedWidthPx, geometry.storedHeightPx);
    this.#lumaX = axisTable(countX, origin.x, stepX, geometry.storedWidthPx);
    this.#lumaY = axisTable(countY, origin.y, stepY, geometry.storedHeightPx);
    this.#chromaX = axisTable(countX, origin.x / 2, stepX / 2, chromaWidthPx);
    this.#chromaY = axisTable(countY, origin.y / 2, stepY / 2, chromaHeightPx);
    const fits = origin.x + 2 * countX <= geometry.storedWidthPx && origin.y + 2 * countY <= geometry.storedHeightPx;
    const halved = !this.#turned && stepX === 2 && stepY === 2 && origin.x % 2 === 0 && origin.y % 2 === 0 && fits;
    this.#halvedFrom = halved ? origin : undefined;
    this.#sums = new Int32Array(geometry.storedWidthPx);
    this.#lines = [new Uint8Array(countX), new Uint8Array(countX), new Uint8Array(countX)];
    for (let i = 0; i < this.#values.length; i++) {
      this.#values[i] = (Math.min(255, Math.max(0, i - clampMargin)) - target.mean) * target.scale;
    }
  }

  /** What a kernel needs to do the same; the table's values are those of RGB 0–255. */
  get tables(): LetterboxTables {
    return {
      left: this.#left, top: this.#top, columns: this.#columns, rows: this.#rows, turned: this.#turned,
      lumaX: this.#lumaX, lumaY: this.#lumaY, chromaX: this.#chromaX, chromaY: this.#chromaY,
      target: this.#target, values: this.#values.subarray(clampMargin, clampMargin + 256),
    };
  }

  /** Fills `out` (3 · height · width values) from one picture of the geometry. */
  run(image: I420Image, out: Float32Array): void {
    const { storedWidthPx, storedHeightPx } = this.#geometry;
    const { widthPx, heightPx } = this.#target;
    if (image.widthPx !== storedWidthPx || image.heightPx !== storedHeightPx) throw new RangeError('picture is not of the letterbox geometry');
    if (out.length !== 3 * widthPx * heightPx) throw new RangeError('tensor is not of the target size');
    if (this.#color !== image.color) {
      this.#color = image.color;
      this.#toRgb = yuvToRgb(image.color);
    }
    this.#pad(out);
    const planar = this.#target.layout === 'nchw';
    const columnStep = planar ? 1 : 3;
    const rowStep = widthPx * columnStep;
    const start = (this.#top * rowStep + this.#left * columnStep) | 0;
    const alongStep = this.#turned ? rowStep : columnStep;
    const acrossStep = this.#turned ? columnStep : rowStep;
    for (let row = 0; row < this.#lumaY.count; row++) {
      const at = start + row * acrossStep;
      const channelStep = planar ? widthPx * heightPx : 1;
      if (this.#halvedFrom === undefined) {
        this.#resampleRow(image, row);
        this.#convertRow(this.#lines[1], 0, this.#lines[2], 0, out, at, alongStep, channelStep);
      } else {
        const chroma = this.#halveRow(image, row, this.#halvedFrom);
        this.#convertRow(image.data, chroma.u, image.data, chroma.v, out, at, alongStep, channelStep);
      }
    }
  }

  #resampleRow({ data, widthPx, heightPx }: I420Image, row: number): void {
    const { chromaWidthPx, uOffset, vOffset } = i420Layout(widthPx, heightPx);
    const luma = usedRange(this.#lumaX);
    sumRows(data, 0, widthPx, this.#lumaY, row, luma.from, luma.to, this.#sums);
    sumColumns(this.#sums, this.#lumaX, this.#lines[0]);
    const chroma = usedRange(this.#chromaX);
    sumRows(data, uOffset, chromaWidthPx, this.#chromaY, row, chroma.from, chroma.to, this.#sums);
    sumColumns(this.#sums, this.#chromaX, this.#lines[1]);
    sumRows(data, vOffset, chromaWidthPx, this.#chromaY, row, chroma.from, chroma.to, this.#sums);
    sumColumns(this.#sums, this.#chromaX, this.#lines[2]);
  }

  /** Exactly 2:1 and unturned, the common case of 720p: four luma samples per output pixel; its chroma is taken where it lies, from the index returned. */
  #halveRow({ data, widthPx, heightPx }: I420Image, row: number, from: { readonly x: number; readonly y: number }): { u: number; v: number } {
    const { chromaWidthPx, uOffset, vOffset } = i420Layout(widthPx, heightPx);
    const lineY = this.#lines[0];
    let upper = ((from.y + 2 * row) * widthPx + from.x) | 0;
    const count = lineY.length;
    for (let i = 0; i < count; i++, upper += 2) {
      const lower = upper + widthPx;
      lineY[i] = ((data[upper] as number) + (data[upper + 1] as number) + (data[lower] as number) + (data[lower + 1] as number) + 2) >> 2;
    }
    const chroma = ((from.y / 2 + row) * chromaWidthPx + from.x / 2) | 0;
    return { u: uOffset + chroma, v: vOffset + chroma };
  }

  /** Luma from the first line, chroma from the given arrays and indices on. */
  #convertRow(
    lineU: Uint8Array, uStart: number, lineV: Uint8Array, vStart: number, out: Float32Array, start: number, step: number, channelStep: number,
  ): void {
    const toRgb = this.#toRgb as YuvToRgb;
    // |0 tells the compiler that these are 32-bit integers; as results of Math.round they would make the loop one of doubles.
    const cy = toRgb.y | 0;
    const rv = toRgb.rv | 0;
    const gu = toRgb.gu | 0;
    const gv = toRgb.gv | 0;
    const bu = toRgb.bu | 0;
    const r0 = toRgb.r0 | 0;
    const g0 = toRgb.g0 | 0;
    const b0 = toRgb.b0 | 0;
    const lineY = this.#lines[0];
    const values = this.#values;
    const bits = coefficientBits; // locals: imported bindings cost a lookup per use in some module systems
    const margin = clampMargin;
    const rgb = this.#target.channels === 'rgb';
    const green = channelStep;
    const red = rgb ? 0 : 2 * channelStep;
    const blue = rgb ? 2 * channelStep : 0;
    const count = lineY.length;
    for (let i = 0, at = start; i < count; i++, at += step) {
      // imul and |0 keep the sums in 32-bit integers without checks for overflow.
      const y = Math.imul(lineY[i] as number, cy);
      const u = lineU[uStart + i] as number;
      const v = lineV[vStart + i] as number;
      const r = (y + Math.imul(v, rv) + r0) | 0;
      const g = (((y + Math.imul(u, gu)) | 0) + Math.imul(v, gv) + g0) | 0;
      const b = (y + Math.imul(u, bu) + b0) | 0;
      out[at + red] = values[(r >> bits) + margin] as number;
      out[at + green] = values[(g >> bits) + margin] as number;
      out[at + blue] = values[(b >> bits) + margin] as number;
    }
  }

  #pad(out: Float32Array): void {
    const { widthPx, heightPx, layout, mean, scale, padValue } = this.#target;
    const value = (padValue - mean) * scale;
    const planes = layout === 'nchw' ? 3 : 1;
    const unit = layout === 'nchw' ? 1 : 3;
    const pitch = widthPx * unit;
    const right = (this.#left + this.#columns) * unit;
    const bottom = this.#top + this.#rows;
    for (let plane = 0; plane < planes; plane++) {
      const base = plane * heightPx * pitch;
      out.fill(value, base, base + this.#top * pitch);
      out.fill(value, base + bottom * pitch, base + heightPx * pitch);
      if (this.#left === 0 && right === pitch) continue;
      for (let row = this.#top; row < bottom; row++) {
        const line = base + row * pitch;
        out.fill(value, line, line + this.#left * unit);
        out.fill(value, line + right, line + pitch);
      }
    }
  }
}

/** One-off form of `Letterbox`, for pictures that come alone; returns the map back to frame pixels. */
export function letterboxToTensor(image: I420Image, geometry: FrameGeometry, region: FrameBox, target: TensorTarget, out: Float32Array): LetterboxMap {
  const letterbox = new Letterbox(geometry, region, target);
  letterbox.run(image, out);
  return letterbox.map;
}
