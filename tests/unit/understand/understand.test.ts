import { describe, expect, it } from 'vitest';
import { iou, intersectionArea, area } from '../../../src/core/boxes.ts';
import { boxOf } from '../../../src/documents/box-columns.ts';
import { sampleOrigins } from '../../../src/documents/analysis.ts';
import type { Track } from '../../../src/documents/analysis.ts';
import { understand } from '../../../src/understand/understand.ts';
import { observationsOf } from '../tracking/observations.ts';
import type { Face, Look } from '../tracking/observations.ts';

const face: Face = [600, 300, 60, 80, 0.9];
const weak: Face = [600, 300, 60, 80, 0.3];
const doubtful: Face = [600, 300, 60, 80, 0.51];
const nothing: readonly Face[] = [];

function times(count: number, look: Look): Look[] {
  return Array.from({ length: count }, () => look);
}

function spans(tracks: readonly Track[]): [number, number][] {
  return tracks.map(({ frames }) => [frames[0] as number, frames[frames.length - 1] as number]);
}

function originsOf(track: Track): string {
  return Array.from(track.origins, (origin) => (sampleOrigins[origin] as string).slice(0, 1)).join('');
}

describe('understand: a still is a video of one frame', () => {
  it('makes a track of every face at or above the threshold: sure, doubtful, overlapping, nested, partly outside, tiny', () => {
    const faces: Face[] = [
      [600, 300, 60, 80, 0.9], [630, 310, 60, 80, 0.9], [610, 320, 30, 40, 0.8], [100, 100, 50, 60, 0.5], [-20, 500, 60, 80, 0.55], [900, 200, 4, 5, 0.6],
    ];
    const { tracks, unknown } = understand(observationsOf([[...faces, [1000, 600, 60, 80, 0.3]]]), []);
    expect(tracks.map(({ boxes }) => [...boxes])).toEqual(expect.arrayContaining(faces.map((each) => each.slice(0, 4))));
    expect(tracks).toHaveLength(faces.length);
    expect(unknown).toEqual([]);
  });

  it('takes lower scores at a higher sensitivity, and a failed look as unknown', () => {
    expect(understand(observationsOf([[weak]], { sensitivity: 1 }), []).tracks).toHaveLength(1);
    expect(understand(observationsOf(['unknown']), []).unknown).toEqual([{ firstFrame: 0, lastFrame: 0 }]);
  });
});

describe('understand: which frames a track covers', () => {
  it.each<[string, Look[], [number, number][]]>([
    ['no frames of nothing', times(10, nothing), []],
    ['half a second before and after a sure face', [...times(40, nothing), [face], ...times(40, nothing)], [[25, 55]]],
    ['a few frames around one doubtful look', [...times(40, nothing), [doubtful], ...times(40, nothing)], [[37, 43]]],
    ['as much as a sure face after many doubtful looks', [...times(40, nothing), ...times(12, [doubtful]), ...times(40, nothing)], [[25, 66]]],
    ['low scores before the first high one, and half a second before them', [...times(40, nothing), ...times(20, [weak]), [face]], [[25, 60]]],
    ['low scores before it although two were missed', [...times(40, nothing), [weak], nothing, nothing, [weak], [face]], [[25, 44]]],
    ['low scores after it', [[face], ...times(60, [weak]), ...times(30, nothing)], [[0, 75]]],
    ['never a track of low scores alone', times(60, [weak]), []],
    ['a gap of a second and a half in one place', [...times(5, [face]), ...times(45, nothing), ...times(5, [face])], [[0, 54]]],
    ['all that was skipped after the last look', [[face], ...times(40, 'skipped'), nothing, nothing], [[0, 40]]],
    ['all that was skipped before the first look', [nothing, ...times(40, 'skipped'), [face]], [[1, 41]]],
    ['skipped frames between two looks', [[face], ...times(4, 'skipped'), [face]], [[0, 5]]],
    ['skipped frames to the end of the video', [[face], ...times(40, 'skipped')], [[0, 40]]],
  ])('%s', (_, looks, expected) => expect(spans(understand(observationsOf(looks), []).tracks)).toEqual(expected));

  it('covers at least two frames at any frame rate', () => {
    const looks = [...times(5, nothing), [doubtful], ...times(5, nothing)];
    expect(spans(understand(observationsOf(looks, { frameRate: 1 }), []).tracks)).toEqual([[3, 7]]);
  });

  it('covers a face that leaves until it is outside, and no longer', () => {
    const looks = [...Array.from({ length: 30 }, (_, i): Look => [[1280 - 60 - 300 + 10 * i, 300, 60, 80, 0.9]]), ...times(40, nothing)];
    const [track] = understand(observationsOf(looks), []).tracks;
    const last = (track?.frames.length ?? 0) - 1;
    expect(track?.frames[last]).toBeGreaterThanOrEqual(34);
    expect(track?.frames[last]).toBeLessThan(45);
  });

  it('says where each sample is from, without gaps', () => {
    const looks: Look[] = [...times(20, nothing), [face], nothing, [face]];
    const [track] = understand(observationsOf(looks), []).tracks;
    expect(track && originsOf(track)).toBe('eeeeeeeeeeeeeeedbd');
    expect(track?.frames.every((frame, index) => frame === (track.frames[0] as number) + index)).toBe(true);
  });

  it('is the same when computed again, and gives each track one identity', () => {
    const observations = observationsOf(times(30, [face, [100, 100, 50, 60, 0.8]]));
    const analysis = understand(observations, []);
    expect(understand(observations, [])).toEqual(analysis);
    expect(analysis.identities.map(({ tracks }) => tracks)).toEqual([[1], [2]]);
  });
});

