import { describe, expect, it } from 'vitest';
import type { SpeakerRange } from '../../../src/documents/analysis.ts';
import type { Corrections } from '../../../src/documents/corrections.ts';
import type { Mouths } from '../../../src/documents/mouths.ts';
import type { Observations } from '../../../src/documents/observations.ts';
import { frameClock } from '../../../src/tracking/tracklet.ts';
import { mouthsByTrack } from '../../../src/understand/mouths.ts';
import { understand } from '../../../src/understand/understand.ts';
import { observationsOf } from '../tracking/observations.ts';
import type { Look } from '../tracking/observations.ts';

/** Two faces for three seconds; in each frame the left one comes first. */
const frames = 90;
const looks: readonly Look[] = Array.from({ length: frames }, () => [[100, 300, 60, 80, 0.95], [900, 300, 60, 80, 0.95]]);
const opened = (detections: readonly number[], opening: (detection: number) => number): Mouths => ({
  detections: Uint32Array.from(detections),
  openings: Float32Array.from(detections, opening),
  qualities: new Float32Array(detections.length).fill(0.75),
});

describe('mouthsByTrack', () => {
  const clock = frameClock(Float64Array.from({ length: 9 }, (_, frame) => frame), 10);
  const tracklet = (first: number, ...detections: number[]): Parameters<typeof mouthsByTrack>[0][number] => ({
    frames: Int32Array.from(detections, (_, sample) => first + sample), boxes: new Float32Array(4 * detections.length), scores: new Float32Array(detections.length), detections: Int32Array.from(detections),
  });

  it('gives each track the mouths of its faces, at the times of their frames, and none to one at whose mouth nobody looked', () => {
    const mouths = opened([1, 3, 4], (detection) => detection / 10);
    const found = mouthsByTrack([tracklet(0, 0, 3, 5), tracklet(2, 2), tracklet(4, 1, 4)], mouths, clock);
    expect(found.map(({ track, timesUs, openings }) => [track, [...timesUs], [...openings].map((each) => Math.round(10 * each))])).toEqual([[1, [100_000], [3]], [3, [400_000, 500_000], [1, 4]]]);
    expect(found.flatMap(({ qualities }) => [...qualities])).toEqual([0.75, 0.75, 0.75]);
  });
});

describe('who speaks, in an analysis', () => {
  /** The right one talks; both mouths were looked at in every other frame. */
  const every = Array.from({ length: 2 * frames }, (_, detection) => detection).filter((detection) => detection % 4 < 2);
  const talks = (detection: number): number => (detection % 2 === 0 ? 0.33 : 0.35 + 0.06 * Math.sin((2 * Math.PI * 4 * (detection >> 1)) / 30));
  const made = observationsOf(looks);
  const heard: Observations = {
    ...made,
    settings: { ...made.settings, speakers: true },
    mouths: opened(every, talks),
    speech: { kind: 'heard', totalUs: 3e6, startUs: 0, endUs: 3e6, probabilities: new Float32Array(93).fill(0.9) },
  };
  const speakersOf = (observations: Observations, corrections: Corrections = []): readonly SpeakerRange[] | undefined => understand(observations, corrections).speakers;

  it('is the track whose mouth moves, as long as somebody speaks', () => {
    const { tracks, speech, speakers } = understand(heard, []);
    const right = tracks.find(({ boxes }) => (boxes[0] as number) > 600);
    expect(speakers).toEqual([{ ...speech[0], track: right?.id, confidence: 1 }]);
  });

  it('is nobody where nobody speaks', () => {
    expect(speakersOf({ ...heard, speech: { kind: 'no-sound' } })).toEqual([]);
  });

  it('is not a track that the user deleted, and nobody in its place', () => {
    const [{ track }] = speakersOf(heard) as [SpeakerRange];
    expect(speakersOf(heard, [{ kind: 'delete-track', track }])).toEqual([]);
  });

  it('is not said where nobody asked', () => {
    const { mouths: _, ...rest } = heard;
    expect(speakersOf({ ...rest, settings: made.settings })).toBeUndefined();
  });
});
