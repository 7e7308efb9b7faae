import { soundTreatmentKinds } from '../src/core/sound-treatment.ts';
import type { SoundTreatmentKind } from '../src/core/sound-treatment.ts';
import type { SoundPlace, SoundTreatment } from '../src/documents/audio-edit.ts';
import type { JobOptions } from '../src/rpc/job-types.ts';
import { oneOf, pointInTime } from './option-values.ts';
import type { ReferencePath } from './people-options.ts';
import { usage } from './usage.ts';

/** The flags that `chosenAudio` reads. */
export const audioFlags = { audio: { type: 'string' }, 'audio-of': { type: 'string', multiple: true }, 'audio-range': { type: 'string', multiple: true } } as const;

/** What is to become of the sound, as far as options say. */
export interface ChosenAudio {
  readonly options: Pick<JobOptions, 'sound' | 'audio' | 'speakers'>;
  /** Pictures of people whose speech is treated. */
  readonly references: readonly ReferencePath[];
  /** Digests of the analyses that the ids of `--audio-of` are of, where they were given. */
  readonly expectedFound: readonly string[];
}

/** Whose sound is treated. */
interface Whose {
  readonly where: SoundPlace;
  readonly references: readonly ReferencePath[];
  readonly expectedFound: readonly string[];
}

/**
 * Reads `--audio keep|drop|silence|bleep|disguise`, `--audio-of all|speech|mina.jpg|1,4@DIGEST` (whose sound the last three are for, all of it when absent;
 * pictures and ids several times, ids and digest are those of a report) and `--audio-range FROM-TO=silence|bleep|disguise` (repeatable). Throws
 * `usage/bad-option`.
 */
export function chosenAudio(audio: string | undefined, of: readonly string[], ranges: readonly string[]): ChosenAudio {
  const wanted = oneOf('--audio', audio, ['keep', 'drop', ...soundTreatmentKinds]);
  const byHand = ranges.map(rangeOf);
  if (wanted === 'drop' && byHand.length > 0) throw usage('--audio-range does nothing to a sound that is dropped');
  if (wanted === 'keep' || wanted === 'drop') {
    if (of.length > 0) throw usage('--audio-of goes with --audio silence, bleep or disguise');
    return { options: { sound: wanted, ...(byHand.length === 0 ? {} : { audio: { treatments: byHand } }) }, references: [], expectedFound: [] };
  }
  const { where, ...named } = whoseOf(of);
  const treatments = [{ kind: wanted, where }, ...byHand];
  return { options: { sound: 'keep', audio: { treatments }, ...(where.kind === 'speech-of' ? { speakers: true } : {}) }, ...named };
}

function whoseOf(of: readonly string[]): Whose {
  const [first = 'all', ...more] = of;
  const word = of.find((each) => each === 'all' || each === 'speech');
  if (word !== undefined && more.length > 0) throw usage(`--audio-of ${word} stands alone`);
  if (first === 'all' || first === 'speech') return { where: { kind: first === 'all' ? 'everything' : 'all-speech' }, references: [], expectedFound: [] };
  const people: number[] = [];
  const digests = new Set<string>();
  const references: ReferencePath[] = [];
  for (const each of of) {
    const [, list, digest] = /^(\d+(?:,\d+)*)(?:@([0-9a-f]{8}))?$/.exec(each) ?? [];
    if (each === '' || (list === undefined && /^\d+[,@]/.test(each))) throw usage(`--audio-of must be all, speech, a picture, or people like 1,4 or 1,4@1a2b3c4d, not "${each}"`);
    if (list === undefined) references.push({ role: 'voice', path: each });
    else people.push(...list.split(',').map(Number));
    if (digest !== undefined) digests.add(digest);
  }
  if (people.includes(0)) throw usage('--audio-of: there is no person 0');
  return { where: { kind: 'speech-of', people }, references, expectedFound: [...digests] };
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
