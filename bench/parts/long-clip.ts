import { openAsBlob } from 'node:fs';
import { open } from 'node:fs/promises';
import type { ByteSink } from '../../src/media/byte-sink.ts';
import type { Movie } from '../../src/media/movie.ts';
import { Mp4Writer } from '../../src/media/mp4-writer.ts';
import { openMovie } from '../../src/media/open-movie.ts';
import { WindowReader } from '../../src/media/read-window.ts';

async function fileSink(path: string): Promise<ByteSink> {
  const file = await open(path, 'w');
  return {
    write: async (data, position) => {
      await file.write(data, 0, data.length, position);
    },
    close: () => file.close(),
    abort: () => file.close(),
  };
}

/**
 * Writes the clip's own samples over and over, silently, until `seconds` are full, at its own rate or at another. The clip must show its
 * frames in decoding order (no B-frames) and be H.264; throws otherwise.
 */
export async function writeLongClip(clip: string, output: string, seconds: number, framesPerSecond: number | undefined): Promise<void> {
  const movie = await openMovie(await openAsBlob(clip), clip);
  const { video } = movie;
  if (!video.codec.startsWith('avc') || video.description === undefined) throw new Error(`${clip} is not H.264 in MP4`);
  const step = framesPerSecond === undefined ? undefined : Math.round(video.timescale / framesPerSecond);
  const loopTicks = step !== undefined ? step * video.ticks.length : (video.ticks[video.ticks.length - 1] as number) + video.lastDurationTicks - (video.ticks[0] as number);
  const frames = Math.ceil((seconds * video.timescale * video.ticks.length) / loopTicks);
  const sampleOf = inOrder(movie);
  const writer = await Mp4Writer.open(await fileSink(output), {
    video: {
      codecFamily: 'h264',
      codec: video.codec,
      geometry: video.geometry,
      matrix: video.matrix,
      pasp: video.pasp,
      headerSize: video.headerSize,
      cleanAperture: video.cleanAperture,
      color: video.colorCodes,
      timescale: video.timescale,
      ticks: Float64Array.from({ length: frames }, (_, frame) => (step === undefined ? Math.floor(frame / sampleOf.length) * loopTicks + (video.ticks[frame % sampleOf.length] as number) - (video.ticks[0] as number) : frame * step)),
      lastDurationTicks: step ?? video.lastDurationTicks,
    },
    audio: null,
  });
  const reader = new WindowReader(movie.file);
  for (let index = 0; index < frames; index += 1) {
    const sample = sampleOf[index % sampleOf.length] as number;
    const data = await reader.read(video.samples.offset[sample] as number, video.samples.size[sample] as number);
    await writer.addVideo({ index, key: video.samples.sync[sample] === 1, data, ...(index === 0 ? { description: video.description } : {}) });
  }
  await writer.finish();
}

/** Sample of each presented frame. */
function inOrder({ name, video }: Movie): number[] {
  const samples = [...video.presentation.keys()].filter((sample) => (video.presentation[sample] as number) >= 0);
  if (samples.some((sample, frame) => video.presentation[sample] !== frame)) throw new Error(`${name} has B-frames: looping it needs their order`);
  return samples;
}
