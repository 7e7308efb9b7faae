import type { FrameGeometry } from '../core/geometry.ts';
import type { I420Image } from '../core/i420.ts';
import type { FloatTensor } from '../inference/session.ts';
import { Letterbox, type TensorTarget } from '../pixels/letterbox.ts';
import type { ToFrame } from './candidates.ts';
import type { PlannedInput } from './input-plan.ts';
import { shrinkPlanes, type PlaneSize } from './shrink-planes.ts';

/** How a network wants its pixels: always three planes. */
export type PixelFormat = Omit<TensorTarget, 'widthPx' | 'heightPx' | 'layout'>;

/** One planned look with its resampling tables and its (shared) input tensor. */
export interface PreparedLook {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly toFrame: ToFrame;
  /** See PlannedInput. */
  readonly faceMinPx: number;
  /** Brings a picture into the network's input; looks are filled in the order of the plan. Valid until the next look of the same size. */
  fill(image: I420Image): FloatTensor;
}

/** Where a look's network input lies in the frame. */
export function toFrameOf({ region, widthPx, heightPx }: PlannedInput): ToFrame {
  return { scale: Math.max(region.width / widthPx, region.height / heightPx), offsetX: region.x, offsetY: region.y };
}

/** How much of a look's network input is picture; the rest is padding. */
export function pictureIn({ region, widthPx, heightPx }: PlannedInput): PlaneSize {
  const ratio = Math.min(widthPx / region.width, heightPx / region.height);
  return { widthPx: Math.round(region.width * ratio), heightPx: Math.round(region.height * ratio) };
}

/** Keeps the tables and tensors of the looks that a video needs: they are made again only when its geometry or the plan changes. */
export class PreparedLooks {
  readonly #format: PixelFormat;
  #key = '';
  #looks: readonly PreparedLook[] = [];

  constructor(format: PixelFormat) {
    this.#format = format;
  }

  /** The looks of a plan over pictures of a geometry; `planKey` names what the plan depends on beside the geometry. */
  get(geometry: FrameGeometry, planKey: string, plan: () => readonly PlannedInput[]): readonly PreparedLook[] {
    const { storedWidthPx, storedHeightPx, rotation, mirrored, widthPx, heightPx } = geometry;
    const key = [storedWidthPx, storedHeightPx, rotation, mirrored, widthPx, heightPx, planKey].join();
    if (key !== this.#key) {
      this.#key = key;
      this.#looks = this.#prepare(geometry, plan());
    }
    return this.#looks;
  }

  #prepare(geometry: FrameGeometry, plan: readonly PlannedInput[]): PreparedLook[] {
    const buffers = new Map<string, Float32Array>();
    const bufferOf = ({ widthPx, heightPx }: PlannedInput): Float32Array => {
      const key = `${widthPx}x${heightPx}`;
      const data = buffers.get(key) ?? new Float32Array(3 * widthPx * heightPx);
      buffers.set(key, data);
      return data;
    };
    return plan.map((input, index) => {
      const { widthPx, heightPx, faceMinPx } = input;
      const data = bufferOf(input);
      const before = input.shrinksPrevious ? plan[index - 1] : undefined;
      const fill = before === undefined ? this.#letterboxed(geometry, input, data) : this.#shrunk(before, bufferOf(before), input, data);
      const tensor: FloatTensor = { data, dims: [1, 3, heightPx, widthPx] };
      return {
        widthPx,
        heightPx,
        faceMinPx,
        toFrame: toFrameOf(input),
        fill: (image) => {
          fill(image);
          return tensor;
        },
      };
    });
  }

  #letterboxed(geometry: FrameGeometry, { region, widthPx, heightPx }: PlannedInput, data: Float32Array): (image: I420Image) => void {
    const letterbox = new Letterbox(geometry, region, { ...this.#format, layout: 'nchw', widthPx, heightPx });
    return (image) => letterbox.run(image, data);
  }

  /** From the look before, of the same region: a tenth of the cost of resampling the picture again. */
  #shrunk(before: PlannedInput, from: Float32Array, input: PlannedInput, data: Float32Array): () => void {
    const { mean, scale, padValue } = this.#format;
    return () => shrinkPlanes(from, before, pictureIn(before), data, input, (padValue - mean) * scale);
  }
}
