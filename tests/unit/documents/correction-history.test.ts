import { describe, expect, it } from 'vitest';
import { addStep, correctionsOf, emptyHistory, endDrag, historyOf, redo, undo } from '../../../src/documents/correction-history.ts';
import type { CorrectionHistory } from '../../../src/documents/correction-history.ts';
import type { Correction } from '../../../src/documents/corrections.ts';

const name = (text: string): Correction => ({ kind: 'name', track: 1, name: text });
const names = (history: CorrectionHistory): string =>
  correctionsOf(history).map((correction) => (correction.kind === 'name' ? correction.name : '?')).join('');
const added = (text: string, drag?: string) => (history: CorrectionHistory) => addStep(history, [name(text)], drag);
const both = (history: CorrectionHistory): CorrectionHistory => addStep(history, [name('x'), name('y')]);

describe('the history of corrections', () => {
  it.each<[string, ((history: CorrectionHistory) => CorrectionHistory)[], string]>([
    ['is empty at first', [], ''],
    ['keeps what was done in order', [added('a'), added('b')], 'ab'],
    ['takes the last step back', [added('a'), added('b'), undo], 'a'],
    ['takes back no more than there is', [added('a'), undo, undo], ''],
    ['does it again', [added('a'), added('b'), undo, undo, redo], 'a'],
    ['does again no more than was undone', [added('a'), undo, redo, redo], 'a'],
    ['forgets what was undone once something else is done', [added('a'), undo, added('b'), redo], 'b'],
    ['takes a step of several corrections back as one', [added('a'), both, undo], 'a'],
    ['does a step of several corrections again as one', [added('a'), both, undo, redo], 'axy'],
    ['makes one step of a drag', [added('a'), added('1', 'd'), added('2', 'd'), added('3', 'd')], 'a3'],
    ['takes a whole drag back', [added('a'), added('1', 'd'), added('2', 'd'), undo], 'a'],
    ['keeps two drags apart', [added('1', 'd'), added('2', 'e')], '12'],
    ['keeps two drags of one name apart when the hand let go', [added('1', 'd'), endDrag, added('2', 'd')], '12'],
    ['does not go on with a drag that was undone and done again', [added('1', 'd'), undo, redo, added('2', 'd')], '12'],
    ['lets go of nothing', [endDrag, added('a'), endDrag], 'a'],
  ])('%s', (_, acts, expected) => expect(names(acts.reduce((history, act) => act(history), emptyHistory))).toBe(expected));

  it('of a file can be undone step by step', () => expect(names(undo(historyOf([name('a'), name('b')])))).toBe('a'));

  it('leaves earlier values as they were', () => {
    const one = addStep(emptyHistory, [name('a')]);
    undo(addStep(one, [name('b')]));
    expect(names(one)).toBe('a');
  });
});
