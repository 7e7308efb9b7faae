import { frameBox } from '../core/boxes.ts';
import type { FrameGeometry } from '../core/geometry.ts';
import type { I420Image } from '../core/i420.ts';
import { CpuComposer } from '../compose/cpu/composer.ts';
import type { PlannedMask } from '../documents/edit.ts';
import type { FrameObservation } from '../documents/observations.ts';
import type { JobEvent } from '../rpc/job-types.ts';
import { headBox } from '../plan/hide/head-box.ts';
import { LivePreview } from './live-preview.ts';

/** Shows, while detectors run, what they find: a copy of a frame now and then, its faces hidden plainly. */
export class DetectionPreview {
  readonly #preview: LivePreview;
  readonly #composer: CpuComposer;
  #held: { frame: number; image: I420Image } | undefined;

  constructor(geometry: FrameGeometry, send: (event: JobEvent) => void) {
    this.#preview = new LivePreview(geometry, send);
    this.#composer = new CpuComposer(geometry);
  }

  /** Copies the picture when a preview is due and none is held. */
  hold(frame: number, image: I420Image): void {
    if (this.#held === undefined && this.#preview.due) this.#held = { frame, image: { ...image, data: image.data.slice() } };
  }

  /** Shows the held frame once its faces are known; every detection is covered, sure or not. */
  observed({ frame, detections }: FrameObservation): void {
    if (this.#held?.frame !== frame) return;
    const { image } = this.#held;
    this.#held = undefined;
    const masks = Array.from({ length: detections.count }, (_, i): PlannedMask => {
      const [x = 0, y = 0, width = 0, height = 0] = detections.boxes.subarray(4 * i, 4 * i + 4);
      return { track: i, box: headBox(frameBox(x, y, width, height), 1), shape: 'ellipse', fill: { kind: 'erase' } };
    });
    this.#composer.compose(image, { sourceFrame: frame, hideWhole: false, masks });
    this.#preview.show(frame, image);
  }
}
