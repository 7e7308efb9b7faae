import { colorSpaceInit, hdrTransfer, pictureColor, strongerColor } from './color-codes.ts';
import type { PictureColor } from '../core/i420.ts';
import type { ColorCodes } from './color-codes.ts';
import { applyEdits } from './edit-list.ts';
import type { EditEntry, HeaderSize, PixelAspect, SampleColumns, VideoTrack } from './movie.ts';
import { AppError } from '../core/errors.ts';
import type { SpsFacts } from './h264-sps.ts';
import { sampleFormat } from './sample-format.ts';
import type { OpenReader } from './sample-reader.ts';
import { frameGeometry, orientationOf } from './track-geometry.ts';

/** What a container says of its video; see VideoTrack. Sizes are stored pixels. */
export interface VideoFacts {
  readonly codec: string;
  readonly description: Uint8Array | null;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly pasp: PixelAspect | null;
  /** Width of a stored pixel by its height, as players reckon it. */
  readonly pixelAspect: number;
  /** See VideoTrack. */
  readonly cleanAperture: Uint8Array | null;
  /** Size of the picture before its turn that the file's header states; null where containers have none. */
  readonly headerSize: HeaderSize | null;
  /** What the container says. */
  readonly colorCodes: ColorCodes | null;
  /** The stream's parameter set, where there is one that is understood. */
  readonly sps: SpsFacts | null;
  readonly matrix: Int32Array;
  readonly timescale: number;
  readonly samples: SampleColumns;
  readonly edits: readonly EditEntry[];
  readonly openReader: OpenReader;
}

/** A track from what its container says. Throws `media/no-video` when it shows no frame. */
export function makeVideoTrack({ description, widthPx, heightPx, pixelAspect, sps, edits, ...facts }: VideoFacts): VideoTrack {
  const { codec, samples, timescale, colorCodes, matrix } = facts;
  const streamColor = sps?.color ?? null;
  const space = colorSpaceInit(strongerColor(streamColor, colorCodes), heightPx);
  const presentation = applyEdits(samples, edits, timescale);
  const frames = presentation.ticks.length;
  if (frames === 0) throw new AppError('media/no-video');
  const decodeTicks = samples.dts[samples.count - 1]! - samples.dts[0]! + samples.lastDuration;
  return {
    ...facts,
    ...(description === null ? {} : { description }),
    geometry: frameGeometry(widthPx, heightPx, pixelAspect, orientationOf(matrix)),
    hdr: hdrTransfer(space.transfer),
    sampleFormat: sampleFormat(codec, sps),
    color: settledColor(sps, strongerColor(streamColor, colorCodes)),
    colorCodes: colorCodes ?? streamColor,
    colorSpaceInit: space,
    ticks: presentation.ticks,
    lastDurationTicks: presentation.lastDurationTicks,
    presentation: presentation.index,
    bitrate: decodeTicks > 0 ? (totalBytes(samples) * 8 * timescale) / decodeTicks : 0,
    durationS: (presentation.ticks[frames - 1]! + presentation.lastDurationTicks) / timescale,
  };
}

/** H.264 whose parameter set has been read. Chromium 150 takes full-range pictures of a silent stream for BT.601, whatever the container and we say. */
function settledColor(sps: SpsFacts | null, codes: ColorCodes | null): PictureColor | null {
  return sps !== null && codes !== null ? pictureColor(codes) : null;
}

function totalBytes(samples: SampleColumns): number {
  return samples.size.reduce((sum, size) => sum + size, 0);
}
