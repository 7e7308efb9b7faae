import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import jpeg from 'jpeg-js';
import type { FrameGeometry } from '../../src/core/geometry.ts';
import { i420Layout, type I420Image } from '../../src/core/i420.ts';
import { rgbaToI420 } from '../../src/pixels/planar.ts';

export const photoFolder = join(process.env['VEIL_SHARED'] ?? '../shared', 'media/photos');

/** Pixels of a picture, RGBA 0–255. */
export interface Pixels {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rgba: Uint8Array;
}

/** A photo of the shared folder. */
export function readPhoto(name: string): Pixels {
  const { width: widthPx, height: heightPx, data: rgba } = jpeg.decode(readFileSync(join(photoFolder, name)), { useTArray: true });
  return { widthPx, heightPx, rgba };
}

/** Smaller by a whole number: means of squares; what is left at the right and bottom goes. */
export function shrunk({ widthPx, heightPx, rgba }: Pixels, by: number): Pixels {
  const small = { widthPx: Math.floor(widthPx / by), heightPx: Math.floor(heightPx / by) };
  const out = new Uint8Array(4 * small.widthPx * small.heightPx).fill(255);
  for (let y = 0; y < small.heightPx; y++) {
    for (let x = 0; x < small.widthPx; x++) {
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (let j = 0; j < by; j++) for (let i = 0; i < by; i++) sum += rgba[4 * ((y * by + j) * widthPx + x * by + i) + channel] as number;
        out[4 * (y * small.widthPx + x) + channel] = sum / by ** 2;
      }
    }
  }
  return { ...small, rgba: out };
}

/** A picture at the top left of a grey one of another size. */
export function laidInto({ widthPx, heightPx, rgba }: Pixels, size: Pick<Pixels, 'widthPx' | 'heightPx'>): Pixels {
  const out = new Uint8Array(4 * size.widthPx * size.heightPx).fill(128);
  for (let y = 0; y < heightPx; y++) out.set(rgba.subarray(4 * y * widthPx, 4 * (y + 1) * widthPx), 4 * y * size.widthPx);
  return { ...size, rgba: out };
}

/** As a network's adapter takes it. */
export function asPlanes({ widthPx, heightPx, rgba }: Pixels): { image: I420Image; geometry: FrameGeometry } {
  const data = new Uint8Array(i420Layout(widthPx, heightPx).byteLength);
  const color = { matrix: 'smpte170m', fullRange: true } as const;
  rgbaToI420(rgba, widthPx, heightPx, color, data);
  return { image: { widthPx, heightPx, data, color }, geometry: { storedWidthPx: widthPx, storedHeightPx: heightPx, rotation: 0, mirrored: false, widthPx, heightPx } };
}
