import { beforeEach, expect, test } from 'vitest';
import { needsSharedMedia } from '../../support/shared.ts';
import { openMedia } from './media-files.ts';

beforeEach(needsSharedMedia);

/** As ffprobe tells them (color_primaries, color_transfer, color_space, color_range, sample_aspect_ratio). */
test.each([
  ['containers/video.mp4', { primaries: 2, transfer: 2, matrix: 5, fullRange: true }, { horizontal: 1, vertical: 1 }],
  ['containers/sar_2x1.mp4', null, { horizontal: 2, vertical: 1 }],
  ['containers/A4.mp4', null, null],
  ['faces/intel_classroom.mp4', null, null],
])('%s tells its colour and pixel aspect', async (path, color, pasp) => {
  const { video } = await openMedia(path);
  expect({ color: video.colorCodes, pasp: video.pasp }).toEqual({ color, pasp });
});
