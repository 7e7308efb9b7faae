import { describe, expect, it } from 'vitest';
import { planInputs } from '../../../src/models/input-plan.ts';

describe('planInputs', () => {
  it.each([
    { size: [1280, 720], quality: 'balanced', looks: ['640x384', '224x128'] },
    { size: [1280, 720], quality: 'fast', looks: ['640x384', '224x128'] },
    { size: [720, 1280], quality: 'balanced', looks: ['384x640', '128x224'] },
    { size: [1920, 1080], quality: 'balanced', looks: ['960x544', '224x128'] },
    { size: [3840, 2160], quality: 'balanced', looks: ['1280x736', '224x128'] },
    { size: [480, 270], quality: 'balanced', looks: ['640x384', '320x192'] },
    { size: [240, 320], quality: 'balanced', looks: ['480x640', '256x320'] },
    { size: [120, 90], quality: 'balanced', looks: ['256x192'] },
    { size: [1, 1], quality: 'balanced', looks: ['32x32'] },
    { size: [480, 270], quality: 'thorough', looks: ['640x384', '320x192'] },
    { size: [1280, 720], quality: 'thorough', looks: ['640x384', '224x128', '1280x736'] },
    { size: [1920, 1080], quality: 'thorough', looks: ['960x544', '224x128', '1920x1088'] },
    {
      size: [3840, 2160],
      quality: 'thorough',
      looks: ['1280x736', '224x128', '1920x1088', '1376x1152', '1376x1152', '1376x1152', '1376x1152', '1376x1152', '1376x1152'],
    },
  ] as const)('$size at $quality looks at $looks', ({ size, quality, looks }) => {
    expect(planInputs(size[0], size[1], quality).map(({ widthPx, heightPx }) => `${widthPx}x${heightPx}`)).toEqual(looks);
  });

  it('tiles cover a 4K picture and overlap by at least 128 px', () => {
    const tiles = planInputs(3840, 2160, 'thorough').filter(({ region }) => region.width < 3840).map(({ region }) => region);
    const spans = (pick: (index: number) => readonly [number, number]): (readonly [number, number])[] =>
      [...new Map(tiles.map((_, index) => [pick(index)[0], pick(index)])).values()].sort((a, b) => a[0] - b[0]);
    for (const [starts, limit] of [
      [spans((index) => [tiles[index]!.x, tiles[index]!.width]), 3840],
      [spans((index) => [tiles[index]!.y, tiles[index]!.height]), 2160],
    ] as const) {
      expect(starts[0]![0]).toBe(0);
      expect(starts.at(-1)![0] + starts.at(-1)![1]).toBe(limit);
      starts.slice(1).forEach(([start], index) => expect(starts[index]![0] + starts[index]![1] - start).toBeGreaterThanOrEqual(128));
    }
  });

  it('the second look does not answer for what is small there', () => {
    expect(planInputs(1280, 720, 'balanced').map(({ faceMinPx }) => faceMinPx)).toEqual([0, 320]);
    expect(planInputs(480, 270, 'balanced').map(({ faceMinPx }) => faceMinPx)).toEqual([0, 30]);
  });
});
