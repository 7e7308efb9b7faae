import { beforeEach, expect, test } from 'vitest';
import { needsSharedMedia } from '../../support/shared.ts';
import { readAvcSps } from '../../../src/media/h264-sps.ts';
import { withVui } from '../../support/vui.ts';
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

/** As ffprobe tells width, height and pix_fmt. */
test.each([
  ['containers/video.mp4', 1920, 1080],
  ['containers/edts.mp4', 854, 480],
  ['containers/cursed-vfr.mp4', 3026, 1386],
  ['faces/intel_classroom.mp4', 480, 270],
])('%s tells its visible size, cropping taken off', async (path, widthPx, heightPx) => {
  const { video } = await openMedia(path);
  expect(readAvcSps(video.description!)).toMatchObject({ widthPx, heightPx, bitDepth: 8, chromaFormat: 1 });
});

test.each([
  [{ color: null, aspect: null }, null, null],
  [{ color: { primaries: 9, transfer: 16, matrix: 9, fullRange: false }, aspect: null }, { primaries: 9, transfer: 16, matrix: 9, fullRange: false }, null],
  [{ color: { primaries: 1, transfer: 1, matrix: 1, fullRange: true }, aspect: [4, 3] }, { primaries: 1, transfer: 1, matrix: 1, fullRange: true }, { horizontal: 4, vertical: 3 }],
  [{ color: null, aspect: [300, 256] }, null, { horizontal: 300, vertical: 256 }],
] as const)('usage information %j is read', async (vui, color, pasp) => {
  const { video } = await openMedia('faces/intel_classroom.mp4');
  expect(readAvcSps(withVui(video.description!, vui))).toMatchObject({ widthPx: 480, heightPx: 270, color, pasp });
});

test.each([[new Uint8Array(0)], [Uint8Array.of(1, 100, 0, 31, 255, 224, 0, 0, 0, 0)], [Uint8Array.of(1, 100, 0, 31, 255, 225, 0, 4, 0x67, 100, 0, 31)]])('%j holds no parameter set', (avcC) =>
  expect(readAvcSps(avcC)).toBeNull());
