import type { FrameRange } from '../documents/analysis.ts';
import type { Movie } from '../media/movie.ts';
import { soundOf } from './output-layout.ts';
import { encoderRequest } from './render.ts';

/** A frame's and a packet's rows in the tables of the header: sizes, times and key frames, four bytes each. */
const tableBytesPerSample = 12;

/** About how many bytes the output of a range of frames takes: what the encoder is asked for, the sound as it is, the tables. */
export function expectedOutputBytes(movie: Movie, range: FrameRange): number {
  const { ticks, timescale, lastDurationTicks } = movie.video;
  const end = ticks[range.lastFrame + 1] ?? (ticks[range.lastFrame] as number) + lastDurationTicks;
  const seconds = (end - (ticks[range.firstFrame] as number)) / timescale;
  const pictureBytes = (encoderRequest(movie).bitrate * seconds) / 8;
  const frames = range.lastFrame - range.firstFrame + 1;
  const sound = soundOf(movie, range);
  const soundBytes = sound === null ? 0 : sound.track.samples.size.subarray(sound.firstSample, sound.endSample).reduce((sum, size) => sum + size, 0);
  const packets = sound === null ? 0 : sound.endSample - sound.firstSample;
  return Math.ceil(pictureBytes + soundBytes + tableBytesPerSample * (frames + packets));
}
