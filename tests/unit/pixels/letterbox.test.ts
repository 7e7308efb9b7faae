import { describe, expect, test } from 'vitest';
import { frameBox } from '../../../src/core/boxes.ts';
import type { FrameGeometry } from '../../../src/core/geometry.ts';
import { uprightToStored } from '../../../src/core/geometry.ts';
import { i420Layout, type I420Image } from '../../../src/core/i420.ts';
import { Letterbox, letterboxToTensor, type TensorTarget } from '../../../src/pixels/letterbox.ts';

const color = { matrix: 'bt709', fullRange: false } as const;

function geometryOf(storedWidthPx: number, storedHeightPx: number, rotation: FrameGeometry['rotation'], stretch = 1, mirrored = false): FrameGeometry {
  const turned = rotation === 90 || rotation === 270;
  const widthPx = (turned ? storedHeightPx : storedWidthPx) * stretch;
  return { storedWidthPx, storedHeightPx, rotation, mirrored, widthPx, heightPx: turned ? storedWidthPx : storedHeightPx };
}

/** A grey picture whose luma is a slope over upright x and y, made through the geometry itself. */
function slope(geometry: FrameGeometry): I420Image {
  const { storedWidthPx: w, storedHeightPx: h } = geometry;
  const data = new Uint8Array(i420Layout(w, h).byteLength).fill(128);
  const map = uprightToStored(geometry);
  const determinant = map.a * map.d - map.b * map.c;
  for (let sy = 0; sy < h; sy++) {
    for (let sx = 0; sx < w; sx++) {
      const dx = sx + 0.5 - map.e;
      const dy = sy + 0.5 - map.f;
      const x = (map.d * dx - map.c * dy) / determinant;
      const y = (map.a * dy - map.b * dx) / determinant;
      data[sy * w + sx] = Math.round(30 + (100 * x) / geometry.widthPx + (80 * y) / geometry.heightPx);
    }
  }
  return { widthPx: w, heightPx: h, data, color };
}

const target = (widthPx: number, heightPx: number, more: Partial<TensorTarget> = {}): TensorTarget => ({
  widthPx, heightPx, channels: 'bgr', layout: 'nchw', mean: 0, scale: 1, padValue: 0, ...more,
});

describe('a letterbox keeps every place where the map says it is', () => {
  test.each([
    ['unturned, 2:1', geometryOf(128, 96, 0), frameBox(0, 0, 128, 96), target(64, 64)],
    ['unturned, 3.2:1', geometryOf(128, 96, 0), frameBox(0, 0, 128, 96), target(40, 32)],
    ['unturned, 1.3:1', geometryOf(131, 97, 0), frameBox(0, 0, 131, 97), target(100, 96)],
    ['enlarged', geometryOf(64, 48, 0), frameBox(8, 8, 32, 32), target(96, 96)],
    ['turned by 90', geometryOf(128, 96, 90), frameBox(0, 0, 96, 128), target(64, 64)],
    ['turned by 180', geometryOf(128, 96, 180), frameBox(0, 0, 128, 96), target(64, 48)],
    ['turned by 270', geometryOf(128, 96, 270), frameBox(0, 0, 96, 128), target(48, 64)],
    ['twice as wide pixels', geometryOf(64, 96, 0, 2), frameBox(0, 0, 128, 96), target(64, 64)],
    ['twice as wide pixels, turned', geometryOf(64, 96, 90, 2), frameBox(0, 0, 192, 64), target(96, 64)],
    ['mirrored, 2:1', geometryOf(128, 96, 0, 1, true), frameBox(0, 0, 128, 96), target(64, 64)],
    ['mirrored, turned by 90', geometryOf(128, 96, 90, 1, true), frameBox(0, 0, 96, 128), target(64, 64)],
    ['mirrored, turned by 270, twice as wide pixels', geometryOf(64, 96, 270, 2, true), frameBox(0, 0, 192, 64), target(96, 64)],
    ['a region reaching out of the picture', geometryOf(128, 96, 0), frameBox(-32, -16, 128, 128), target(64, 64)],
  ] as const)('%s', (_, geometry, region, wanted) => {
    const letterbox = new Letterbox(geometry, region, wanted);
    const out = new Float32Array(3 * wanted.widthPx * wanted.heightPx).fill(NaN);
    letterbox.run(slope(geometry), out);
    const { scale, offsetX, offsetY } = letterbox.map;
    let inside = 0;
    for (let y = 0; y < wanted.heightPx; y++) {
      for (let x = 0; x < wanted.widthPx; x++) {
        const value = out[y * wanted.widthPx + x] as number;
        const fx = (x + 0.5 - offsetX) / scale + region.x;
        const fy = (y + 0.5 - offsetY) / scale + region.y;
        const margin = 1.5 / scale + 1;
        const within = (v: number, from: number, to: number): boolean => v > from && v < to;
        const pictured = within(fx, Math.max(0, region.x) + margin, Math.min(geometry.widthPx, region.x + region.width) - margin)
          && within(fy, Math.max(0, region.y) + margin, Math.min(geometry.heightPx, region.y + region.height) - margin);
        const outside = !within(fx, 0, Math.min(geometry.widthPx, region.x + region.width) + margin) || !within(fy, 0, Math.min(geometry.heightPx, region.y + region.height) + margin);
        if (pictured) {
          inside += 1;
          const luma = 30 + (100 * fx) / geometry.widthPx + (80 * fy) / geometry.heightPx;
          expect(Math.abs(value - ((luma - 16) * 255) / 219)).toBeLessThan(2.5);
        } else if (outside) expect(value).toBe(0);
        expect(value).not.toBeNaN();
      }
    }
    expect(inside).toBeGreaterThan(200);
  });
});

