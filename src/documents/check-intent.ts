import { checkArray, checkInteger, checkNumber, checkOneOf, checkRecord, checkString, invalidField } from './checks.ts';
import type { CutRange, FillChoice, Hide, ImageChoice, Intent } from './intent.ts';

/** A mask of 0.8 heads still covers nine tenths of a tight face, hair and ears begin to show; larger than three is another tool (hide the frame whole). */
export const maskScaleMin = 0.8;
export const maskScaleMax = 3;
/** One cell per face says nothing, 64 would be a picture again. */
const mosaicCellsMax = 64;

/** An Intent from outside; throws `document/invalid` with the field's path, also for a variant this version does not know. */
export function checkIntent(value: unknown): Intent {
  const record = checkRecord(value, 'intent');
  const hide = checkHide(record['hide']);
  return record['cut'] === undefined ? { hide } : { hide, cut: checkCut(record['cut']) };
}

function checkHide(value: unknown): Hide {
  const record = checkRecord(value, 'hide');
  const kind = checkOneOf(record['kind'], 'hide.kind', ['everyone', 'people']);
  const look = {
    shape: checkOneOf(record['shape'], 'hide.shape', ['ellipse', 'rounded-box']),
    scale: checkNumber(record['scale'], 'hide.scale', maskScaleMin, maskScaleMax),
    fill: checkFill(record['fill']),
  };
  if (kind === 'everyone') return { kind, ...look };
  const tracks = (name: string): number[] => checkArray(record[name], `hide.${name}`).map((id, index) => checkInteger(id, `hide.${name}[${index}]`));
  return { kind, others: checkOneOf(record['others'], 'hide.others', ['hide', 'show']), keep: tracks('keep'), hide: tracks('hide'), ...look };
}

function checkFill(value: unknown): FillChoice {
  const record = checkRecord(value, 'hide.fill');
  const kind = checkOneOf(record['kind'], 'hide.fill.kind', ['erase', 'solid', 'image', 'mosaic', 'blur']);
  switch (kind) {
    case 'erase':
    case 'blur':
      return { kind };
    case 'solid':
      return { kind, color: checkString(record['color'], 'hide.fill.color') };
    case 'mosaic':
      return { kind, cellsAcross: checkInteger(record['cellsAcross'], 'hide.fill.cellsAcross', 1, mosaicCellsMax) };
    case 'image':
      return { kind, image: checkImage(record['image']) };
  }
}

function checkImage(value: unknown): ImageChoice {
  const record = checkRecord(value, 'hide.fill.image');
  const widthPx = checkInteger(record['widthPx'], 'hide.fill.image.widthPx', 1);
  const heightPx = checkInteger(record['heightPx'], 'hide.fill.image.heightPx', 1);
  const rgba = record['rgba'];
  if (!(rgba instanceof Uint8ClampedArray) || rgba.length !== 4 * widthPx * heightPx) {
    throw invalidField('hide.fill.image.rgba', '4 bytes per pixel');
  }
  return { widthPx, heightPx, rgba };
}

function checkCut(value: unknown): CutRange {
  const record = checkRecord(value, 'cut');
  const kind = checkOneOf(record['kind'], 'cut.kind', ['range']);
  const firstFrame = checkInteger(record['firstFrame'], 'cut.firstFrame', 0);
  return { kind, firstFrame, lastFrame: checkInteger(record['lastFrame'], 'cut.lastFrame', firstFrame) };
}
