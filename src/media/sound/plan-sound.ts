import { AppError } from '../../core/errors.ts';
import { cutAudio, isHeard, presentedEdits } from '../audio-cut.ts';
import type { PresentedRange } from '../audio-cut.ts';
import type { AudioTrack } from '../movie.ts';
import { canDecodeSound } from './can-decode-sound.ts';
import type { SoundDamage } from './decode-sound.ts';
import { chooseOpus } from './encode-opus.ts';
import { carriedSound, reencodedSound } from './output-sound.ts';
import type { OutputSound } from './output-sound.ts';

/** What comes of a sound: its packets are taken over, it is encoded anew, or this browser cannot decode it. */
export type SoundFate = 'carried' | 'reencoded' | 'undecodable';

/** What will come of a track's sound here. */
export async function soundFate({ carriage, decoding }: AudioTrack): Promise<SoundFate> {
  if (carriage !== null) return 'carried';
  return (await canDecodeSound(decoding)) ? 'reencoded' : 'undecodable';
}

/**
 * The output's sound for a stretch of the movie (null: all of it); null when nothing is heard in it. Throws `media/unsupported-audio` for
 * sound that can be neither taken over nor decoded and encoded here.
 */
export async function planSound(track: AudioTrack, range: PresentedRange | null, damage: SoundDamage): Promise<OutputSound | null> {
  const fate = await soundFate(track);
  if (fate === 'undecodable') throw new AppError('media/unsupported-audio', { codec: track.codec, advice: 'sound' });
  if (track.carriage !== null) {
    const cut = cutAudio(track, range);
    return cut === null ? null : carriedSound(cut, track.carriage);
  }
  const edits = presentedEdits(track, range);
  if (!edits.some(isHeard)) return null;
  return reencodedSound(track, edits, await chooseOpus(track.channels === 1 ? 1 : 2, track.codec), damage);
}
