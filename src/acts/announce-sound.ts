import type { Movie } from '../media/movie.ts';
import { planSound } from '../media/sound/plan-sound.ts';
import type { JobEvent, JobOptions } from '../rpc/job-types.ts';

/** Opus takes two channels here; what a browser's encoder takes beyond them is not asked. */
const channelsMax = 2;

/**
 * Says what will come of the sound, before any work: whether it is encoded anew or mixed down. Throws
 * `media/unsupported-audio` when it is to be kept and cannot be.
 */
export async function announceSound({ audio }: Movie, options: JobOptions, send: (event: JobEvent) => void): Promise<void> {
  if (audio === null || options.sound === 'drop') return;
  await planSound(audio, null, { packets: 0 });
  if (audio.carriage !== null) return;
  send({ kind: 'notice', code: 'sound-reencoded', details: { was: audio.codec } });
  if (audio.channels > channelsMax) send({ kind: 'notice', code: 'sound-mixed-down', details: { channels: audio.channels } });
}
