import { Owned } from '../core/owned.ts';
import { i420Layout } from '../core/i420.ts';
import { copyToI420 } from '../media/copy-picture.ts';
import { memorySink } from '../media/byte-sink.ts';
import { chooseEncoder } from '../media/choose-encoder.ts';
import type { EncoderChoice } from '../media/choose-encoder.ts';
import { encodeFrames } from '../media/encode-frames.ts';
import type { ComposedPicture } from '../media/encode-frames.ts';
import { Mp4Writer } from '../media/mp4-writer.ts';
import { outputBitrate } from '../media/output-bitrate.ts';

const widthPx = 1280;
const heightPx = 720;
const frameRate = 25;
/** Each photograph is shown this long, the next one following without a pause. */
const secondsPerPhoto = 3;
/** Part of the photograph's free play that the camera travels; the picture is a little larger than the frame. */
const zoom = 1.15;
const frameDurationUs = 1_000_000 / frameRate;
const colorSpace: VideoColorSpaceInit = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false };

/** Makes a short silent MP4: a slow pan over each photograph in turn. Takes the bitmaps and closes them. */
export async function makeSample(photos: readonly ImageBitmap[]): Promise<File> {
  const size = { widthPx, heightPx, frameRate };
  const encoder = await chooseEncoder({ ...size, bitrate: outputBitrate({ ...size, sourceBitrate: 2_000_000, sourceCodec: 'avc1' }), colorSpace });
  const frames = photos.length * secondsPerPhoto * frameRate;
  const sink = memorySink();
  const writer = await Mp4Writer.open(sink, { video: layoutOf(encoder, frames), audio: null });
  try {
    for await (const sample of encodeFrames(encoder, draw(photos, frames))) await writer.addVideo(sample);
    await writer.finish();
  } finally {
    for (const photo of photos) photo.close();
  }
  return new File([sink.bytes()], 'veil-sample.mp4', { type: 'video/mp4' });
}

function layoutOf(encoder: EncoderChoice, frames: number): Parameters<typeof Mp4Writer.open>[1]['video'] {
  return {
    codecFamily: encoder.codecFamily,
    codec: encoder.config.codec,
    geometry: { storedWidthPx: widthPx, storedHeightPx: heightPx, rotation: 0, mirrored: false, widthPx, heightPx },
    matrix: Int32Array.of(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000),
    pasp: null,
    headerSize: null,
    cleanAperture: null,
    color: null,
    timescale: frameRate,
    ticks: Float64Array.from({ length: frames }, (_, frame) => frame),
    lastDurationTicks: 1,
  };
}

async function* draw(photos: readonly ImageBitmap[], frames: number): AsyncGenerator<Owned<ComposedPicture>, void, undefined> {
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d', { alpha: false }) as OffscreenCanvasRenderingContext2D;
  const perPhoto = secondsPerPhoto * frameRate;
  for (let index = 0; index < frames; index += 1) {
    const number = Math.floor(index / perPhoto);
    drawPan(context, photos[number] as ImageBitmap, (index % perPhoto) / (perPhoto - 1), number % 2 === 1);
    const picture = new VideoFrame(canvas, { timestamp: index * frameDurationUs });
    try {
      const image = await copyToI420(picture, new Uint8Array(i420Layout(widthPx, heightPx).byteLength));
      yield new Owned({ index, timestampUs: index * frameDurationUs, durationUs: frameDurationUs, image }, () => undefined);
    } finally {
      picture.close();
    }
  }
}

/** Covers the frame with the photograph and moves from one end of its free play to the other, eased. */
function drawPan(context: OffscreenCanvasRenderingContext2D, photo: ImageBitmap, progress: number, backwards: boolean): void {
  const scale = zoom * Math.max(widthPx / photo.width, heightPx / photo.height);
  const eased = (1 - Math.cos(Math.PI * progress)) / 2;
  const along = backwards ? 1 - eased : eased;
  const playX = photo.width * scale - widthPx;
  const playY = photo.height * scale - heightPx;
  context.drawImage(photo, -playX * along, -playY * along, photo.width * scale, photo.height * scale);
}
