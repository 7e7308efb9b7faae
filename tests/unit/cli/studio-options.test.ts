import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { helpText } from '../../../cli/help.ts';
import { motionEn } from '../../../src/app/messages/motion-en.ts';
import { motionKo } from '../../../src/app/messages/motion-ko.ts';
import { commands } from '../../../cli/commands.ts';
import { jobFiles } from '../../../cli/job-files.ts';
import { parseCommandLine } from '../../../cli/options.ts';
import type { JobCommand } from '../../../cli/options.ts';

const words = (line: string): string[] => line.split(' ').filter((word) => word !== '');

/** `trim --min 2` with an input and an output. */
function read(line: string): JobCommand {
  const [kind, ...rest] = words(line);
  const command = parseCommandLine([kind as string, 'in.mp4', '-o', 'out', ...rest]);
  if (!('job' in command)) throw new Error('not a job');
  return command.job;
}

const shaping = { minS: 0.5, paddingS: 0.25, mergeS: 0.5, maxS: null };
const visible = { kind: 'people', people: [], where: 'visible', ...shaping };

describe('cuts', () => {
  it.each<[string, object | undefined]>([
    ['anonymize', undefined],
    ['trim', visible],
    ['segments', visible],
    ['trim --only speaking', { ...visible, where: 'speaking' }],
    ['trim --person 3@0a1b2c3d --person 5@0a1b2c3d --only visible-or-speaking', { ...visible, people: [3, 5], where: 'visible-or-speaking' }],
    ['trim --min 2 --padding 0 --merge 1.5 --max 1:30', { ...visible, minS: 2, paddingS: 0, mergeS: 1.5, maxS: 90 }],
    ['trim --range 0:10-0:20 --range 5-7.5', { kind: 'ranges', ranges: [{ startS: 10, endS: 20 }, { startS: 5, endS: 7.5 }] }],
    ['follow', undefined],
    ['follow --person mina.jpg --only visible-and-speaking', { ...visible, where: 'visible-and-speaking' }],
    ['split --only visible --min 1', { ...visible, minS: 1 }],
    ['summary', { kind: 'summary', order: 'time', secondsEach: 3, maxS: null }],
    ['summary --order person --each 5 --max 2:00', { kind: 'summary', order: 'person', secondsEach: 5, maxS: 120 }],
  ])('%s', (line, cut) => expect(read(line).options.cut).toEqual(cut));

  it('stretches by hand are looked at from the first to the last', () => {
    expect(read('trim --range 0:10-0:20 --range 5-7.5').options).toMatchObject({ startS: 5, endS: 20 });
  });

  it("an editor's cuts are all that is taken, and the page reads them", () => {
    const { options, saved } = read('trim --cuts talk.edl');
    expect(options.cut).toBeUndefined();
    expect(saved).toMatchObject({ cuts: 'talk.edl', chosen: ['startS', 'endS'] });
  });

  it.each<[string, string, string, string]>([
    ['trim', 'talk.edl', 'analyze', 'edl'],
    ['summary', 'talk.OTIO', 'analyze', 'otio'],
    ['trim', 'talk.mp4', 'anonymize', 'json'],
    ['follow', 'talk.edl', 'anonymize', 'json'],
    ['motion', 'talk.json', 'analyze', 'keypoints'],
    ['motion', 'talk.CSV', 'analyze', 'actions-csv'],
    ['motion', 'talk.vtt', 'analyze', 'actions-vtt'],
    ['motion', 'talk.txt', 'analyze', 'people-text'],
    ['motion', 'talk.mp4', 'anonymize', 'json'],
    ['follow', 'talk.json', 'anonymize', 'json'],
  ])('%s -o %s: %s as %s', (kind, output, task, format) => {
    const command = parseCommandLine([kind, 'in.mp4', '-o', output]);
    expect('job' in command && command.job).toMatchObject({ task, format });
  });

  it('follow makes a video of each of several people, of their own moments', () => {
    const { each, options, references } = read('follow --person 3@0a1b2c3d --person mina.jpg --only visible');
    expect(each).toBe(2);
    expect(options).toMatchObject({ subjects: [3], layout: { person: null }, cut: { people: [] } });
    expect(references).toEqual([{ role: 'subject', path: 'mina.jpg' }]);
    expect(read('follow --person 3@0a1b2c3d').each).toBe(1);
    expect(read('split --person 3@0a1b2c3d --person 4@0a1b2c3d').each).toBe(1);
  });

  it('and count more than a saved project says', () => expect(read('trim --range 1-2 --project w.veil.json').saved.chosen).toEqual(['startS', 'endS']));

  it.each<[string, 'each-cut' | undefined]>([['segments', 'each-cut'], ['trim', undefined]])('%s makes a file for each cut: %s', (line, parts) => expect(read(line).options.parts).toBe(parts));

  it.each<[string, true | undefined]>([
    ['trim --only speaking', undefined],
    ['trim --person a.jpg', undefined],
    ['trim --person a.jpg --only speaking', true],
    ['follow --person 1@0a1b2c3d --only visible-or-speaking', true],
    ['split --highlight-speaker', true],
    ['split', undefined],
  ])('%s asks who speaks: %s', (line, speakers) => expect(read(line).options.speakers).toBe(speakers));
});

