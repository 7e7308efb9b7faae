import type { FrameBox } from '../../../../src/core/boxes.ts';
import type { FrameGeometry } from '../../../../src/core/geometry.ts';
import { mapPoint, uprightToStored } from '../../../../src/core/geometry.ts';
import { i420Layout } from '../../../../src/core/i420.ts';
import type { I420Image } from '../../../../src/core/i420.ts';
import { seededRandom } from '../../../support/random.ts';

/** A smooth random pattern without end, 0–255: bumps of about `size` pixels. */
export function pattern(seed: number, size: number): (x: number, y: number) => number {
  const random = seededRandom(seed);
  const waves = Array.from({ length: 12 }, () => ({ fx: (random() - 0.5) * (6 / size), fy: (random() - 0.5) * (6 / size), phase: 6.28 * random() }));
  return (x, y) => 128 + (110 * waves.reduce((sum, { fx, fy, phase }) => sum + Math.sin(fx * x + fy * y + phase), 0)) / 6;
}

/** A picture of a background with things before it, drawn in upright pixels and stored as the geometry says. */
export function sceneOf(geometry: FrameGeometry, background: (x: number, y: number) => number, things: readonly { readonly box: FrameBox; readonly look: (x: number, y: number) => number }[]): I420Image {
  const { storedWidthPx: widthPx, storedHeightPx: heightPx } = geometry;
  const data = new Uint8Array(i420Layout(widthPx, heightPx).byteLength).fill(128);
  const map = uprightToStored(geometry);
  for (let y = 0; y < geometry.heightPx; y++) {
    for (let x = 0; x < geometry.widthPx; x++) {
      const thing = things.findLast(({ box }) => x + 0.5 >= box.x && x + 0.5 < box.x + box.width && y + 0.5 >= box.y && y + 0.5 < box.y + box.height);
      // A thing's look is of 64 units a side, whatever its size.
      const value = thing === undefined ? background(x, y) : thing.look((64 * (x + 0.5 - thing.box.x)) / thing.box.width, (64 * (y + 0.5 - thing.box.y)) / thing.box.height);
      const stored = mapPoint(map, x + 0.5, y + 0.5);
      data[Math.floor(stored.y) * widthPx + Math.floor(stored.x)] = Math.min(255, Math.max(0, value));
    }
  }
  return { widthPx, heightPx, data, color: { matrix: 'bt709', fullRange: false } };
}
