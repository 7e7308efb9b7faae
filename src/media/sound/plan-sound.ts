import { AppError } from '../../core/errors.ts';
import { strongestTreatments } from '../../core/sound-treatment.ts';
import type { TreatedInterval } from '../../core/sound-treatment.ts';
import { cutAudio, isHeard, presentedEdits, presentedSeconds } from '../audio-cut.ts';
import type { PresentedRange } from '../audio-cut.ts';
import type { AudioTrack } from '../movie.ts';
import { canDecodeSound } from './can-decode-sound.ts';
import type { SoundDamage } from './decode-sound.ts';
import { chooseOpus, opusRate } from './encode-opus.ts';
import { carriedSound, reencodedSound } from './output-sound.ts';
import type { OutputSound } from './output-sound.ts';
import { patchedSound } from './patched-sound.ts';
import { joinStretches, placeStretches } from './stretches.ts';

/** What comes of a sound: its packets are taken over, it is encoded anew, or this browser cannot decode it. */
export type SoundFate = 'carried' | 'reencoded' | 'undecodable';

/** What will come of a track's sound here. */
export async function soundFate({ carriage, decoding }: AudioTrack): Promise<SoundFate> {
  if (carriage !== null) return 'carried';
  return (await canDecodeSound(decoding)) ? 'reencoded' : 'undecodable';
}

/** What shall be heard of a movie. */
export interface SoundWanted {
  /** Stretches of its presented time line in output order, in seconds; null: all of it. */
  readonly stretches: readonly PresentedRange[] | null;
  /** In seconds of the same time line; where they overlap the strongest is done. */
  readonly treatments: readonly TreatedInterval[];
}

/** Packets that are taken over reach this far beyond a stretch at most: what is treated there must not go out with them, though nobody hears it. */
const besideS = 0.5;

/**
 * The output's sound; null when nothing is heard in what is wanted of it. Packets are taken over wherever they can be: all of one stretch without
 * treatments, of a stretch of Opus all but what is treated. Throws `media/unsupported-audio` for sound that can be neither taken over nor
 * decoded and encoded here.
 */
export async function planSound(track: AudioTrack, { stretches, treatments }: SoundWanted, damage: SoundDamage): Promise<OutputSound | null> {
  const joined = stretches === null ? null : joinStretches(stretches);
  if (track.carriage === null && (await soundFate(track)) === 'undecodable') throw undecodable(track);
  if ((joined ?? [null]).every((stretch) => !presentedEdits(track, stretch).some(isHeard))) return null;
  const wanted = strongestTreatments(treatments).filter(({ start, end }) => joined === null || joined.some(({ startS, endS }) => start < endS + besideS && end > startS - besideS));
  const single = joined === null || joined.length === 1 ? (joined?.[0] ?? null) : undefined;
  if (single !== undefined && track.carriage !== null) {
    const cut = cutAudio(track, single);
    if (cut !== null && wanted.length === 0) return carriedSound(cut, track.carriage);
    const patched = cut === null ? null : await patchedSound(cut, track.carriage, single, wanted, damage);
    if (patched !== null) return patched;
  }
  if (!(await canDecodeSound(track.decoding))) throw undecodable(track);
  const channels = track.channels === 1 ? 1 : 2;
  const program = { track, channels, treatments: wanted, stretches: placeStretches(joined ?? [{ startS: 0, endS: presentedSeconds(track) }], opusRate) } as const;
  return reencodedSound(program, await chooseOpus(channels, track.codec), damage);
}

function undecodable({ codec }: AudioTrack): AppError {
  return new AppError('media/unsupported-audio', { codec, advice: 'sound' });
}
