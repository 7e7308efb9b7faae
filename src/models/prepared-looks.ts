import type { FrameGeometry } from '../core/geometry.ts';
import type { I420Image } from '../core/i420.ts';
import type { FloatTensor } from '../inference/session.ts';
import { Letterbox, type TensorTarget } from '../pixels/letterbox.ts';
import type { ToFrame } from './candidates.ts';
import type { PlannedInput } from './input-plan.ts';

/** How a network wants its pixels. */
export type PixelFormat = Omit<TensorTarget, 'widthPx' | 'heightPx'>;

/** One planned look with its resampling tables and its (shared) input tensor. */
export interface PreparedLook {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly toFrame: ToFrame;
  /** See PlannedInput. */
  readonly faceMinPx: number;
  /** Brings a picture into the network's input; valid until any look of the same size is filled again. */
  fill(image: I420Image): FloatTensor;
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
    const { storedWidthPx, storedHeightPx, rotation, widthPx, heightPx } = geometry;
    const key = [storedWidthPx, storedHeightPx, rotation, widthPx, heightPx, planKey].join();
    if (key !== this.#key) {
      this.#key = key;
      this.#looks = this.#prepare(geometry, plan());
    }
    return this.#looks;
  }

  #prepare(geometry: FrameGeometry, plan: readonly PlannedInput[]): PreparedLook[] {
    const buffers = new Map<string, Float32Array>();
    return plan.map(({ region, widthPx, heightPx, faceMinPx }) => {
      const size = `${widthPx}x${heightPx}`;
      const data = buffers.get(size) ?? new Float32Array(3 * widthPx * heightPx);
      buffers.set(size, data);
      const letterbox = new Letterbox(geometry, region, { ...this.#format, widthPx, heightPx });
      const { scale, offsetX, offsetY } = letterbox.map;
      const dims = this.#format.layout === 'nchw' ? [1, 3, heightPx, widthPx] : [1, heightPx, widthPx, 3];
      return {
        widthPx,
        heightPx,
        faceMinPx,
        toFrame: { scale: 1 / scale, offsetX: region.x - offsetX / scale, offsetY: region.y - offsetY / scale },
        fill: (image) => {
          letterbox.run(image, data);
          return { data, dims };
        },
      };
    });
  }
}
