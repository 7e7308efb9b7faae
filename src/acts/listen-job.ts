import { AppError } from '../core/errors.ts';
import { Gate } from '../core/gate.ts';
import type { RunInfo } from '../documents/observations.ts';
import { speechChunkUs } from '../documents/speech-observations.ts';
import type { HeardSpeech } from '../documents/speech-observations.ts';
import { isStill, openMedia } from '../media/open-media.ts';
import { canDecodeSound } from '../media/sound/can-decode-sound.ts';
import { listen } from './listen.ts';
import type { Heard } from './listen.ts';
import { planListening } from './listening-plan.ts';
import type { ListeningPlan } from './listening-plan.ts';
import type { ListenRange } from '../rpc/job-types.ts';
import type { DetectorSource } from './speech-detector.ts';
import { loadHeard, saveHeard } from './speech-store.ts';

/** Listens to one file, as the audio worker does: its sound alone is decoded, and what was heard before is not heard again. Ends with the worker. */
export class ListenJob {
  readonly #gate = new Gate();

  /**
   * Listens to what lies in the range; `onHeard` gets seconds of sound. Throws `media/*` for a file that cannot be read, `media/unsupported-audio` where the
   * browser has no decoder, `model/*`, `storage/*`.
   */
  async listen(file: File, range: ListenRange, detectors: DetectorSource, onHeard: (seconds: number) => void): Promise<HeardSpeech> {
    const media = await openMedia(file, file.name);
    if (isStill(media) || media.audio === null) return { speech: { kind: 'no-sound' }, runs: [], packetsSilent: 0 };
    const plan = planListening(media, media.audio, range);
    if (!(await canDecodeSound(plan.track.decoding))) throw new AppError('media/unsupported-audio', { codec: plan.track.codec, advice: 'sound' });
    const startedMs = performance.now();
    const { startUs, endUs } = plan;
    const key = { fingerprint: media.fingerprint, model: await detectors.sha256(), startUs, endUs };
    const before = await loadHeard(key);
    if (before !== undefined) return heardSpeech(plan, before, 'heard before', performance.now() - startedMs);
    const { heard, ms } = await this.#listen(plan, detectors, onHeard);
    await saveHeard(key, heard);
    const seconds = (heard.probabilities.length * speechChunkUs) / 1e6;
    return heardSpeech(plan, heard, `${((1000 * seconds) / ms).toFixed(0)} times as fast as it plays`, performance.now() - startedMs);
  }

  pause(): void {
    this.#gate.pause();
  }

  resume(): void {
    this.#gate.resume();
  }

  async #listen({ track, edits, leadInChunks }: ListeningPlan, detectors: DetectorSource, onHeard: (seconds: number) => void): Promise<{ heard: Heard; ms: number }> {
    using detector = await detectors.open();
    const startedMs = performance.now();
    const heard = await listen({ track, edits, leadInChunks, detector: detector.value, gate: this.#gate, onHeard });
    return { heard, ms: performance.now() - startedMs };
  }
}

function heardSpeech({ startUs, endUs, totalUs }: ListeningPlan, { probabilities, packetsSilent }: Heard, speed: string, ms: number): HeardSpeech {
  const seconds = (probabilities.length * speechChunkUs) / 1e6;
  const silent = packetsSilent === 0 ? '' : `, ${packetsSilent} packets not decoded`;
  const run: RunInfo = { stage: 'speech', backend: 'cpu', frames: 0, ms, detail: `silero-vad, ${seconds.toFixed(1)} s of sound, ${speed}${silent}` };
  return { speech: { kind: 'heard', startUs, endUs, totalUs, probabilities }, runs: [run], packetsSilent };
}
