import { checkInteger, checkOneOf, checkRecord, checkString, invalidField } from './checks.ts';
import type { FillChoice, ImageChoice } from './intent.ts';

/** One cell per face says nothing, 64 would be a picture again. */
const mosaicCellsMax = 64;

/** A fill from outside; throws `document/invalid` with the field's path. */
export function checkFill(value: unknown, path: string): FillChoice {
  const record = checkRecord(value, path);
  const kind = checkOneOf(record['kind'], `${path}.kind`, ['erase', 'solid', 'image', 'mosaic', 'blur']);
  switch (kind) {
    case 'erase':
    case 'blur':
      return { kind };
    case 'solid':
      return { kind, color: checkString(record['color'], `${path}.color`) };
    case 'mosaic':
      return { kind, cellsAcross: checkInteger(record['cellsAcross'], `${path}.cellsAcross`, 1, mosaicCellsMax) };
    case 'image':
      return { kind, image: checkImage(record['image'], `${path}.image`) };
  }
}

function checkImage(value: unknown, path: string): ImageChoice {
  const record = checkRecord(value, path);
  const widthPx = checkInteger(record['widthPx'], `${path}.widthPx`, 1);
  const heightPx = checkInteger(record['heightPx'], `${path}.heightPx`, 1);
  const rgba = record['rgba'];
  if (!(rgba instanceof Uint8ClampedArray) || rgba.length !== 4 * widthPx * heightPx) throw invalidField(`${path}.rgba`, '4 bytes per pixel');
  return { widthPx, heightPx, rgba };
}
