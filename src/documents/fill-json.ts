import { fromBase64, toBase64 } from '../core/base64.ts';
import { checkFill } from './check-fill.ts';
import { checkRecord, invalidField } from './checks.ts';
import type { FillChoice } from './intent.ts';

/** A fill as plain JSON values: the bytes of its picture become base64, all else is as it is. */
export function fillToJson(fill: FillChoice): unknown {
  return fill.kind === 'image' ? { kind: 'image', image: { ...fill.image, rgba: toBase64(fill.image.rgba) } } : fill;
}

/** The way back; throws `document/invalid` with the path of the first bad field. */
export function fillFromJson(value: unknown, path: string): FillChoice {
  const record = checkRecord(value, path);
  if (record['kind'] !== 'image') return checkFill(record, path);
  const image = checkRecord(record['image'], `${path}.image`);
  const rgba = typeof image['rgba'] === 'string' ? fromBase64(image['rgba']) : undefined;
  if (rgba === undefined) throw invalidField(`${path}.image.rgba`, 'base64');
  return checkFill({ kind: 'image', image: { ...image, rgba } }, path);
}
