import type { SoundTreatmentKind } from '../core/sound-treatment.ts';
import { presentedSeconds } from '../media/audio-cut.ts';
import type { AudioTrack } from '../media/movie.ts';
import { madeAnew } from '../media/sound/output-sound.ts';
import { planSound } from '../media/sound/plan-sound.ts';
import type { OutputNotice } from '../rpc/job-types.ts';

/** Opus takes two channels here; what a browser's encoder takes beyond them is not asked. */
const channelsMax = 2;

/**
 * What will come of a sound that is to be kept, cut or not, with some kinds of treatments, asked before any work: whether all of it is encoded anew,
 * mixed down or disguised. Throws `media/unsupported-audio` when it cannot be kept, cut or treated.
 */
export async function soundNotices(audio: AudioTrack, isCut: boolean, kinds: ReadonlySet<SoundTreatmentKind>): Promise<readonly OutputNotice[]> {
  // Where it will be cut and treated is not known before it is found; the way is the same for moments at the beginning.
  const treatments = [...kinds].map((kind) => ({ kind, start: 0, end: momentS }));
  const stretches = isCut ? [{ startS: 0, endS: presentedSeconds(audio) / 2 }, { startS: 0, endS: presentedSeconds(audio) }] : null;
  const sound = await planSound(audio, { stretches, treatments }, { packets: 0 });
  const notices: OutputNotice[] = kinds.has('disguise') ? [{ code: 'voice-disguised', details: {} }] : [];
  if (sound === null || !sound.origins.every((origin) => origin === madeAnew)) return notices;
  notices.unshift({ code: 'sound-reencoded', details: { was: audio.codec } });
  if (audio.channels > channelsMax) notices.splice(1, 0, { code: 'sound-mixed-down', details: { channels: audio.channels } });
  return notices;
}

const momentS = 0.001;
