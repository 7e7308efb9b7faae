import { extname } from 'node:path';
import { cutFormats } from '../src/documents/exchange/cut-list.ts';
import type { CutFormat } from '../src/documents/exchange/cut-list.ts';
import type { CommandKind } from './commands.ts';

/** Which list of cuts the name of an output asks for in place of the video: `trim talk.mp4 -o talk.edl`. Undefined: the video. */
export function cutListFormat(kind: CommandKind, output: string): CutFormat | undefined {
  if (kind !== 'trim' && kind !== 'summary') return undefined;
  return cutFormats.find((format) => extname(output).toLowerCase() === `.${format}`);
}
