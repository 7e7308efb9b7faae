import { toAppError } from '../core/errors.ts';
import type { ErrorCode } from '../core/errors.ts';
import { signOfLife } from '../core/signs-of-life.ts';
import type { HeardSpeech } from '../documents/speech-observations.ts';
import type { Movie, Sound } from '../media/movie.ts';
import type { JobEvent, ListenRange } from '../rpc/job-types.ts';
import { planListening } from './listening-plan.ts';
import { StageProgress } from './progress.ts';

/** A worker that listens; its death rejects what it was asked. */
export interface ListeningLane {
  /** See `ListenJob`. */
  listen(file: File, range: ListenRange, onHeard: (seconds: number) => void): Promise<HeardSpeech>;
  pause(): void;
  resume(): void;
  close(): void;
}

/** Listening that is under way beside other work. `close` ends it. */
export interface Listening {
  pause(): void;
  resume(): void;
  /**
   * What was heard. Progress is told from now on: before, it was that of other work. Beside pictures a failure of listening alone is told and makes speech
   * unknown; throws what concerns the whole job.
   */
  finish(): Promise<HeardSpeech>;
  close(): void;
}

/** Failures of the file, of storage and of the user's patience concern the pictures, too. */
const concernsAll: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['job/cancelled', 'media/file-gone', 'media/truncated', 'storage/quota', 'storage/write-failed', 'internal/bug']);

/** Begins to listen in a worker of its own, if there is sound at all; `signal` ends it. */
export function startListening(media: Movie | Sound, file: File, range: ListenRange, makeLane: () => ListeningLane, send: (event: JobEvent) => void, signal: AbortSignal): Listening {
  const { audio } = media;
  if (audio === null) return { pause: () => undefined, resume: () => undefined, close: () => undefined, finish: () => Promise.resolve({ speech: { kind: 'no-sound' }, runs: [], packetsSilent: 0 }) };
  const lane = makeLane();
  const { startUs, endUs, totalUs } = planListening(media, audio, range);
  const totalS = (endUs - startUs) / 1e6;
  let progress: StageProgress | undefined;
  let heardS = 0;
  const heard = lane.listen(file, range, (seconds) => {
    signOfLife();
    heardS = Math.min(seconds, totalS); // the last chunk may reach beyond the end
    progress?.report(heardS);
  });
  heard.catch(() => undefined); // it is awaited when the pictures are done
  const close = (): void => {
    signal.removeEventListener('abort', close);
    lane.close();
  };
  signal.addEventListener('abort', close, { once: true });
  return {
    pause: () => lane.pause(),
    resume: () => lane.resume(),
    close,
    finish: async () => {
      progress = new StageProgress('speech', totalS, send, heardS);
      progress.report(heardS);
      try {
        const answer = await heard;
        const { packetsSilent } = answer;
        progress.report(totalS);
        if (packetsSilent > 0) send({ kind: 'notice', code: 'speech-unknown', details: { reason: `${packetsSilent} packets of the sound could not be decoded` } });
        return answer;
      } catch (thrown) {
        const error = toAppError(thrown);
        if (!('video' in media) || concernsAll.has(error.code)) throw error;
        send({ kind: 'notice', code: 'speech-unknown', details: { reason: error.message } });
        return { speech: { kind: 'unheard', totalUs }, runs: [], packetsSilent: 0 };
      }
    },
  };
}
