import { expect, it } from 'vitest';
import { outputName, partName } from '../../../src/core/output-name.ts';

it.each<[string, string, string]>([
  ['a video', outputName('talk.mov', 'mp4'), 'talk-veiled.mp4'],
  ['the first of two', partName('talk-veiled.mp4', 1, 2), 'talk-veiled-01.mp4'],
  ['one alone is numbered too', partName('talk-veiled.mp4', 1, 1), 'talk-veiled-01.mp4'],
  ['as many digits as the last one needs, so that names are in order', partName('talk-veiled.mp4', 7, 120), 'talk-veiled-007.mp4'],
  ['a name with dots', partName('a.b-veiled.mp4', 12, 12), 'a.b-veiled-12.mp4'],
  ['a path', partName('/out.d/a-veiled.mp4', 3, 3), '/out.d/a-veiled-03.mp4'],
  ['no ending', partName('/out.d/a', 3, 3), '/out.d/a-03'],
])('%s', (_, name, expected) => expect(name).toBe(expected));
