import { describe, expect, it } from 'vitest';
import type { SpeakerRange, Track } from '../../../src/documents/analysis.ts';
import { frameClock } from '../../../src/tracking/tracklet.ts';
import { MouthMovement } from '../../../src/understand/mouth-movement.ts';
import type { TrackMouths } from '../../../src/understand/mouths.ts';
import { whoSpeaks } from '../../../src/understand/speakers.ts';
import { withinTracks } from '../../../src/understand/within-tracks.ts';

/** Mouths are looked at 12.5 times a second. */
const spacingS = 0.08;

/** The opening at a time in seconds; undefined where the face is not seen. */
type Opening = (timeS: number) => number | undefined;

function mouths(track: number, opening: Opening, { endS = 8, quality = 1 } = {}): TrackMouths {
  const seen = Array.from({ length: Math.round(endS / spacingS) }, (_, look) => look * spacingS).filter((timeS) => opening(timeS) !== undefined);
  return {
    track,
    timesUs: Float64Array.from(seen, (timeS) => timeS * 1e6),
    openings: Float32Array.from(seen, (timeS) => opening(timeS) as number),
    qualities: new Float32Array(seen.length).fill(quality),
  };
}

/** Four syllables a second, as far open as in speech. */
const talk: Opening = (timeS) => 0.35 + 0.06 * Math.sin(2 * Math.PI * 4 * timeS);
const still: Opening = () => 0.33;
/** What landmarks do from look to look on a face that does nothing; the same every time. */
const jitter: Opening = (timeS) => 0.33 + 0.004 * Math.sin(1e4 * timeS);
/** Mouth wide open, and it stays so. */
const laugh: Opening = (timeS) => (timeS < 1 ? 0.33 : 0.8);
const when = (from: number, to: number, inside: Opening, outside: Opening): Opening => (timeS) => (timeS >= from && timeS < to ? inside(timeS) : outside(timeS));
const unseen: Opening = () => undefined;

const speech = [{ startUs: 0, endUs: 8_000_000 }];
const inSeconds = (ranges: readonly SpeakerRange[]): [number, number, number][] => ranges.map(({ track, startUs, endUs }) => [track, startUs / 1e6, endUs / 1e6]);

/** Part of the whole, 0–1, in which a track is named. */
function partOf(ranges: readonly SpeakerRange[], track: number, fromS: number, toS: number): number {
  const overlap = ({ startUs, endUs }: SpeakerRange): number => Math.max(0, Math.min(endUs / 1e6, toS) - Math.max(startUs / 1e6, fromS));
  return ranges.filter((range) => range.track === track).reduce((sum, range) => sum + overlap(range), 0) / (toS - fromS);
}

