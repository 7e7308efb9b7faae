import { frameBox } from '../core/boxes.ts';
import type { Quality } from '../documents/observations.ts';
import { lookAt, planTiles, type PlannedInput } from './input-plan.ts';
import { ssdStridePx } from './ssd-mobilenet.ts';

export interface EmbeddedPlan {
  readonly ssd: readonly PlannedInput[];
  readonly blazeface: readonly PlannedInput[];
}

/** The sizes that FACTS measured as a union: SSD misses close-ups and turned heads, BlazeFace at 256 finds those; at 1024 it finds small ones. */
const ssdPx = 640;
const blazefacePx = [1024, 512, 256] as const;
/** `fast` leaves out the 1024 look: more than half of the union's time. */
const blazefaceFastPx = [512, 256] as const;
/** `thorough` adds SSD at up to twice its size (FACTS: 1024 alone reaches 94 % in dense groups). */
const ssdThoroughPx = 1280;
/** More than 2x enlarging only blurs, see input-plan.ts. */
const enlargeMax = 2;

/** What SSD and BlazeFace look at in one picture of the given upright size. */
export function planEmbedded(widthPx: number, heightPx: number, quality: Quality): EmbeddedPlan {
  const longPx = Math.max(widthPx, heightPx);
  const whole = frameBox(0, 0, widthPx, heightPx);
  const limitPx = enlargeMax * longPx;
  const sizes = new Set((quality === 'fast' ? blazefaceFastPx : blazefacePx).map((sizePx) => Math.min(sizePx, limitPx)));
  const ssd = [lookAt(whole, Math.min(ssdPx, limitPx), ssdStridePx)];
  const blazeface = [...sizes].map((sizePx, index) => ({ ...lookAt(whole, sizePx), shrinksPrevious: index > 0 }));
  if (quality === 'thorough') {
    if (longPx > ssdPx) ssd.push(lookAt(whole, Math.min(longPx, ssdThoroughPx), ssdStridePx));
    for (const tile of planTiles(widthPx, heightPx)) {
      ssd.push(lookAt(tile, ssdThoroughPx, ssdStridePx));
      blazeface.push(lookAt(tile, blazefacePx[0]));
    }
  }
  return { ssd, blazeface };
}
