import type { FrameGeometry } from '../../../src/core/geometry.ts';
import { i420Layout, type I420Image } from '../../../src/core/i420.ts';
import type { FramePlan, PlannedMask } from '../../../src/documents/edit.ts';
import type { FillChoice, MaskShape } from '../../../src/documents/intent.ts';

/** Repeatable noise (mulberry32), so that a failing case can be looked at again. */
export function noise(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** `stretch` makes displayed pixels that many times wider. */
export function geometryOf(storedWidthPx: number, storedHeightPx: number, rotation: FrameGeometry['rotation'] = 0, stretch = 1, mirrored = false): FrameGeometry {
  const turned = rotation === 90 || rotation === 270;
  return {
    storedWidthPx, storedHeightPx, rotation, mirrored,
    widthPx: (turned ? storedHeightPx : storedWidthPx) * stretch,
    heightPx: turned ? storedWidthPx : storedHeightPx,
  };
}

export function noisePicture(geometry: FrameGeometry, seed: number): I420Image {
  const { storedWidthPx: widthPx, storedHeightPx: heightPx } = geometry;
  const random = noise(seed);
  const data = new Uint8Array(i420Layout(widthPx, heightPx).byteLength).map(() => Math.floor(random() * 256));
  return { widthPx, heightPx, data, color: { matrix: 'bt709', fullRange: false } };
}

export function maskOf(box: readonly [number, number, number, number], fill: FillChoice, shape: MaskShape = 'ellipse', track = 1): PlannedMask {
  const [x, y, width, height] = box;
  return { track, box: { x, y, width, height }, shape, fill };
}

export const planOf = (masks: readonly PlannedMask[]): FramePlan => ({ sourceFrame: 0, hideWhole: false, masks });
