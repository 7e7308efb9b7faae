import type { FrameGeometry } from '../core/geometry.ts';
import type { I420Image } from '../core/i420.ts';
import { i420ToRgba } from '../pixels/planar.ts';
import type { JobEvent } from '../rpc/job-types.ts';

/** Two pictures a second: enough to see the work go on, under 1 % of its time. */
const everyMs = 500;
/** Longer side of a preview picture in pixels. */
const longSidePx = 640;

/** Sends a picture of the work now and then. */
export class LivePreview {
  readonly #geometry: FrameGeometry;
  readonly #send: (event: JobEvent) => void;
  #sentAtMs = -Infinity;

  constructor(geometry: FrameGeometry, send: (event: JobEvent) => void) {
    this.#geometry = geometry;
    this.#send = send;
  }

  /** True when the next picture is due. */
  get due(): boolean {
    return performance.now() - this.#sentAtMs >= everyMs;
  }

  /** Sends a picture; it is read at once and may be changed afterwards. */
  show(frame: number, image: I420Image): void {
    this.#sentAtMs = performance.now();
    const { widthPx, heightPx } = this.#geometry;
    const scale = Math.min(1, longSidePx / Math.max(widthPx, heightPx));
    const options: ImageBitmapOptions = { resizeWidth: Math.round(widthPx * scale), resizeHeight: Math.round(heightPx * scale) };
    const pixels = new ImageData(i420ToRgba(image, this.#geometry), widthPx, heightPx);
    createImageBitmap(pixels, options).then(
      (picture) => this.#send({ kind: 'preview', frame, picture }),
      () => undefined, // a picture less to look at; the work does not depend on it
    );
  }
}
