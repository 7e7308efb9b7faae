import type { FrameRange } from '../documents/analysis.ts';
import { adaptiveFactorMax } from '../media/adaptive-bitrate.ts';
import { presentedEdits } from '../media/audio-cut.ts';
import type { AudioTrack, Movie } from '../media/movie.ts';
import { profileBitrate } from '../media/profiles.ts';
import { opusBitrate } from '../media/sound/encode-opus.ts';
import type { JobOptions } from '../rpc/job-types.ts';
import { presentedStretches, ticksOf } from './output-times.ts';
import { encoderRequest } from './render.ts';

/** A frame's and a packet's rows in the tables of the header: sizes, times and key frames, four bytes each. */
const tableBytesPerSample = 12;

/** What of a job's options decides how large the output becomes. */
type SizeOptions = Pick<JobOptions, 'sound' | 'profile' | 'bitrate' | 'layout'>;

/** About how many bytes the output of some cuts takes: what the encoders are asked for at most, sound that is carried over, the tables. */
export function expectedOutputBytes(movie: Movie, cuts: readonly FrameRange[], { sound, profile = 'balanced', bitrate, layout }: SizeOptions): number {
  const seconds = ticksOf(movie.video, cuts) / movie.video.timescale;
  const asked = profileBitrate(encoderRequest(movie, layout?.canvas ?? null), profile) * (bitrate === 'adaptive' ? adaptiveFactorMax : 1);
  const soundBytes = movie.audio === null || sound === 'drop' ? 0 : expectedSoundBytes(movie.audio, movie, cuts);
  const frames = cuts.reduce((sum, { firstFrame, lastFrame }) => sum + lastFrame - firstFrame + 1, 0);
  return Math.ceil((asked * seconds) / 8 + soundBytes + tableBytesPerSample * frames);
}

/** Sound of an even rate: as much of its bytes as of its time. */
function expectedSoundBytes(audio: AudioTrack, movie: Movie, cuts: readonly FrameRange[]): number {
  const stretches = presentedStretches(movie, cuts) ?? [null];
  const heardS = stretches.flatMap((stretch) => presentedEdits(audio, stretch)).reduce((sum, edit) => sum + edit.durationS, 0);
  if (audio.carriage === null) return (opusBitrate(audio.channels === 1 ? 1 : 2) * heardS) / 8;
  const { samples, timescale } = audio;
  const wholeS = ((samples.dts[samples.count - 1] ?? 0) + samples.lastDuration - (samples.dts[0] ?? 0)) / timescale;
  const bytes = samples.size.reduce((sum, size) => sum + size + tableBytesPerSample, 0);
  return wholeS > 0 ? bytes * Math.min(1, heardS / wholeS) : bytes;
}
