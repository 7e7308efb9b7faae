import { expect, test } from 'vitest';
import { canvasOfAspect } from '../../../src/core/canvas-size.ts';

test.each([
  ['9:16', 1280, 720, 720, 1280],
  ['9:16', 3840, 2160, 1080, 1920],
  ['1:1', 1920, 1080, 1080, 1080],
  ['4:5', 640, 480, 480, 600],
  ['16:9', 720, 1280, 1280, 720],
  ['16:9', 853, 479, 852, 480],
  ['1:1', 8, 8, 16, 16],
] as const)('%s of %ix%i is %ix%i', (aspect, widthPx, heightPx, width, height) => {
  expect(canvasOfAspect(aspect, { widthPx, heightPx })).toEqual({ widthPx: width, heightPx: height });
});
