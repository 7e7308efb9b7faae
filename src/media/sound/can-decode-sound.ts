import type { AudioTrack } from '../movie.ts';

/** Whether a track's sound can be decoded here: raw samples always, all else where the browser has a decoder for it. */
export async function canDecodeSound(decoding: AudioTrack['decoding']): Promise<boolean> {
  if (decoding === null || 'kind' in decoding) return decoding !== null;
  try {
    return (await AudioDecoder.isConfigSupported(decoding)).supported === true;
  } catch {
    return false; // a codec string that the browser does not know at all, or no WebCodecs for sound
  }
}
