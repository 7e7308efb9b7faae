import { AppError } from '../core/errors.ts';
import type { RgbaPicture } from '../core/rgba.ts';
import { maskReach, reach } from '../compose/cpu/mask-reach.ts';
import type { FramePlan } from '../documents/edit.ts';
import type { Report } from '../documents/report.ts';
import { partsNotAllowed } from '../media/stills/allowed-parts.ts';
import { decodeStill } from '../media/stills/decode-still.ts';
import type { EncodedStill } from '../media/stills/encode-still.ts';
import { stillGeometry } from '../pixels/still-planes.ts';

type Check = Report['audit']['checks'][number];

/** Side of the cells whose mean colours are compared: an encoder's blocks. */
const cellPx = 16;
/** JPEG and WebP keep the means of such cells within a few steps of 255; a face in place of its fill changes them by far more. */
const cellDistanceMax = 12;
const formats = { jpg: 'JPEG', png: 'PNG', webp: 'WebP' } as const;

/**
 * Proves an encoded picture before it is handed out: decodes it afresh and holds it against what was composed, inside of the masks and
 * elsewhere (PNG bit for bit), and lets nothing pass beside the picture. Throws `media/audit-failed` naming the first check that does not hold.
 */
export async function auditStill({ bytes, type }: EncodedStill, composed: RgbaPicture, plan: FramePlan, signal: AbortSignal): Promise<readonly Check[]> {
  const result = await decodeStill(bytes, formats[type], signal);
  const strange = partsNotAllowed(type, bytes);
  const checks: Check[] = [
    { name: 'size', passed: result.widthPx === composed.widthPx && result.heightPx === composed.heightPx, detail: `${result.widthPx}x${result.heightPx}, upright` },
    { name: 'metadata', passed: strange.length === 0, detail: strange.join(', ') || 'nothing but the picture' },
  ];
  if (checks.every(({ passed }) => passed)) checks.push(type === 'png' ? sameBytes(result, composed) : samePicture(result, composed, plan));
  const failed = checks.find(({ passed }) => !passed);
  if (failed !== undefined) throw new AppError('media/audit-failed', { check: failed.name, detail: failed.detail });
  return checks;
}

/** Opaque pixels and alpha must be equal; half transparent colours may come back from a decoder as near as their alpha lets one see. */
function sameBytes({ rgba: result }: RgbaPicture, { rgba: composed }: RgbaPicture): Check {
  let differing = 0;
  for (let at = 0; at < composed.length; at += 4) {
    const alpha = composed[at + 3] as number;
    const allowed = alpha === 255 ? 0 : alpha === 0 ? Infinity : 255 / alpha;
    let same = result[at + 3] === alpha;
    for (let i = at; i < at + 3; i++) same &&= Math.abs((result[i] as number) - (composed[i] as number)) <= allowed;
    if (!same) differing += 1;
  }
  return { name: 'picture', passed: differing === 0, detail: differing === 0 ? 'bit for bit what was composed' : `${differing} pixels differ` };
}

function samePicture(result: RgbaPicture, composed: RgbaPicture, plan: FramePlan): Check {
  const { widthPx, heightPx } = composed;
  const hidden = plan.hideWhole ? new Uint8Array(widthPx * heightPx).fill(reach.hidden) : maskReach(plan, stillGeometry(widthPx, heightPx));
  const largest = { inside: 0, elsewhere: 0 };
  const [columns, rows] = [Math.max(1, Math.floor(widthPx / cellPx)), Math.max(1, Math.floor(heightPx / cellPx))];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const cell = {
        left: Math.floor((column * widthPx) / columns), right: Math.floor(((column + 1) * widthPx) / columns),
        top: Math.floor((row * heightPx) / rows), bottom: Math.floor(((row + 1) * heightPx) / rows),
      };
      const { distance, isHidden } = compareCell(result, composed, hidden, cell);
      if (isHidden) largest.inside = Math.max(largest.inside, distance);
      else largest.elsewhere = Math.max(largest.elsewhere, distance);
    }
  }
  const passed = Math.max(largest.inside, largest.elsewhere) <= cellDistanceMax;
  return { name: 'picture', passed, detail: `cells of ${cellPx} px, largest difference where hidden ${largest.inside.toFixed(1)}, elsewhere ${largest.elsewhere.toFixed(1)} of 255` };
}

interface Cell {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The largest difference of the cell's means of red, green and blue as far as they show, and of alpha; whether a mask hides any of it. */
function compareCell(a: RgbaPicture, b: RgbaPicture, hidden: Uint8Array, { left, right, top, bottom }: Cell): { distance: number; isHidden: boolean } {
  const sums = [0, 0, 0, 0] as [number, number, number, number];
  let isHidden = false;
  for (let y = top; y < bottom; y++) {
    for (let x = left, at = 4 * (y * b.widthPx + left); x < right; x++, at += 4) {
      isHidden ||= hidden[at >> 2] === reach.hidden;
      const [alphaA, alphaB] = [a.rgba[at + 3] as number, b.rgba[at + 3] as number];
      for (let i = 0; i < 3; i++) sums[i as 0] += ((a.rgba[at + i] as number) * alphaA - (b.rgba[at + i] as number) * alphaB) / 255;
      sums[3] += alphaA - alphaB;
    }
  }
  const count = (right - left) * (bottom - top);
  return { distance: Math.max(...sums.map((sum) => Math.abs(sum) / count)), isHidden };
}
