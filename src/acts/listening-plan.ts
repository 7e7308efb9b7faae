import { speechChunkUs } from '../documents/speech-observations.ts';
import type { SpeechObservations } from '../documents/speech-observations.ts';
import { presentedEdits } from '../media/audio-cut.ts';
import type { AudioTrack, EditEntry, Movie, Sound } from '../media/movie.ts';
import type { ListenRange } from '../rpc/job-types.ts';
import { leadInChunks } from './sound-stretches.ts';
import { durationSeconds } from './source-info.ts';

const chunkS = speechChunkUs / 1e6;

/** What is listened to of a file: an edit list of its own, and where that lies, microseconds from the first presented frame. */
export interface ListeningPlan extends Pick<Extract<SpeechObservations, { kind: 'heard' }>, 'startUs' | 'endUs' | 'totalUs'> {
  readonly track: AudioTrack;
  /** Begins with the lead-in. */
  readonly edits: readonly EditEntry[];
  /** What is heard before `startUs`, so that speech that is under way there is known as such: chunks of which nothing is said. */
  readonly leadInChunks: number;
}

/** What sounds before the first presented frame is not listened to: nothing can name it. */
export function planListening(media: Movie | Sound, track: AudioTrack, { startS = 0, endS = Infinity }: ListenRange): ListeningPlan {
  const pictures = 'video' in media ? media.video : null;
  const zeroS = pictures === null ? 0 : (pictures.ticks[0] ?? 0) / pictures.timescale;
  const soundEndS = presentedEdits(track, null).reduce((sum, { durationS }) => sum + durationS, 0) - zeroS;
  const totalS = Math.max(soundEndS, 'video' in media ? durationSeconds(media) : 0);
  const [fromS, toS] = [Math.min(startS, totalS), Math.min(endS, totalS)];
  const leadIn = Math.min(leadInChunks, Math.floor(fromS / chunkS));
  const edits = fromS < toS ? presentedEdits(track, { startS: zeroS + fromS - leadIn * chunkS, endS: zeroS + toS }) : [];
  return { track, edits, leadInChunks: leadIn, startUs: microseconds(fromS), endUs: microseconds(toS), totalUs: microseconds(totalS) };
}

function microseconds(seconds: number): number {
  return Math.round(seconds * 1e6);
}