describe('whoSpeaks', () => {
  it.each<[string, TrackMouths[], [number, number, number][]]>([
    ['the one who talks beside a still face', [mouths(1, talk), mouths(2, still)], [[1, 0, 8]]],
    ['the one who talks beside landmarks that jitter', [mouths(1, jitter), mouths(2, talk)], [[2, 0, 8]]],
    ['nobody where no mouth moves: the voice is from elsewhere', [mouths(1, still), mouths(2, jitter)], []],
    ['nobody where no face is seen', [], []],
    ['nobody of a network that doubts that this is a face', [mouths(1, talk, { quality: 0.2 })], []],
    ['nobody of a face that is seen for two looks', [mouths(1, when(1, 1.15, talk, unseen))], []],
    ['the one who talks while the other laughs', [mouths(1, talk), mouths(2, laugh)], [[1, 0, 8]]],
  ])('names %s', (_, seen, expected) => {
    expect(inSeconds(whoSpeaks(speech, seen))).toEqual(expected);
  });

  it('divides a stretch of speech where one falls silent and the other begins', () => {
    const ranges = whoSpeaks(speech, [mouths(1, when(0, 4, talk, still)), mouths(2, when(4, 8, talk, still))]);
    expect(ranges.map(({ track }) => track)).toEqual([1, 2]);
    expect(Math.abs((ranges[0] as SpeakerRange).endUs / 1e6 - 4)).toBeLessThan(0.3);
    expect((ranges[1] as SpeakerRange).startUs).toBeGreaterThanOrEqual((ranges[0] as SpeakerRange).endUs);
  });

  it('a short smile of the silent one is no change of speaker', () => {
    const smile = when(3, 3.2, () => 0.4, still);
    expect(inSeconds(whoSpeaks(speech, [mouths(1, talk), mouths(2, smile)]))).toEqual([[1, 0, 8]]);
  });

  it('names nobody while the one who speaks is unseen', () => {
    const ranges = whoSpeaks(speech, [mouths(1, when(3, 6, unseen, talk)), mouths(2, still)]);
    expect(partOf(ranges, 1, 0, 2.5)).toBe(1);
    expect(partOf(ranges, 1, 3.6, 5.4)).toBe(0);
    expect(partOf(ranges, 1, 6.5, 8)).toBe(1);
  });

  it.each<[string, number, boolean]>([
    ['a short pause, even if they speak more softly', 4.5, true],
    ['a long one only if their mouth moves as those of silent people do not', 7, false],
  ])('names the same one after %s', (_, fromS, named) => {
    const soft: Opening = (timeS) => 0.33 + 0.017 * Math.sin(2 * Math.PI * 4 * timeS);
    const ranges = whoSpeaks([{ startUs: 0, endUs: 4e6 }, { startUs: fromS * 1e6, endUs: (fromS + 0.8) * 1e6 }], [mouths(1, when(0, 4, talk, soft))]);
    expect(partOf(ranges, 1, 0, 4)).toBe(1);
    expect(partOf(ranges, 1, fromS, fromS + 0.8)).toBe(named ? 1 : 0);
  });

  it('names nobody outside of speech', () => {
    const pieces = [{ startUs: 1_000_000, endUs: 2_010_000 }, { startUs: 5_000_000, endUs: 5_500_000 }];
    expect(inSeconds(whoSpeaks(pieces, [mouths(1, talk)]))).toEqual([[1, 1, 2.01], [1, 5, 5.5]]);
  });

  it('is less sure of one who moves little or was seen for a moment, and of neither where both move alike', () => {
    const confidenceOf = (...seen: TrackMouths[]): number => Math.max(0, ...whoSpeaks(speech, seen).map(({ confidence }) => confidence));
    const mumble: Opening = (timeS) => 0.33 + 0.025 * Math.sin(2 * Math.PI * 4 * timeS);
    expect(confidenceOf(mouths(1, talk), mouths(2, still))).toBe(1);
    expect(confidenceOf(mouths(1, mumble), mouths(2, still))).toBeGreaterThan(0);
    expect(confidenceOf(mouths(1, mumble), mouths(2, still))).toBeLessThan(0.6);
    expect(confidenceOf(mouths(1, when(3, 3.6, talk, unseen)))).toBeGreaterThan(0);
    expect(confidenceOf(mouths(1, when(3, 3.6, talk, unseen)))).toBeLessThan(0.5);
    expect(confidenceOf(mouths(1, talk), mouths(2, (timeS) => talk(timeS + 0.1)))).toBeLessThan(0.2);
  });

  it('needs no more than a stretch that is shorter than a step', () => {
    expect(inSeconds(whoSpeaks([{ startUs: 2_000_000, endUs: 2_030_000 }, { startUs: 3_000_000, endUs: 3_000_000 }], [mouths(1, talk)]))).toEqual([[1, 2, 2.03]]);
  });
});

it('how much a mouth moves is known at every moment at which it was looked at, wherever the looks lie', () => {
  const movement = new MouthMovement(mouths(1, talk));
  const moments = Array.from({ length: 700 }, (_, at) => 500_000 + 10_000 * at);
  expect(moments.filter((timeUs) => !((movement.at(timeUs) ?? 0) > 0.1))).toEqual([]);
  expect([movement.at(-600_000), movement.at(8_600_000)]).toEqual([undefined, undefined]);
});

describe('withinTracks', () => {
  const clock = frameClock(Float64Array.from({ length: 100 }, (_, frame) => frame), 10);
  const track = (id: number, first: number, count: number): Track => ({
    id, kind: 'face', frames: Int32Array.from({ length: count }, (_, sample) => first + sample), boxes: new Float32Array(4 * count), scores: new Float32Array(count), origins: new Uint8Array(count),
  });
  const range: SpeakerRange = { startUs: 1_000_000, endUs: 3_000_000, track: 1, confidence: 1 };

  it.each<[string, Track[], SpeakerRange[]]>([
    ['keeps who is there', [track(1, 0, 100)], [range]],
    ['drops who was deleted', [track(2, 0, 100)], []],
    ['ends with a track that was shortened', [track(1, 0, 20)], [{ ...range, endUs: 2_000_000 }]],
    ['begins with it', [track(1, 15, 85)], [{ ...range, startUs: 1_500_000 }]],
    ['drops what lies outside of it', [track(1, 50, 10)], []],
  ])('%s', (_, tracks, expected) => {
    expect(withinTracks([range], tracks, clock)).toEqual(expected);
  });
});
