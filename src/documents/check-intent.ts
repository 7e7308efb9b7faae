import { checkAudio } from './audio-edit.ts';
import { checkCut } from './check-cut.ts';
import { checkFill } from './check-fill.ts';
import { checkLayout } from './check-layout.ts';
import { checkMarks } from './check-marks.ts';
import { checkArray, checkInteger, checkNumber, checkOneOf, checkRecord } from './checks.ts';
import { hideCovers } from './intent.ts';
import type { Hide, Intent } from './intent.ts';

/** A mask of 0.8 heads still covers nine tenths of a tight face, hair and ears begin to show; larger than three is another tool (hide the frame whole). */
export const maskScaleMin = 0.8;
export const maskScaleMax = 3;

/** An Intent from outside; throws `document/invalid` with the field's path, also for a variant this version does not know. */
export function checkIntent(value: unknown): Intent {
  const record = checkRecord(value, 'intent');
  const hide = checkHide(record['hide']);
  const { cut, layout, marks, audio } = record;
  return {
    hide,
    ...(cut === undefined ? {} : { cut: checkCut(cut) }),
    ...(layout === undefined ? {} : { layout: checkLayout(layout) }),
    ...(marks === undefined ? {} : { marks: checkMarks(marks) }),
    ...(audio === undefined ? {} : { audio: checkAudio(audio) }),
  };
}

function checkHide(value: unknown): Hide {
  const record = checkRecord(value, 'hide');
  const kind = checkOneOf(record['kind'], 'hide.kind', ['everyone', 'people']);
  const { covers } = record;
  const look = {
    ...(covers === undefined ? {} : { covers: checkOneOf(covers, 'hide.covers', hideCovers) }),
    shape: checkOneOf(record['shape'], 'hide.shape', ['ellipse', 'rounded-box']),
    scale: checkNumber(record['scale'], 'hide.scale', maskScaleMin, maskScaleMax),
    fill: checkFill(record['fill'], 'hide.fill'),
  };
  if (kind === 'everyone') return { kind, ...look };
  const tracks = (name: string): number[] => checkArray(record[name], `hide.${name}`).map((id, index) => checkInteger(id, `hide.${name}[${index}]`));
  return { kind, others: checkOneOf(record['others'], 'hide.others', ['hide', 'show']), keep: tracks('keep'), hide: tracks('hide'), ...look };
}
