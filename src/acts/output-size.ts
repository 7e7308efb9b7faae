import type { FrameRange } from '../documents/analysis.ts';
import { presentedEdits } from '../media/audio-cut.ts';
import type { AudioTrack, Movie } from '../media/movie.ts';
import { opusBitrate } from '../media/sound/encode-opus.ts';
import { presentedStretches } from './output-layout.ts';
import { encoderRequest } from './render.ts';

/** A frame's and a packet's rows in the tables of the header: sizes, times and key frames, four bytes each. */
const tableBytesPerSample = 12;

/** About how many bytes the output of a range of frames takes: what the encoders are asked for, sound that is carried over, the tables. */
export function expectedOutputBytes(movie: Movie, range: FrameRange, keepSound: boolean): number {
  const { ticks, timescale, lastDurationTicks } = movie.video;
  const end = ticks[range.lastFrame + 1] ?? (ticks[range.lastFrame] as number) + lastDurationTicks;
  const seconds = (end - (ticks[range.firstFrame] as number)) / timescale;
  const pictureBytes = (encoderRequest(movie).bitrate * seconds) / 8;
  const soundBytes = movie.audio === null || !keepSound ? 0 : expectedSoundBytes(movie.audio, movie, range);
  return Math.ceil(pictureBytes + soundBytes + tableBytesPerSample * (range.lastFrame - range.firstFrame + 1));
}

/** Sound of an even rate: as much of its bytes as of its time. */
function expectedSoundBytes(audio: AudioTrack, movie: Movie, range: FrameRange): number {
  const heardS = presentedEdits(audio, presentedStretches(movie, [range])?.[0] ?? null).reduce((sum, edit) => sum + edit.durationS, 0);
  if (audio.carriage === null) return (opusBitrate(audio.channels === 1 ? 1 : 2) * heardS) / 8;
  const { samples, timescale } = audio;
  const wholeS = ((samples.dts[samples.count - 1] ?? 0) + samples.lastDuration - (samples.dts[0] ?? 0)) / timescale;
  const bytes = samples.size.reduce((sum, size) => sum + size + tableBytesPerSample, 0);
  return wholeS > 0 ? bytes * Math.min(1, heardS / wholeS) : bytes;
}
