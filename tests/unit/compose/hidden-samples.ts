import { uprightToStored, type FrameGeometry } from '../../../src/core/geometry.ts';
import { i420Layout } from '../../../src/core/i420.ts';
import type { PlannedMask } from '../../../src/documents/edit.ts';

/**
 * Which samples a plan hides, from the outlines alone and not from the composer's own raster: every luma sample whose square meets a
 * mask's ellipse or rounded box (in upright pixels, 9x9 points per sample), and every chroma sample over one of those.
 */
export function hiddenSamples(geometry: FrameGeometry, masks: readonly PlannedMask[]): Uint8Array {
  const { storedWidthPx: w, storedHeightPx: h } = geometry;
  const { chromaWidthPx, uOffset, vOffset, byteLength } = i420Layout(w, h);
  const hidden = new Uint8Array(byteLength);
  const map = uprightToStored(geometry);
  const determinant = map.a * map.d - map.b * map.c;
  for (let sy = 0; sy < h; sy++) {
    for (let sx = 0; sx < w; sx++) {
      const meets = masks.some(({ box, shape }) => {
        for (let i = 0; i <= 8; i++) {
          for (let j = 0; j <= 8; j++) {
            const dx = sx + i / 8 - map.e;
            const dy = sy + j / 8 - map.f;
            const x = Math.abs((map.d * dx - map.c * dy) / determinant - box.x - box.width / 2);
            const y = Math.abs((map.a * dy - map.b * dx) / determinant - box.y - box.height / 2);
            if (shape === 'ellipse') {
              if ((2 * x / box.width) ** 2 + (2 * y / box.height) ** 2 <= 1) return true;
            } else {
              const corner = 0.25 * Math.min(box.width, box.height);
              const ex = Math.max(0, x - box.width / 2 + corner);
              const ey = Math.max(0, y - box.height / 2 + corner);
              if (Math.hypot(ex, ey) <= corner) return true;
            }
          }
        }
        return false;
      });
      if (!meets) continue;
      hidden[sy * w + sx] = 1;
      const chroma = (sy >> 1) * chromaWidthPx + (sx >> 1);
      hidden[uOffset + chroma] = 1;
      hidden[vOffset + chroma] = 1;
    }
  }
  return hidden;
}
