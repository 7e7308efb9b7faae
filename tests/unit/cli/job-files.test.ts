import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jobFiles } from '../../../cli/job-files.ts';
import { parseCommandLine } from '../../../cli/options.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'veil-test-'));
  mkdirSync(join(folder, 'dir'));
  mkdirSync(join(folder, 'dir2'));
  for (const name of ['a.mp4', 'b.mov', 'dir2/a.mp4', 'there.mp4', 'p.png']) writeFileSync(join(folder, name), 'x');
  symlinkSync(join(folder, 'a.mp4'), join(folder, 'link.mp4'));
  linkSync(join(folder, 'a.mp4'), join(folder, 'hard.mp4'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** `@x` stands for a path in the test's folder. */
const files = (line: string): string[] => {
  const command = parseCommandLine(line.split(' ').map((word) => (word.startsWith('@') ? join(folder, word.slice(1)) : word)));
  if (!('job' in command)) throw new Error('not a job');
  return jobFiles(command.kind, command.job).jobs.map(({ input, output }) => `${input} ${output}`.replaceAll(`${folder}/`, ''));
};

test.each([
  ['anonymize @a.mp4 -o @new.mp4', ['a.mp4 new.mp4']],
  ['anonymize @a.mp4 -o @dir', ['a.mp4 dir/a-veiled.mp4']],
  ['anonymize @a.mp4 @b.mov -o @dir', ['a.mp4 dir/a-veiled.mp4', 'b.mov dir/b-veiled.mp4']],
  ['anonymize @a.mp4 -o @fresh/', ['a.mp4 fresh/a-veiled.mp4']],
  ['anonymize @a.mp4 -o @there.mp4 --force', ['a.mp4 there.mp4']],
  ['analyze @a.mp4 -o @a.json', ['a.mp4 a.json']],
])('%s', (line, expected) => {
  expect(files(line)).toEqual(expected);
});

describe('refused before any browser starts', () => {
  test.each([
    ['anonymize @a.mp4 -o @a.mp4 --force', 'usage/bad-option', 'is an input'],
    ['anonymize @a.mp4 -o @link.mp4 --force', 'usage/bad-option', 'is an input'],
    ['anonymize @a.mp4 -o @hard.mp4 --force', 'usage/bad-option', 'is an input'],
    ['anonymize @a.mp4 -o @n.mp4 --report @a.mp4 --force', 'usage/bad-option', 'is an input'],
    ['anonymize @a.mp4 -o @n.mp4 --report @n.mp4', 'usage/bad-option', 'two results'],
    ['anonymize @a.mp4 @b.mov -o @n.mp4', 'usage/bad-option', 'need a folder'],
    ['anonymize @a.mp4 @dir2/a.mp4 -o @dir', 'usage/bad-option', 'two results'],
    ['anonymize @a.mp4 -o @there.mp4', 'usage/bad-option', '--force'],
    ['anonymize @a.mp4 -o @a.mp4/x.mp4', 'usage/bad-option', 'is not a folder'],
    ['analyze @a.mp4 -o @dir', 'usage/bad-option', 'is a folder'],
    ['anonymize @a.mp4 -o @n.mp4 --fill image --fill-image @none.png', 'usage/bad-option', 'does not exist'],
    ['anonymize @none.mp4 -o @n.mp4', 'media/unreadable', 'does not exist'],
    ['anonymize @dir -o @n.mp4', 'media/unreadable', 'not a file'],
  ])('%s', (line, code, reason) => {
    expect(() => files(line)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(reason) as string }));
  });
});
