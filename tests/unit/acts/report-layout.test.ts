import { describe, expect, it } from 'vitest';
import { layoutNotes, reportLayout } from '../../../src/acts/report-layout.ts';
import { tileStates } from '../../../src/documents/edit.ts';
import type { Edit, TilePath } from '../../../src/documents/edit.ts';
import type { ReportPerson } from '../../../src/documents/report.ts';

const { shown, held, absent, wide } = tileStates;
const tile = (person: number, states: readonly number[]): TilePath => ({
  person, place: { x: 0, y: 0, width: 8, height: 8 }, fit: 'cover', firstFrame: 2, states: Uint8Array.from(states), views: new Float32Array(4 * states.length),
});
const editOf = (tiles: readonly TilePath[], placesAsked?: number): Edit => ({
  widthPx: 8, heightPx: 8, cuts: [{ firstFrame: 2, lastFrame: 4 }, { firstFrame: 7, lastFrame: 8 }], masks: [], hiddenWhole: [], audio: { treatments: [] },
  canvas: { widthPx: 16, heightPx: 8, background: '#000000', tiles, ...(placesAsked === undefined ? {} : { placesAsked }) },
});
const mina: ReportPerson = { id: 3, name: 'Mina', screenTimeS: 1, firstS: 0, lastS: 1, decision: 'hidden', confidence: 1, sure: true };

describe('what a report says of a canvas', () => {
  it('counts what each place showed over the frames of the cuts, and no others', () => {
    const layout = reportLayout(editOf([tile(3, [shown, shown, held, held, held, shown, held]), tile(5, [shown, absent, wide, wide, wide])]), [mina]);
    expect(layout).toEqual({
      widthPx: 16, heightPx: 8, placesAsked: 2,
      places: [
        { person: 3, name: 'Mina', framesShown: 3, framesHeld: 2, framesBlank: 0, framesWide: 0 },
        { person: 5, name: null, framesShown: 1, framesHeld: 0, framesBlank: 3, framesWide: 1 },
      ],
    });
  });

  it.each<[string, Edit, string[]]>([
    ['nothing of a picture as it is', { ...editOf([]), canvas: null }, []],
    ['nothing of people who are always there', editOf([tile(3, Array<number>(7).fill(shown))]), []],
    ['who was away, and what took their place', editOf([tile(3, [shown, held, held, shown, shown, shown, shown])]), ['Mina was not seen on 2 frames, which show their last picture in their place']],
    ['that there are fewer people than places', editOf([tile(3, Array<number>(7).fill(shown))], 4), ['4 places were asked for, 1 person was seen: one place each']],
  ])('in words: %s', (_, edit, notes) => expect(layoutNotes(reportLayout(edit, [mina]))).toEqual(notes));
});
