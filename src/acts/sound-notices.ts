import type { AudioTrack } from '../media/movie.ts';
import { planSound } from '../media/sound/plan-sound.ts';
import type { OutputNotice } from '../rpc/job-types.ts';

/** Opus takes two channels here; what a browser's encoder takes beyond them is not asked. */
const channelsMax = 2;

/**
 * What will come of a sound that is to be kept, asked before any work: whether it is encoded anew or mixed down. Throws
 * `media/unsupported-audio` when it cannot be kept.
 */
export async function soundNotices(audio: AudioTrack): Promise<readonly OutputNotice[]> {
  await planSound(audio, null, { packets: 0 });
  if (audio.carriage !== null) return [];
  const anew: OutputNotice = { code: 'sound-reencoded', details: { was: audio.codec } };
  return audio.channels > channelsMax ? [anew, { code: 'sound-mixed-down', details: { channels: audio.channels } }] : [anew];
}