describe('colours come out as ITU-R says', () => {
  test.each([
    ['BT.709 red', { matrix: 'bt709', fullRange: false }, [63, 102, 240], [255, 0, 0]],
    ['BT.601 red', { matrix: 'smpte170m', fullRange: false }, [81, 90, 240], [255, 0, 0]],
    ['BT.2020 blue', { matrix: 'bt2020-ncl', fullRange: false }, [29, 240, 119], [0, 0, 255]],
    ['full range white', { matrix: 'bt709', fullRange: true }, [255, 128, 128], [255, 255, 255]],
    ['limited range black', { matrix: 'bt709', fullRange: false }, [16, 128, 128], [0, 0, 0]],
    ['extremes are clamped', { matrix: 'bt2020-ncl', fullRange: false }, [255, 255, 255], [255, 172, 255]],
  ] as const)('%s', (_, picked, [y, u, v], rgb) => {
    const image: I420Image = { widthPx: 2, heightPx: 2, data: Uint8Array.from([y, y, y, y, u, v]), color: picked };
    const geometry = geometryOf(2, 2, 0);
    const planar = new Float32Array(12);
    letterboxToTensor(image, geometry, frameBox(0, 0, 2, 2), target(2, 2, { mean: 127.5, scale: 1 / 127.5 }), planar);
    const interleaved = new Float32Array(12);
    letterboxToTensor(image, geometry, frameBox(0, 0, 2, 2), target(2, 2, { layout: 'nhwc', channels: 'rgb' }), interleaved);
    for (let channel = 0; channel < 3; channel++) {
      expect(Math.abs((interleaved[channel] as number) - (rgb[channel] as number))).toBeLessThan(3);
      expect((planar[4 * (2 - channel)] as number) * 127.5 + 127.5).toBeCloseTo(interleaved[channel] as number, 2);
    }
  });
});

test('every size from 1x1 is taken', () => {
  for (const [w, h] of [[1, 1], [2, 1], [1, 3], [3, 5]] as const) {
    for (const rotation of [0, 90, 180, 270] as const) {
      const geometry = geometryOf(w, h, rotation);
      const out = new Float32Array(3 * 32 * 32).fill(NaN);
      letterboxToTensor(slope(geometry), geometry, frameBox(0, 0, geometry.widthPx, geometry.heightPx), target(32, 32), out);
      expect(out.some(Number.isNaN)).toBe(false);
    }
  }
});