describe('people', () => {
  it('are pictures, or ids of a report', () => {
    const { references, options } = read('split --keep mina.jpg --person mina.jpg --person 4@0a1b2c3d --person 7.jpg');
    expect(references).toEqual([{ role: 'keep', path: 'mina.jpg' }, { role: 'subject', path: 'mina.jpg' }, { role: 'subject', path: '7.jpg' }]);
    expect(options.layout).toMatchObject({ people: [4], places: 3 });
    expect(options.expectedFound).toEqual(['0a1b2c3d']);
  });
});

describe('layouts', () => {
  it.each<[string, object]>([
    ['follow', { aspect: '9:16', options: { layout: { kind: 'follow', person: null, whenGone: 'wide' } } }],
    ['follow --person 3@0a1b2c3d --size 1:1 --when-gone hold', { aspect: '1:1', options: { layout: { person: 3, whenGone: 'hold' } } }],
    ['follow --size 720x1280', { aspect: undefined, options: { layout: { canvas: { widthPx: 720, heightPx: 1280 } } } }],
    ['split', { aspect: undefined, options: { layout: { kind: 'split', people: [], places: 2, arrangement: 'side-by-side', canvas: { widthPx: 1920, heightPx: 1080 }, fit: 'cover', whenGone: 'hold', highlightSpeaker: false } } }],
    ['split --arrangement stacked', { options: { layout: { canvas: { widthPx: 1080, heightPx: 1920 } } } }],
    ['split --arrangement grid --places 9 --fit contain --size 16:9', { aspect: '16:9', options: { layout: { places: 9, fit: 'contain' } } }],
  ])('%s', (line, expected) => expect(read(line)).toMatchObject(expected));
});

describe('motion', () => {
  const all = { kind: 'overlay', people: [], style: 'review', skeletons: true, boxes: true, ids: true, actions: true, actionWords: motionEn.actions };
  it.each<[string, object | undefined]>([
    ['anonymize', undefined],
    ['motion', all],
    ['motion --style publication --no-boxes --no-ids', { ...all, style: 'publication', boxes: false, ids: false }],
    ['motion --words ko --person 3@0a1b2c3d', { ...all, people: [3], actionWords: motionKo.actions }],
    ['follow', undefined],
    ['follow --style publication --no-ids --person 3@0a1b2c3d', { ...all, style: 'publication', ids: false, people: [3] }],
    ['follow --style review --person 3@0a1b2c3d --person 4@0a1b2c3d', all],
    ['split --style review --person 3@0a1b2c3d --person 4@0a1b2c3d', { ...all, people: [3, 4] }],
    ['motion --no-skeletons --no-actions', { ...all, skeletons: false, actions: false }],
  ])('%s', (line, marks) => expect(read(line).options.marks).toEqual(marks));

  it('hides as all commands do, and takes stretches as they do', () => {
    expect(read('motion --keep mina.jpg --fill solid --only visible')).toMatchObject({ task: 'anonymize', references: [{ role: 'keep' }], options: { hide: { fill: { kind: 'solid' } }, cut: visible } });
  });
});

