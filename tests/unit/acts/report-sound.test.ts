import { describe, expect, it } from 'vitest';
import { heardIdentifiers, reportSound } from '../../../src/acts/report-sound.ts';
import type { PlannedTreatment } from '../../../src/documents/audio-edit.ts';
import type { Report } from '../../../src/documents/report.ts';
import type { AudioTrack, VideoTrack } from '../../../src/media/movie.ts';
import type { OutputSound } from '../../../src/media/sound/output-sound.ts';

/** 100 frames of a tenth of a second, the first at 5 s of the movie. */
const video = { ticks: Float64Array.from({ length: 100 }, (_, i) => 500 + 10 * i), timescale: 100, lastDurationTicks: 10 } as unknown as VideoTrack;
const aac = { codec: 'mp4a.40.2' } as AudioTrack;
const written = (...origins: readonly number[]): { sound: OutputSound; soundPacketsSilent: number } => ({ sound: { origins: Int32Array.from(origins), channels: 2 } as OutputSound, soundPacketsSilent: 0 });
const treat = (kind: PlannedTreatment['kind'], startS: number, endS: number, ...people: readonly number[]): PlannedTreatment => ({ kind, startUs: startS * 1e6, endUs: endS * 1e6, people });
/** 1 to 3 s, then 0 to 0.5 s. */
const cuts = [{ firstFrame: 10, lastFrame: 29 }, { firstFrame: 0, lastFrame: 4 }];

function rounded(report: Report['sound']): [unknown, unknown, number] {
  const round = (seconds: number): number => Math.round(seconds * 1e6) / 1e6;
  return [report.treated.map(({ kind, seconds }) => [kind, round(seconds)]), report.voices.map(({ person, kind, seconds }) => [person, kind, round(seconds)]), round(report.untreatedS)];
}

describe('the report of a sound', () => {
  it.each<[string, PlannedTreatment[], unknown, unknown, number]>([
    ['nothing done', [], [], [], 2.5],
    ['a range within a cut', [treat('bleep', 1.5, 2)], [['bleep', 0.5]], [], 2],
    ['what was cut away does not count', [treat('silence', 2.9, 9)], [['silence', 0.1]], [], 2.4],
    ['a range over two cuts counts in both', [treat('silence', 0.25, 1.25)], [['silence', 0.5]], [], 2],
    ['everything', [treat('disguise', -Infinity, Infinity)], [['disguise', 2.5]], [], 0],
    ['the strongest counts, each person for themselves', [treat('disguise', 1, 2, 4), treat('bleep', 1.5, 2.5, 2)], [['bleep', 1], ['disguise', 0.5]], [[2, 'bleep', 1], [4, 'disguise', 1]], 1],
  ])('%s', (_, treatments, treated, voices, untreatedS) => {
    expect(rounded(reportSound(aac, video, { cuts, audio: { treatments } }, written(-1, -1)))).toEqual([treated, voices, untreatedS]);
  });

  it.each<[string, number[], string, string]>([
    ['as it was', [0, 1, 2], 'carried', 'mp4a.40.2'],
    ['in part', [0, -1, 2], 'partly-reencoded', 'mp4a.40.2'],
    ['wholly', [-1, -1], 'reencoded', 'opus'],
  ])('says what was made anew: %s', (_, origins, fate, codec) => {
    expect(reportSound(aac, video, { cuts, audio: { treatments: [] } }, written(...origins))).toMatchObject({ fate, codec });
  });

  it.each<[string, PlannedTreatment[], string[]]>([
    ['a voice that nothing was done to', [], ['voice', 'names']],
    ['a part that was silenced', [treat('silence', 1, 2)], ['voice', 'names']],
    ['a part that was disguised', [treat('disguise', 1, 2)], ['voice', 'disguised-voice', 'names']],
    ['a voice disguised all the time', [treat('disguise', -Infinity, Infinity)], ['disguised-voice', 'names']],
    ['nothing that is heard', [treat('silence', 0, 2), treat('bleep', 2, 3)], []],
  ])('still identifies: %s', (_, treatments, expected) => {
    expect(heardIdentifiers(reportSound(aac, video, { cuts, audio: { treatments } }, written(-1)))).toEqual(expected);
  });

  it('of a video without sound, or with it left out, nobody is known by', () => {
    const none = { sound: null, soundPacketsSilent: 0 };
    const edit = { cuts, audio: { treatments: [treat('bleep', 0, 1)] } };
    expect(heardIdentifiers(reportSound(null, video, edit, none))).toEqual([]);
    expect(reportSound(aac, video, edit, none)).toMatchObject({ fate: 'left-out', treated: [], sourceCodec: 'mp4a.40.2' });
  });
});