describe('understand: where the boxes are', () => {
  it('never shrinks a box below what was detected, however it jitters', () => {
    const looks = Array.from({ length: 60 }, (_, i): Look => [[600 + 7 * (i % 3), 300 - 5 * (i % 2), 60 + (i % 4) * 6, 80 - (i % 5) * 4, 0.9]]);
    const [track] = understand(observationsOf(looks), []).tracks;
    looks.forEach((look, frame) => {
      const [x, y, width, height] = (look as Face[])[0] as Face;
      const raw = { x, y, width, height };
      expect(intersectionArea(raw, boxOf((track as Track).boxes, frame))).toBeCloseTo(area(raw), 1);
    });
  });

  it('bridges along the way between the samples', () => {
    const looks: Look[] = Array.from({ length: 41 }, (_, i): Look => (i >= 15 && i <= 25 ? [] : [[300 + 6 * i, 300, 60, 80, 0.9]]));
    const [track] = understand(observationsOf(looks), []).tracks;
    expect(iou(boxOf((track as Track).boxes, 20), { x: 420, y: 300, width: 60, height: 80 })).toBeGreaterThan(0.6);
  });

  it('does not glide a track across a cut', () => {
    const looks: Look[] = [...times(30, [[100, 100, 60, 80, 0.9]]), ...times(30, [[1000, 500, 60, 80, 0.9]])];
    expect(understand(observationsOf(looks), []).tracks.map((track) => boxOf(track.boxes, 20).x > 500)).toEqual([false, true]);
  });
});

describe('understand: what is not known', () => {
  it.each<[string, Look[], [number, number][]]>([
    ['a frame that failed', [nothing, 'unknown', nothing], [[1, 1]]],
    ['a frame that never came', [nothing, 'missing', 'missing', nothing], [[1, 2]]],
    ['the end that never came', [nothing, 'missing'], [[1, 1]]],
    ['a skipped frame is none', [nothing, 'skipped', nothing], []],
    ['failed and missing are one range', ['unknown', 'missing', nothing], [[0, 1]]],
  ])('%s', (_, looks, expected) => {
    const { unknown } = understand(observationsOf(looks), []);
    expect(unknown.map(({ firstFrame, lastFrame }) => [firstFrame, lastFrame])).toEqual(expected);
  });

  it('frames outside of the observed range', () => {
    const observations = observationsOf(times(10, nothing));
    const part = {
      ...observations,
      settings: { ...observations.settings, firstFrame: 3, lastFrame: 6 },
      statuses: observations.statuses.subarray(3, 7),
      offsets: observations.offsets.subarray(3, 8),
    };
    expect(understand(part, []).unknown).toEqual([{ firstFrame: 0, lastFrame: 2 }, { firstFrame: 7, lastFrame: 9 }]);
  });

  it('what the user hides whole, cut to the video and joined with the rest', () => {
    const observations = observationsOf([nothing, 'unknown', ...times(8, nothing)]);
    const corrections = [
      { kind: 'hide-frames-whole', firstFrame: 2, lastFrame: 3 },
      { kind: 'hide-frames-whole', firstFrame: 8, lastFrame: 99 },
      { kind: 'hide-frames-whole', firstFrame: 50, lastFrame: 60 },
    ] as const;
    expect(understand(observations, corrections).unknown).toEqual([{ firstFrame: 1, lastFrame: 3 }, { firstFrame: 8, lastFrame: 9 }]);
  });
});
