import { lowerBound } from '../../core/time.ts';
import type { SpeechRange } from '../../documents/analysis.ts';
import { importAnalysis } from '../../documents/analysis-json.ts';
import type { ExportFormat, JobOptions } from '../../rpc/job-types.ts';
import type { ReviewModel } from '../../rpc/review-types.ts';
import { fillIn } from '../messages/messages.ts';
import type { Messages } from '../messages/messages.ts';
import type { VideoItem } from './video-item.svelte.ts';

/** Where somebody speaks and where nobody knows, as the review room has it: seconds, begin and end in turn. */
export type HeardSpans = Pick<ReviewModel, 'speechS' | 'speechUnknownS'>;

export interface Span {
  readonly startS: number;
  readonly endS: number;
}

/** Pairs as spans. */
export function spansOf(pairs: ArrayLike<number>): Span[] {
  return Array.from({ length: pairs.length / 2 }, (_, index) => ({ startS: pairs[2 * index] as number, endS: pairs[2 * index + 1] as number }));
}

/** Whether a moment lies in one of the spans; their ends are exclusive. */
export function isWithin(pairs: Float64Array, seconds: number): boolean {
  return lowerBound(pairs, seconds + Number.EPSILON * Math.max(1, seconds)) % 2 === 1;
}

/** What is said of a moment: who probably speaks, else that somebody does; nothing where nobody does. */
export function speechNow({ speechS, speakers }: Pick<ReviewModel, 'speechS' | 'speakers'>, seconds: number, text: Messages['speech'], nameOf: (person: number) => string): string[] {
  if (!isWithin(speechS, seconds)) return [];
  const turn = speakers.person.findIndex((_, at) => seconds >= (speakers.timesS[2 * at] as number) && seconds < (speakers.timesS[2 * at + 1] as number));
  return [turn < 0 ? text.speaking : fillIn(text.speaksNow, { name: nameOf(speakers.person[turn] as number) })];
}

/** What was found in sound alone, whose analysis is small: a recording of an hour is a few hundred stretches. */
export async function heardIn(item: VideoItem, options: JobOptions): Promise<HeardSpans> {
  const file = await item.withJob((job) => job.exportAnalysis(options, 'json'));
  const { speech, speechUnknown } = importAnalysis(await file.text());
  return { speechS: pairsOf(speech), speechUnknownS: pairsOf(speechUnknown) };
}

/** Speech as a file to save. */
export async function speechFile(item: VideoItem, options: JobOptions, format: ExportFormat & ('vtt' | 'json')): Promise<{ file: Blob; name: string }> {
  const file = await item.withJob((job) => job.exportAnalysis(options, format));
  return { file, name: `${item.file.name.replace(/\.[^.]*$/, '')}.${format === 'vtt' ? 'vtt' : 'speech.json'}` };
}

function pairsOf(ranges: readonly SpeechRange[]): Float64Array<ArrayBuffer> {
  return Float64Array.from(ranges.flatMap(({ startUs, endUs }) => [startUs / 1e6, endUs / 1e6]));
}
