import { canvasGeometry } from '../compose/cpu/canvas.ts';
import type { FrameGeometry } from '../core/geometry.ts';
import type { CanvasSize } from '../documents/layout.ts';
import { colorCodesOf, colorSpaceInit, mappedCodes } from '../media/color-codes.ts';
import type { Movie, VideoTrack } from '../media/movie.ts';
import { orientationMatrix } from '../media/track-geometry.ts';

/** How the pictures of an output lie and look; see VideoTrack. */
export interface OutputPicture extends Pick<VideoTrack, 'geometry' | 'matrix' | 'pasp' | 'headerSize' | 'cleanAperture' | 'colorCodes'> {
  /** What the encoder is told. */
  readonly colorSpace: VideoColorSpaceInit;
  /** Bits per second of a source with as many pixels as the output. */
  readonly sourceBitrate: number;
}

/**
 * The pictures of an output: those of the source, turned, mirrored and stretched as they are, or those of a canvas, which is upright, of square pixels,
 * and in the source's colours. A canvas of another height would be guessed to be of other colours than a source that does not say its own: it says them.
 */
export function outputPicture({ video }: Pick<Movie, 'video'>, canvas: CanvasSize | null): OutputPicture {
  const { geometry, matrix, pasp, headerSize, cleanAperture, hdr, bitrate } = video;
  const colorCodes = hdr === null ? video.colorCodes : mappedCodes;
  const colorSpace = hdr === null ? video.colorSpaceInit : colorSpaceInit(mappedCodes, geometry.storedHeightPx);
  if (canvas === null) return { geometry, matrix, pasp, headerSize, cleanAperture, colorCodes, colorSpace, sourceBitrate: bitrate };
  return {
    geometry: canvasGeometry(canvas),
    matrix: orientationMatrix({ rotation: 0, mirrored: false }, canvas.widthPx, canvas.heightPx),
    pasp: null,
    headerSize: null,
    cleanAperture: null,
    colorCodes: colorCodes ?? colorCodesOf(colorSpace),
    colorSpace,
    sourceBitrate: (bitrate * pixelsOf(canvasGeometry(canvas))) / pixelsOf(geometry),
  };
}

function pixelsOf({ storedWidthPx, storedHeightPx }: FrameGeometry): number {
  return storedWidthPx * storedHeightPx;
}
