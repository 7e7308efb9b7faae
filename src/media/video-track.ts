import { colorSpaceInit, pictureColor } from './color-codes.ts';
import type { ColorCodes } from './color-codes.ts';
import { applyEdits } from './edit-list.ts';
import type { EditEntry, HeaderSize, PixelAspect, SampleColumns, VideoTrack } from './movie.ts';
import { AppError } from '../core/errors.ts';
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
  /** Size of the picture before its turn that the file's header states; null where containers have none. */
  readonly headerSize: HeaderSize | null;
  readonly colorCodes: ColorCodes | null;
  readonly matrix: Int32Array;
  readonly timescale: number;
  readonly samples: SampleColumns;
  readonly edits: readonly EditEntry[];
  readonly openReader: OpenReader;
}

/** A track from what its container says. Throws `media/no-video` when it shows no frame. */
export function makeVideoTrack({ description, widthPx, heightPx, pixelAspect, edits, ...facts }: VideoFacts): VideoTrack {
  const { samples, timescale, colorCodes, matrix } = facts;
  const presentation = applyEdits(samples, edits, timescale);
  const frames = presentation.ticks.length;
  if (frames === 0) throw new AppError('media/no-video');
  const decodeTicks = samples.dts[samples.count - 1]! - samples.dts[0]! + samples.lastDuration;
  return {
    ...facts,
    ...(description === null ? {} : { description }),
    geometry: frameGeometry(widthPx, heightPx, pixelAspect, orientationOf(matrix)),
    color: colorCodes === null ? null : pictureColor(colorCodes),
    colorSpaceInit: colorSpaceInit(colorCodes, heightPx),
    ticks: presentation.ticks,
    lastDurationTicks: presentation.lastDurationTicks,
    presentation: presentation.index,
    bitrate: decodeTicks > 0 ? (totalBytes(samples) * 8 * timescale) / decodeTicks : 0,
    durationS: (presentation.ticks[frames - 1]! + presentation.lastDurationTicks) / timescale,
  };
}

function totalBytes(samples: SampleColumns): number {
  return samples.size.reduce((sum, size) => sum + size, 0);
}
