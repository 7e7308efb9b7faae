import { checkCorrections } from './check-corrections.ts';
import type { Correction, Corrections } from './corrections.ts';
import { fillFromJson, fillToJson } from './fill-json.ts';

/** Corrections as plain JSON values. */
export function correctionsToJson(corrections: Corrections): unknown {
  return corrections.map((correction: Correction) => ('fill' in correction ? { ...correction, fill: fillToJson(correction.fill) } : correction));
}

/** The way back; throws `document/invalid` with the path of the first bad field. */
export function correctionsFromJson(value: unknown): Corrections {
  return checkCorrections(Array.isArray(value) ? value.map(withFill) : value);
}

/** Only the fill is read here; what else is wrong is left to the checks. */
function withFill(item: unknown, index: number): unknown {
  if (typeof item !== 'object' || item === null || !('fill' in item) || item.fill === undefined) return item;
  return { ...item, fill: fillFromJson(item.fill, `corrections[${index}].fill`) };
}
