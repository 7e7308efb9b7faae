import type { Analysis } from '../../documents/analysis.ts';
import type { MaskPath } from '../../documents/edit.ts';
import type { HideEveryone } from '../../documents/intent.ts';
import { boxOf, setBox } from '../../documents/box-columns.ts';
import { headBox } from './head-box.ts';

/** Hides every track: one head-sized mask each, on every frame of the track. */
export function hideEveryone(analysis: Analysis, { scale, shape, fill }: HideEveryone): MaskPath[] {
  return analysis.tracks
    .filter(({ frames }) => frames.length > 0)
    .map((track): MaskPath => {
      const heads = new Float32Array(track.boxes.length);
      for (let sample = 0; sample < track.frames.length; sample++) setBox(heads, sample, headBox(boxOf(track.boxes, sample), scale));
      return { track: track.id, firstFrame: track.frames[0] as number, boxes: coverMotion(heads), shape, fill };
    });
}

/**
 * Each mask also covers where the head was half-way to the frame before and after: a picture is exposed over time, and times of
 * detections are as uncertain as that.
 */
export function coverMotion(heads: Float32Array): Float32Array {
  const covered = new Float32Array(heads.length);
  for (let at = 0; at < heads.length; at += 4) {
    for (const [start, size] of [[at, at + 2], [at + 1, at + 3]] as const) {
      const low = heads[start] as number;
      const high = low + (heads[size] as number);
      let coveredLow = low;
      let coveredHigh = high;
      for (const step of [-4, 4]) {
        const otherLow = heads[start + step];
        const otherSize = heads[size + step];
        if (otherLow === undefined || otherSize === undefined) continue;
        coveredLow = Math.min(coveredLow, (low + otherLow) / 2);
        coveredHigh = Math.max(coveredHigh, (high + otherLow + otherSize) / 2);
      }
      covered[start] = coveredLow;
      covered[size] = coveredHigh - coveredLow;
    }
  }
  return covered;
}
