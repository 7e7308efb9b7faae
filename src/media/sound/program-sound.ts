import type { TreatedInterval } from '../../core/sound-treatment.ts';
import { presentedEdits, presentedSeconds } from '../audio-cut.ts';
import type { AudioTrack } from '../movie.ts';
import type { SoundDamage } from './decode-sound.ts';
import { opusRate } from './encode-opus.ts';
import { exactly, faded } from './fades.ts';
import { presentedSound } from './presented-sound.ts';
import { resample } from './resample.ts';
import type { PlacedStretch } from './stretches.ts';
import { treatedSound } from './treated-sound.ts';

/** Stretches of a movie one behind the other, as they shall be heard. */
export interface SoundProgram {
  readonly track: AudioTrack;
  /** Placed at 48 kHz. */
  readonly stretches: readonly PlacedStretch[];
  /** In seconds of the movie's presented time line, ascending and apart; what lies in no stretch does nothing. */
  readonly treatments: readonly TreatedInterval[];
  readonly channels: 1 | 2;
}

/** The program's sound at 48 kHz, without a break: each stretch in its place to the frame, with short fades wherever it was cut. */
export async function* programSound({ track, stretches, treatments, channels }: SoundProgram, damage: SoundDamage, signal?: AbortSignal): AsyncGenerator<readonly Float32Array[], void, undefined> {
  const endS = presentedSeconds(track);
  for (const [index, stretch] of stretches.entries()) {
    const frames = stretch.endFrame - stretch.firstFrame;
    const source = presentedSound(track, presentedEdits(track, stretch), channels, damage, signal);
    const heard = exactly(resample(source, track.sampleRate, opusRate), frames, channels);
    const treated = treatedSound(heard, treatmentsOf(stretch, treatments), opusRate);
    yield* faded(treated, frames, { fadeIn: index > 0 || stretch.startS > 0, fadeOut: index < stretches.length - 1 || stretch.endS < endS, rate: opusRate });
  }
}

/** The treatments near a stretch in frames from its beginning: rounded outwards, so that no frame of what is to be treated is left. */
export function treatmentsOf(stretch: PlacedStretch, treatments: readonly TreatedInterval[]): TreatedInterval[] {
  return treatments
    .filter(({ start, end }) => start < stretch.endS + nearS && end > stretch.startS - nearS)
    .map(({ kind, start, end }) => ({ kind, start: Math.floor((start - stretch.startS) * opusRate), end: Math.ceil((end - stretch.startS) * opusRate) }));
}

/** A treatment this far outside of a stretch still fades within it. */
const nearS = 0.1;
