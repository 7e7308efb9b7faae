import { fromBase64, toBase64 } from '../core/base64.ts';
import { checkCorrections } from './check-corrections.ts';
import { invalidField } from './checks.ts';
import type { Correction, Corrections } from './corrections.ts';

/** Corrections as plain JSON values: the bytes of a fill's picture become base64, all else is as it is. */
export function correctionsToJson(corrections: Corrections): unknown {
  return corrections.map(withText);
}

/** The way back; throws `document/invalid` with the path of the first bad field. */
export function correctionsFromJson(value: unknown): Corrections {
  return checkCorrections(Array.isArray(value) ? value.map(withBytes) : value);
}

function withText(correction: Correction): unknown {
  if (correction.kind !== 'draw' || correction.fill?.kind !== 'image') return correction;
  const { image } = correction.fill;
  return { ...correction, fill: { kind: 'image', image: { ...image, rgba: toBase64(image.rgba) } } };
}

/** Only a text where the bytes belong is touched; what else is wrong is left to the checks. */
function withBytes(item: unknown, index: number): unknown {
  const { fill } = (item ?? {}) as { fill?: { image?: { rgba?: unknown } } | null };
  const text = fill?.image?.rgba;
  if (typeof text !== 'string') return item;
  const rgba = fromBase64(text);
  if (rgba === undefined) throw invalidField(`corrections[${index}].fill.image.rgba`, 'base64');
  return { ...(item as object), fill: { ...fill, image: { ...fill?.image, rgba } } };
}
