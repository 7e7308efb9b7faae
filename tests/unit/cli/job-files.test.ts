import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jobFiles } from '../../../cli/job-files.ts';
import { parseCommandLine } from '../../../cli/options.ts';

const [jpeg, png, webp] = ['\xff\xd8\xff\xe0', '\x89PNG\r\n\x1a\n', 'RIFF\0\0\0\0WEBPVP8 '];
const [avif, heic, mp4] = ['avif', 'heic', 'isom'].map((brand) => `\0\0\0\x10ftyp${brand}\0\0\0\0`) as [string, string, string];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'veil-test-'));
  mkdirSync(join(folder, 'dir'));
  mkdirSync(join(folder, 'dir2'));
  mkdirSync(join(folder, 'album/sea/out'), { recursive: true });
  for (const [name, head] of [
    ['p.jpg', jpeg], ['q.avif', avif], ['album/a.jpg', jpeg], ['album/b.heic', heic], ['album/c.png', png], ['album/notes.txt', 'x'], ['album/sea/a.jpg', jpeg],
    ['album/sea/d.avif', avif], ['album/sea/d.webp', webp], ['album/sea/lies.txt', mp4], ['album/sea/out/a-veiled.jpg', jpeg], ['dir2/more.jpg', jpeg],
  ] as const) writeFileSync(join(folder, name), head, 'latin1');
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
  ['anonymize @p.jpg -o @new.jpeg', ['p.jpg new.jpeg']],
  ['anonymize @p.jpg @q.avif @a.mp4 -o @dir', ['p.jpg dir/p-veiled.jpg', 'q.avif dir/q-veiled.webp', 'a.mp4 dir/a-veiled.mp4']],
  ['analyze @p.jpg -o @a.json', ['p.jpg a.json']],
  ['anonymize @album/sea -o @dir', ['album/sea/a.jpg dir/a-veiled.jpg', 'album/sea/d.avif dir/d-veiled.webp', 'album/sea/d.webp dir/d.webp-veiled.webp', 'album/sea/lies.txt dir/lies-veiled.mp4', 'album/sea/out/a-veiled.jpg dir/out/a-veiled-veiled.jpg']],
  ['anonymize @album/sea -o @album/sea/out/ --force', ['album/sea/a.jpg album/sea/out/a-veiled.jpg', 'album/sea/d.avif album/sea/out/d-veiled.webp', 'album/sea/d.webp album/sea/out/d.webp-veiled.webp', 'album/sea/lies.txt album/sea/out/lies-veiled.mp4']],
  ['anonymize @album/sea/out @dir2 -o @dir', ['album/sea/out/a-veiled.jpg dir/out/a-veiled-veiled.jpg', 'dir2/more.jpg dir/dir2/more-veiled.jpg']],
])('%s', (line, expected) => {
  expect(files(line)).toEqual(expected);
});

test('a folder is looked through to the bottom; what is neither video nor picture is passed over, what is refused by name is not', () => {
  const command = parseCommandLine(['anonymize', join(folder, 'album'), '-o', join(folder, 'dir')]);
  if (!('job' in command)) throw new Error('not a job');
  const { jobs, passedOver } = jobFiles(command.kind, command.job);
  expect(passedOver).toEqual([join(folder, 'album/notes.txt')]);
  expect(jobs.map(({ output }) => output)).toEqual(
    ['a-veiled.jpg', 'b-veiled.mp4', 'c-veiled.png', 'sea/a-veiled.jpg', 'sea/d-veiled.webp', 'sea/d.webp-veiled.webp', 'sea/lies-veiled.mp4', 'sea/out/a-veiled-veiled.jpg'].map((name) => join(folder, 'dir', name)),
  );
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
    ['anonymize @dir -o @dir2', 'media/unreadable', 'no video or picture'],
    ['anonymize @album -o @n.mp4', 'usage/bad-option', 'need a folder'],
    ['analyze @album -o @n.json', 'usage/bad-option', 'one file'],
    ['anonymize @p.jpg -o @p.png', 'usage/bad-option', 'name it .jpg'],
    ['anonymize @p.jpg -o @n.mp4', 'usage/bad-option', 'name it .jpg'],
    ['anonymize @q.avif -o @n.avif', 'usage/bad-option', 'name it .webp'],
    ['anonymize @album/sea/lies.txt -o @n.jpg', 'usage/bad-option', 'name it .mp4'],
    ['anonymize @p.jpg -o @n.jpg --start 1', 'usage/bad-option', 'is a picture'],
    ['anonymize @album -o @dir --end 3', 'usage/bad-option', 'is a picture'],
  ])('%s', (line, code, reason) => {
    expect(() => files(line)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(reason) as string }));
  });
});
