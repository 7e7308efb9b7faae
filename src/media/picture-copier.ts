import type { FrameGeometry } from '../core/geometry.ts';
import { i420Layout } from '../core/i420.ts';
import type { I420Image } from '../core/i420.ts';
import { scaleI420 } from '../pixels/scale.ts';
import { copyToI420 } from './copy-picture.ts';
import type { VideoTrack } from './movie.ts';

/**
 * Brings the decoded pictures of one track to what every act works on: I420 of the track's stored size. Looking, hiding, previewing
 * and auditing go through it, so that all see the same picture. One per pass.
 */
export class PictureCopier {
  readonly #geometry: FrameGeometry;
  /** Pictures of another size than the track's, which a stream may change to midway: stretched to it. */
  framesResized = 0;

  constructor({ geometry }: VideoTrack) {
    this.#geometry = geometry;
  }

  /** Copies a picture, which is borrowed; `into` is used when it has exactly the right length. Throws `media/decode-failed`. */
  async copy(picture: VideoFrame, into?: Uint8Array<ArrayBuffer>): Promise<I420Image> {
    const { storedWidthPx, storedHeightPx } = this.#geometry;
    const rect = picture.visibleRect;
    if (rect === null || (rect.width === storedWidthPx && rect.height === storedHeightPx)) return copyToI420(picture, into);
    this.framesResized += 1;
    const { byteLength } = i420Layout(storedWidthPx, storedHeightPx);
    const target = into?.length === byteLength ? into : new Uint8Array(byteLength);
    return scaleI420(await copyToI420(picture), storedWidthPx, storedHeightPx, target);
  }
}
