import { readFileSync } from 'node:fs';
import { Gate } from '../../src/core/gate.ts';
import { Owned } from '../../src/core/owned.ts';
import { listen } from '../../src/acts/listen.ts';
import type { Heard } from '../../src/acts/listen.ts';
import { presentedEdits } from '../../src/media/audio-cut.ts';
import type { AudioTrack } from '../../src/media/movie.ts';
import { checkCatalog, findModel, speechAdapter } from '../../src/inference/catalog.ts';
import { createRuntime } from '../../src/inference/ort.ts';
import { openSession } from '../../src/inference/session.ts';
import { createSileroVad } from '../../src/models/silero-vad.ts';
import type { SpeechDetector } from '../../src/models/silero-vad.ts';

/** The catalogue's network for speech, in Node. */
export async function openSpeech(): Promise<Owned<SpeechDetector>> {
  const entry = findModel(checkCatalog(JSON.parse(readFileSync('public/models/catalog.json', 'utf8'))), speechAdapter);
  if (entry === undefined) throw new Error('no network for speech is in the catalogue');
  using session = await openSession(await createRuntime(), readFileSync(`public/models/${entry.file}`));
  return new Owned(createSileroVad(session), (detector) => detector.close());
}

/** Listens to all of a track of raw sound, which needs no codec. */
export async function hearAll(track: AudioTrack, detector: SpeechDetector, gate = new Gate(), signal?: AbortSignal): Promise<Heard> {
  return listen({ track, edits: presentedEdits(track, null), leadInChunks: 0, detector, gate, onHeard: () => undefined, ...(signal === undefined ? {} : { signal }) });
}

interface Span {
  readonly startUs: number;
  readonly endUs: number;
}

/** Speaker turns of an RTTM file (NIST, Rich Transcription 2009, appendix A). */
export function readRttm(path: string): Span[] {
  const turns = readFileSync(path, 'utf8').split('\n').filter((line) => line.startsWith('SPEAKER')).map((line) => line.split(/\s+/));
  return turns.map(([, , , begin, duration]) => ({ startUs: 1e6 * Number(begin), endUs: 1e6 * (Number(begin) + Number(duration)) }));
}

/** F1 of found speech against the true, at a resolution of 10 ms. */
export function speechF1(found: readonly Span[], truth: readonly Span[], totalUs: number): number {
  const stepUs = 10_000;
  const [hit, missed, wrong] = [0, 0, 0].map(() => ({ count: 0 })) as [{ count: number }, { count: number }, { count: number }];
  const at = (spans: readonly Span[], us: number): boolean => spans.some(({ startUs, endUs }) => us >= startUs && us < endUs);
  for (let us = stepUs / 2; us < totalUs; us += stepUs) {
    const [said, is] = [at(found, us), at(truth, us)];
    if (said && is) hit.count += 1;
    else if (said) wrong.count += 1;
    else if (is) missed.count += 1;
  }
  return (2 * hit.count) / (2 * hit.count + wrong.count + missed.count);
}
