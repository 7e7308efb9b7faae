import { checkArray, checkBoolean, checkInteger, checkOneOf, checkRecord, invalidField } from './checks.ts';
import type { CanvasSize, Layout } from './layout.ts';

/** Sides of a canvas that encoders take. */
export const canvasSideMin = 16;
export const canvasSideMax = 8192;
export const placesMax = 9;

/** A layout from outside; throws `document/invalid` with the field's path. */
export function checkLayout(value: unknown): Layout {
  const record = checkRecord(value, 'layout');
  const kind = checkOneOf(record['kind'], 'layout.kind', ['follow', 'split']);
  const canvas = checkCanvas(record['canvas']);
  const whenGone = checkOneOf(record['whenGone'], 'layout.whenGone', ['hold', 'blank', 'wide']);
  if (kind === 'follow') return { kind, person: record['person'] === null ? null : checkInteger(record['person'], 'layout.person'), canvas, whenGone };
  return {
    kind,
    people: checkArray(record['people'], 'layout.people').map((id, index) => checkInteger(id, `layout.people[${index}]`)),
    places: checkInteger(record['places'], 'layout.places', 1, placesMax),
    arrangement: checkOneOf(record['arrangement'], 'layout.arrangement', ['side-by-side', 'stacked', 'grid']),
    canvas,
    fit: checkOneOf(record['fit'], 'layout.fit', ['contain', 'cover', 'stretch', 'crop']),
    whenGone,
    highlightSpeaker: checkBoolean(record['highlightSpeaker'], 'layout.highlightSpeaker'),
  };
}

function checkCanvas(value: unknown): CanvasSize {
  const record = checkRecord(value, 'layout.canvas');
  const side = (name: 'widthPx' | 'heightPx'): number => {
    const pixels = checkInteger(record[name], `layout.canvas.${name}`, canvasSideMin, canvasSideMax);
    if (pixels % 2 !== 0) throw invalidField(`layout.canvas.${name}`, 'an even number');
    return pixels;
  };
  return { widthPx: side('widthPx'), heightPx: side('heightPx') };
}
