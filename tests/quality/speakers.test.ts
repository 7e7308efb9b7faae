import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importAnalysis } from '../../src/documents/analysis-json.ts';
import type { Analysis, SpeakerRange } from '../../src/documents/analysis.ts';
import { JobRunner } from '../support/jobs.ts';
import { requireShared } from '../support/shared.ts';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';

/** Of the time in which somebody speaks, who it is must be right in so much (issue 6). */
const rightMin = 0.9;
/** A claim of which more is made than a word of doubt. */
const sure = 0.5;
const split = 'media/faces/split_two_speakers.mp4';

let site: Site;
let runner: JobRunner;
beforeAll(async () => {
  runner = await JobRunner.open();
  site = await openSite();
});
afterAll(async () => {
  await site.close();
  await runner.close();
});

async function speakersOf(path: string, seconds: readonly (readonly [number, number])[]): Promise<Analysis> {
  const speech = seconds.map(([from, to]) => ({ startUs: 1e6 * from, endUs: 1e6 * to }));
  return importAnalysis(await site.call<string>('speakers', 'speakers', { detector: 'yunet', speech }, [path]));
}

const lengthS = ({ startUs, endUs }: { readonly startUs: number; readonly endUs: number }): number => (endUs - startUs) / 1e6;
const total = (ranges: readonly SpeakerRange[]): number => ranges.reduce((sum, range) => sum + lengthS(range), 0);
const lines = (ranges: readonly SpeakerRange[]): string => ranges.map((each) => `track ${each.track} ${(each.startUs / 1e6).toFixed(2)}-${(each.endUs / 1e6).toFixed(2)} s (${each.confidence.toFixed(2)})`).join(', ');

describe('two people who speak in turn', () => {
  it('who speaks is right nearly all the time in which somebody is heard to speak', async (context) => {
    const { segments, size } = JSON.parse(readFileSync(requireShared(context, split.replace('.mp4', '.json')), 'utf8')) as { segments: { t: [number, number]; speaker: 'left' | 'right' }[]; size: [number, number] };
    const { tracks, speech, speakers = [] } = await runner.analyze(requireShared(context, split), { detector: 'yunet', speakers: true });
    const sideOf = (id: number): 'left' | 'right' => ((tracks.find((track) => track.id === id)?.boxes[0] ?? NaN) < size[0] / 2 ? 'left' : 'right');
    const right = segments.reduce((sum, { t: [from, to], speaker }) => {
      const own = speakers.filter(({ track }) => sideOf(track) === speaker);
      return sum + own.reduce((part, { startUs, endUs }) => part + Math.max(0, Math.min(endUs, 1e6 * to) - Math.max(startUs, 1e6 * from)) / 1e6, 0);
    }, 0);
    const spoken = speech.reduce((sum, range) => sum + lengthS(range), 0);
    console.log(`split_two_speakers: right in ${right.toFixed(2)} of ${spoken.toFixed(2)} s of speech (${((100 * right) / spoken).toFixed(1)} %), somebody named in ${total(speakers).toFixed(2)} s: ${lines(speakers)}`);
    expect(spoken).toBeGreaterThan(10);
    expect(right / spoken).toBeGreaterThanOrEqual(rightMin);
  });
});

describe('people who are silent', () => {
  /** How much of a made-up speech over them somebody is surely named in: what heads do that tilt and turn, and hands before the mouth. */
  it.for([
    ['head-pose-male', 'media/faces/intel_head-pose-face-detection-male.mp4', 5.1],
    ['head-pose-female-and-male', 'media/faces/intel_head-pose-face-detection-female-and-male.mp4', 4.6],
    ['asl_school', 'media/faces/asl_school.mkv', 2.3],
    ['crossing_three', 'media/faces/crossing_three.mp4', 9.9],
  ] as const)('%s', async ([name, path, endS], context) => {
    const { speakers = [] } = await speakersOf(requireShared(context, path), [[0, endS]]);
    const surely = speakers.filter(({ confidence }) => confidence >= sure);
    console.log(`${name}: of ${endS.toFixed(1)} s of speech that is not theirs, somebody is named in ${total(speakers).toFixed(2)} s, surely in ${total(surely).toFixed(2)} s: ${lines(speakers)}`);
    expect(total(surely)).toBe(0);
  });
});