describe('bad command lines', () => {
  test.each<[string, string]>([
    ['trim --range 5', '--range must look like'],
    ['trim --range 5-3', 'ends before it begins'],
    ['trim --range 5-soon', '--range must be seconds'],
    ['trim --range 1-2 --only speaking', 'does not go with --only'],
    ['segments --range 1-2 --person a.jpg', 'does not go with --person'],
    ['trim --range 1-2 --end 9', 'leave out --end'],
    ['follow --range 1-2', "Unknown option '--range'"],
    ['follow --min 2', '--min goes with --only'],
    ['follow --only visible', 'needs to know who is followed'],
    ['follow --size 9x16', 'both sides must be even, from 16'],
    ['follow --size 721x1280', 'both sides must be even'],
    ['follow --size 3:2', '--size must be one of 9:16'],
    ['split --places 10', 'from 2 to 9'],
    ['split --places 2 --person a --person b --person c', '3 people do not go into 2 places'],
    ['split --fit fill', '--fit must be one of'],
    ['trim --only seen', '--only must be one of'],
    ['trim --person 3', 'write 3@DIGEST'],
    ['trim --max 0', '--max must be longer'],
    ['summary --each 0', '--each must be longer'],
    ['summary --person a.jpg', "Unknown option '--person'"],
    ['trim second.mp4', 'trim takes one video'],
    ['motion --style neon', '--style must be one of review, publication'],
    ['motion --no-skeletons --no-boxes --no-ids --no-actions', 'nothing is left to draw'],
    ['motion --no-actions --words ko', '--words is the language of actions'],
    ['motion --words fr', '--words must be one of en, ko'],
    ['split --no-ids', '--no-ids goes with --style'],
    ['motion --range 1-2', "Unknown option '--range'"],
    ['trim --style review', "Unknown option '--style'"],
  ])('%s', (line, reason) => {
    expect(() => read(line)).toThrow(expect.objectContaining({ code: 'usage/bad-option', message: expect.stringContaining(reason) as string }));
  });
});

it('the help names every option of every command', () => {
  const flags = Object.values(commands).flatMap((command) => Object.keys(command.flags));
  expect(flags.filter((flag) => !new RegExp(`--${flag}\\b`).test(helpText))).toEqual([]);
});

describe('files', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'veil-test-'));
    mkdirSync(join(folder, 'made'));
    for (const name of ['a.mp4', 'b.mp4', 'made/b-veiled-02.mp4', 'made/a-veiled-x.mp4', 'made/a-veiled.mp4', 'made/b-veiled-actions.csv', 'file']) writeFileSync(join(folder, name), '\0\0\0\x10ftypisom\0\0\0\0', 'latin1');
    writeFileSync(join(folder, 'p.jpg'), '\xff\xd8\xff\xe0', 'latin1');
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const outputs = (line: string): string[] => {
    const command = parseCommandLine(words(line).map((word) => (word.startsWith('@') ? join(folder, word.slice(1)) : word)));
    if (!('job' in command)) throw new Error('not a job');
    return jobFiles(command.kind, command.job).jobs.flatMap(({ output, beside = [] }) => [output, ...beside.map((each) => each.output)]).map((path) => path.slice(folder.length + 1));
  };

  test.each<[string, string[]]>([
    ['segments @a.mp4 -o @made', ['made/a-veiled.mp4']],
    ['segments @a.mp4 -o @fresh', ['fresh/a-veiled.mp4']],
    ['segments @b.mp4 -o @made --force', ['made/b-veiled.mp4']],
    ['trim @a.mp4 -o @c.mp4', ['c.mp4']],
    ['follow @b.mp4 -o @made', ['made/b-veiled.mp4']],
    ['motion @a.mp4 -o @c.mp4', ['c.mp4']],
    ['motion @a.mp4 -o @c.csv', ['c.csv']],
    ['motion @a.mp4 -o @fresh/', ['fresh/a-veiled.mp4', 'fresh/a-veiled-keypoints.json', 'fresh/a-veiled-actions.csv', 'fresh/a-veiled-actions.vtt', 'fresh/a-veiled-people.json', 'fresh/a-veiled-people.txt']],
  ])('%s', (line, expected) => expect(outputs(line)).toEqual(expected));

  test.each<[string, string]>([
    ['segments @b.mp4 -o @made', 'b-veiled-02.mp4" exists'],
    ['segments @b.mp4 -o @file', 'is not a folder'],
    ['trim @p.jpg -o @c.jpg', 'is a picture'],
    ['trim @made -o @c.mp4', 'takes one video, not a folder'],
    ['follow @a.mp4 -o @made', 'exists; --force'],
    ['motion @b.mp4 -o @made', 'b-veiled-actions.csv" exists'],
    ['motion @p.jpg -o @c.mp4', 'is a picture'],
    ['follow @a.mp4 -o @c.jpg', 'name it .mp4'],
    ['trim @a.mp4 --person @nobody.jpg -o @c.mp4', 'does not exist'],
  ])('%s', (line, reason) => expect(() => outputs(line)).toThrow(reason));
});
