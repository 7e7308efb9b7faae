import { soundTreatmentKinds } from '../src/core/sound-treatment.ts';
import type { SoundTreatmentKind } from '../src/core/sound-treatment.ts';
import type { SoundPlace, SoundTreatment } from '../src/documents/audio-edit.ts';
import type { JobOptions } from '../src/rpc/job-types.ts';
import { oneOf, pointInTime } from './option-values.ts';
import { usage } from './usage.ts';

/** The flags that `chosenAudio` reads. */
export const audioFlags = { audio: { type: 'string' }, 'audio-of': { type: 'string' }, 'audio-range': { type: 'string', multiple: true } } as const;

/** What is to become of the sound, as far as options say. */
export interface ChosenAudio {
  readonly options: Pick<JobOptions, 'sound' | 'audio' | 'speakers'>;
  /** Digests of the analyses that the ids of `--audio-of` are of, where they were given. */
  readonly expectedFound: readonly string[];
}

/**
 * Reads `--audio keep|drop|silence|bleep|disguise`, `--audio-of all|speech|1,4@DIGEST` (whose sound the last three are for, all of it when absent; ids and
 * digest are those of a report) and `--audio-range FROM-TO=silence|bleep|disguise` (repeatable). Throws `usage/bad-option`.
 */
export function chosenAudio(audio: string | undefined, of: string | undefined, ranges: readonly string[]): ChosenAudio {
  const wanted = oneOf('--audio', audio, ['keep', 'drop', ...soundTreatmentKinds]);
  const byHand = ranges.map(rangeOf);
  if (wanted === 'drop' && byHand.length > 0) throw usage('--audio-range does nothing to a sound that is dropped');
  if (wanted === 'keep' || wanted === 'drop') {
    if (of !== undefined) throw usage('--audio-of goes with --audio silence, bleep or disguise');
    return { options: { sound: wanted, ...(byHand.length === 0 ? {} : { audio: { treatments: byHand } }) }, expectedFound: [] };
  }
  const { where, digest } = placeOf(of ?? 'all');
  const treatments = [{ kind: wanted, where }, ...byHand];
  return { options: { sound: 'keep', audio: { treatments }, ...(where.kind === 'speech-of' ? { speakers: true } : {}) }, expectedFound: digest === undefined ? [] : [digest] };
}

function placeOf(text: string): { readonly where: SoundPlace; readonly digest?: string } {
  if (text === 'all') return { where: { kind: 'everything' } };
  if (text === 'speech') return { where: { kind: 'all-speech' } };
  const [, list, digest] = /^(\d+(?:,\d+)*)(?:@([0-9a-f]{8}))?$/.exec(text) ?? [];
  if (list === undefined) throw usage(`--audio-of must be all, speech, or people like 1,4 or 1,4@1a2b3c4d, not "${text}"`);
  const people = list.split(',').map(Number);
  if (people.includes(0)) throw usage('--audio-of: there is no person 0');
  return { where: { kind: 'speech-of', people }, ...(digest === undefined ? {} : { digest }) };
}

function rangeOf(text: string): SoundTreatment {
  const [, from, to, kind] = /^([^-=]+)-([^-=]+)=(\w+)$/.exec(text) ?? [];
  if (from === undefined || to === undefined || !isKind(kind)) throw usage(`--audio-range must look like 0:10-0:12.5=bleep (or silence, or disguise), not "${text}"`);
  const [startS, endS] = [pointInTime('--audio-range', from), pointInTime('--audio-range', to)] as [number, number];
  if (endS <= startS) throw usage(`--audio-range: ${to} must be later than ${from}`);
  return { kind, where: { kind: 'range', startUs: Math.round(startS * 1e6), endUs: Math.round(endS * 1e6) } };
}

function isKind(text: string | undefined): text is SoundTreatmentKind {
  return soundTreatmentKinds.some((kind) => kind === text);
}
