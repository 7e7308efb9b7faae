import { describe, expect, it } from 'vitest';
import { decodePasses } from '../../../src/acts/decode-cuts.ts';
import type { FrameRange } from '../../../src/documents/analysis.ts';
import type { VideoTrack } from '../../../src/media/movie.ts';

const count = 100;
/** A key frame every ten frames; each frame is shown where it is decoded. */
const every = Float64Array.from({ length: count }, (_, frame) => frame);
const video = {
  samples: { count, cts: every, sync: Uint8Array.from({ length: count }, (_, frame) => (frame % 10 === 0 ? 1 : 0)) },
  presentation: Int32Array.from(every),
} as unknown as VideoTrack;

describe('runs of a decoder over cuts', () => {
  it.each<[string, number[][], number[][][]]>([
    ['one cut', [[3, 7]], [[[3, 7]]]],
    ['near ones share a run', [[3, 4], [7, 8]], [[[3, 4], [7, 8]]]],
    ['those after the next key frame begin anew there', [[3, 4], [12, 15]], [[[3, 4]], [[12, 15]]]],
    ['no gap between them', [[3, 9], [10, 12]], [[[3, 9], [10, 12]]]],
    ['three, of which two are near', [[3, 4], [8, 12], [15, 16], [40, 41]], [[[3, 4], [8, 12], [15, 16]], [[40, 41]]]],
    ['back', [[23, 24], [3, 4]], [[[23, 24]], [[3, 4]]]],
    ['the same again', [[3, 4], [3, 4]], [[[3, 4]], [[3, 4]]]],
    ['overlapping', [[3, 6], [5, 8]], [[[3, 6]], [[5, 8]]]],
  ])('%s', (_, cuts, expected) => {
    const ranges = cuts.map(([firstFrame, lastFrame]): FrameRange => ({ firstFrame: firstFrame as number, lastFrame: lastFrame as number }));
    expect(decodePasses(video, ranges).map((pass) => pass.map(({ firstFrame, lastFrame }) => [firstFrame, lastFrame]))).toEqual(expected);
  });
});
