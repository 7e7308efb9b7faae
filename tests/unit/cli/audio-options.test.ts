import { expect, it } from 'vitest';
import { chosenAudio } from '../../../cli/audio-options.ts';
import type { ChosenAudio } from '../../../cli/audio-options.ts';
import { parseCommandLine } from '../../../cli/options.ts';

type Given = readonly [audio: string | undefined, of: string | readonly string[] | undefined, ranges: readonly string[]];
const treat = (kind: 'silence' | 'bleep' | 'disguise', ...wheres: readonly object[]): object => ({ treatments: wheres.map((where) => ({ kind, where })) });

const chosen = (...[audio, of, ranges]: Given): ChosenAudio => chosenAudio(audio, of === undefined ? [] : typeof of === 'string' ? [of] : of, ranges);

it.each<[string, Given, ChosenAudio['options'] | object]>([
  ['nothing said', [undefined, undefined, []], { sound: 'keep' }],
  ['left out', ['drop', undefined, []], { sound: 'drop' }],
  ['all of it disguised', ['disguise', undefined, []], { sound: 'keep', audio: treat('disguise', { kind: 'everything' }) }],
  ['speech silenced', ['silence', 'speech', []], { sound: 'keep', audio: treat('silence', { kind: 'all-speech' }) }],
  ['two people bleeped: mouths are looked at', ['bleep', '1,4', []], { sound: 'keep', speakers: true, audio: treat('bleep', { kind: 'speech-of', people: [1, 4] }) }],
  ['somebody in a photo: mouths are looked at', ['bleep', 'mina.jpg', []], { sound: 'keep', speakers: true, audio: treat('bleep', { kind: 'speech-of', people: [] }) }],
  ['people by photo and by id', ['bleep', ['mina.jpg', '4', '7,9'], []], { sound: 'keep', speakers: true, audio: treat('bleep', { kind: 'speech-of', people: [4, 7, 9] }) }],
  ['ranges by hand', [undefined, undefined, ['0:10-0:12.5=bleep', '1.5-1:02:03=bleep']], { sound: 'keep', audio: treat('bleep', { kind: 'range', startUs: 10e6, endUs: 12.5e6 }, { kind: 'range', startUs: 1.5e6, endUs: 3723e6 }) }],
  ['both', ['bleep', 'all', ['1-2=bleep']], { sound: 'keep', audio: treat('bleep', { kind: 'everything' }, { kind: 'range', startUs: 1e6, endUs: 2e6 }) }],
])('%s', (_, given, options) => expect(chosen(...given).options).toEqual(options));

it('asks for the analysis that ids are of', () => {
  expect(chosen('bleep', ['3@1a2b3c4d', '4@1a2b3c4d'], []).expectedFound).toEqual(['1a2b3c4d']);
  const command = parseCommandLine(['anonymize', 'a.mp4', '-o', 'b.mp4', '--people', 'keep:1@1a2b3c4d', '--audio', 'disguise', '--audio-of', '3@1a2b3c4d', '--audio-range', '1-2=silence', '--audio-range', '3-4=bleep']);
  expect(command).toMatchObject({ job: { options: { expectedFound: ['1a2b3c4d'], speakers: true, sound: 'keep', audio: { treatments: [{ kind: 'disguise' }, { kind: 'silence' }, { kind: 'bleep' }] } } } });
});

it('a photo is told to the job for the voice alone', () => {
  expect(chosen('silence', ['mina.jpg', '4@1a2b3c4d', 'joon.png'], []).references).toEqual([{ role: 'voice', path: 'mina.jpg' }, { role: 'voice', path: 'joon.png' }]);
  const command = parseCommandLine(['anonymize', 'a.mp4', '-o', 'b.mp4', '--keep', 'mina.jpg', '--audio', 'bleep', '--audio-of', 'joon.png']);
  expect(command).toMatchObject({ job: { references: [{ role: 'keep', path: 'mina.jpg' }, { role: 'voice', path: 'joon.png' }] } });
});

it.each<[string, Given, RegExp]>([
  ['another word', ['mute', undefined, []], /--audio must be one of keep, drop, silence, bleep, disguise/],
  ['people for a sound that is kept', ['keep', '1', []], /--audio-of goes with/],
  ['nobody', ['bleep', '', []], /--audio-of must be/],
  ['all sound and somebody', ['bleep', ['mina.jpg', 'speech'], []], /--audio-of speech stands alone/],
  ['person 0', ['bleep', '0', []], /no person 0/],
  ['a digest of another length', ['bleep', '1@1a2b', []], /--audio-of must be/],
  ['a range without a treatment', [undefined, undefined, ['1-2']], /--audio-range must look like/],
  ['a range of another treatment', [undefined, undefined, ['1-2=mute']], /--audio-range must look like/],
  ['a range that ends where it begins', [undefined, undefined, ['2-2=bleep']], /must be later/],
  ['no time', [undefined, undefined, ['a-b=bleep']], /seconds or h:mm:ss/],
  ['a range of a sound that is left out', ['drop', undefined, ['1-2=bleep']], /does nothing/],
])('refuses %s', (_, given, reason) => {
  expect(() => chosen(...given)).toThrow(expect.objectContaining({ code: 'usage/bad-option', details: { reason: expect.stringMatching(reason) as string } }));
});
