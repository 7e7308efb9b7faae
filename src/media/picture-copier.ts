import { AppError } from '../core/errors.ts';
import type { FrameGeometry } from '../core/geometry.ts';
import { i420Layout } from '../core/i420.ts';
import type { I420Image, PictureColor } from '../core/i420.ts';
import { scaleI420 } from '../pixels/scale.ts';
import { ToneMapper } from '../pixels/tone-map.ts';
import type { HdrTransfer } from '../pixels/tone-map.ts';
import { hdrTransfer } from './color-codes.ts';
import { copyToI420 } from './copy-picture.ts';
import { readDeepPicture } from './deep-picture.ts';
import type { VideoTrack } from './movie.ts';

/** What tone mapping makes. */
const ordinary: PictureColor = { matrix: 'bt709', fullRange: false };

/**
 * Brings the decoded pictures of one track to what every act works on: I420 of the track's stored size, high dynamic range mapped to
 * an ordinary one. Looking, hiding and previewing go through it, so that all see the same picture. One per pass.
 */
export class PictureCopier {
  readonly #geometry: FrameGeometry;
  readonly #color: PictureColor | null;
  readonly #hdr: HdrTransfer | null;
  #mapper: ToneMapper | undefined;
  /** Pictures of another size than the track's, which a stream may change to midway: stretched to it. */
  framesResized = 0;

  constructor({ geometry, color, hdr }: VideoTrack) {
    this.#geometry = geometry;
    this.#color = color;
    this.#hdr = hdr;
  }

  /** Copies a picture, which is borrowed; `into` is used when it has exactly the right length. Throws `media/decode-failed`. */
  async copy(picture: VideoFrame, into?: Uint8Array<ArrayBuffer>): Promise<I420Image> {
    const { storedWidthPx, storedHeightPx } = this.#geometry;
    const rect = picture.visibleRect;
    if (rect === null || (rect.width === storedWidthPx && rect.height === storedHeightPx)) return this.#copyAsIs(picture, into);
    this.framesResized += 1;
    const { byteLength } = i420Layout(storedWidthPx, storedHeightPx);
    const target = into?.length === byteLength ? into : new Uint8Array(byteLength);
    return scaleI420(await this.#copyAsIs(picture), storedWidthPx, storedHeightPx, target);
  }

  async #copyAsIs(picture: VideoFrame, into?: Uint8Array<ArrayBuffer>): Promise<I420Image> {
    const transfer = this.#hdr ?? hdrTransfer(picture.colorSpace.transfer);
    if (transfer === null) return copyToI420(picture, into, this.#color);
    const fullRange = this.#color?.fullRange ?? picture.colorSpace.fullRange ?? false;
    const deep = await readDeepPicture(picture, fullRange).catch((error: unknown) => {
      throw new AppError('media/decode-failed', { format: picture.format ?? 'opaque' }, error);
    });
    if (deep === null) return copyToI420(picture, into); // planes that cannot be read: the browser's own way to RGB
    if (this.#mapper?.fits(transfer, deep) !== true) this.#mapper = new ToneMapper(transfer, deep.bitDepth, deep.fullRange);
    const { widthPx, heightPx } = deep;
    const { byteLength } = i420Layout(widthPx, heightPx);
    const data = into?.length === byteLength ? into : new Uint8Array(byteLength);
    this.#mapper.run(deep, data);
    return { widthPx, heightPx, data, color: ordinary };
  }
}
