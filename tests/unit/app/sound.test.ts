import { describe, expect, it } from 'vitest';
import { en } from '../../../src/app/messages/en.ts';
import { ko } from '../../../src/app/messages/ko.ts';
import { soundChoiceOf, soundChoices, soundOptions } from '../../../src/app/state/sound-choice.ts';
import { soundStretch } from '../../../src/app/state/sound-stretch.ts';
import { soundReportText, treatedNow } from '../../../src/app/state/sound-text.ts';
import type { Corrections } from '../../../src/documents/corrections.ts';
import { soundByHand } from '../../../src/documents/sound-by-hand.ts';

describe('the sound of the settings', () => {
  it('comes back from a project, but what is left out', () => {
    for (const choice of soundChoices) expect(soundChoiceOf(soundOptions(choice).audio)).toBe(choice === 'drop' ? 'keep' : choice);
    expect(soundChoiceOf({ treatments: [{ kind: 'bleep', where: { kind: 'range', startUs: 0, endUs: 1 } }] })).toBeUndefined();
  });
});

it.each<[number, string[], string[]]>([
  [0.99, [], []],
  [1, ['sound bleep'], ['소리 삐 소리']],
  [2, ['sound disguised'], ['소리 변조']],
  [2.5, [], []],
])('says what becomes of the sound at %d s', (seconds, english, korean) => {
  const treated = [{ kind: 'bleep', startS: 1, endS: 2 }, { kind: 'disguise', startS: 2, endS: 2.5 }] as const;
  expect([treatedNow(treated, seconds, en.sound), treatedNow(treated, seconds, ko.sound)]).toEqual([english, korean]);
});

describe('a stretch of sound by hand', () => {
  const timesS = Float64Array.of(0, 0.1, 0.25, 0.4);
  it.each([
    ['of one frame', 1, 1, 100_000, 250_000],
    ['of several', 0, 2, 0, 400_000],
    ['chosen backwards', 2, 1, 100_000, 400_000],
    ['to the last frame', 2, 3, 250_000, 550_000],
  ])('%s', (_, one, other, startUs, endUs) => expect(soundStretch(timesS, one, other)).toEqual({ startUs, endUs }));

  const treat = (startUs: number, endUs: number, treatment: 'none' | 'silence' | 'bleep' | 'disguise'): Corrections[number] => ({ kind: 'treat-sound', startUs, endUs, treatment });
  it.each<[string, Corrections, string]>([
    ['nothing', [{ kind: 'name', track: 1, name: 'A' }], ''],
    ['in order of time', [treat(5, 6, 'bleep'), treat(1, 2, 'silence')], '1-2 silence, 5-6 bleep'],
    ['the last word counts, a weaker one too', [treat(0, 10, 'silence'), treat(4, 6, 'disguise')], '0-4 silence, 4-6 disguise, 6-10 silence'],
    ['a part put back', [treat(0, 10, 'bleep'), treat(2, 3, 'none')], '0-2 bleep, 3-10 bleep'],
    ['all put back', [treat(0, 10, 'bleep'), treat(0, 10, 'none')], ''],
    ['two that touch are one', [treat(0, 5, 'bleep'), treat(5, 7, 'bleep')], '0-7 bleep'],
  ])('%s', (_, corrections, expected) => {
    expect(soundByHand(corrections).map(({ kind, startUs, endUs }) => `${startUs}-${endUs} ${kind}`).join(', ')).toBe(expected);
  });
});

it('the report says what was done, for whom, and that a disguise is no protection', () => {
  const sound = {
    fate: 'reencoded', codec: 'opus', sourceCodec: 'mp4a.40.2', channels: 2, packetsSilent: 0, untreatedS: 1,
    treated: [{ kind: 'bleep', seconds: 1.25 }, { kind: 'disguise', seconds: 3 }], voices: [{ person: 4, kind: 'bleep', seconds: 1.25 }],
  } as const;
  expect(soundReportText(en, sound)).toBe('opus, encoded anew (was mp4a.40.2); 1.3 s bleep; 3.0 s disguised; for person 4: 1.3 s bleep; Disguised voices may still be recognised, and what they say is heard.');
  expect(soundReportText(ko, { ...sound, treated: [], voices: [] })).not.toContain(ko.sound.stillRecognised);
});
