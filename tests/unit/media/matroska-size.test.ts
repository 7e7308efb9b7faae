import { expect, it } from 'vitest';
import { checkMatroskaSize } from '../../../src/media/matroska-size.ts';

const ebml = [0x1a, 0x45, 0xdf, 0xa3, 0x82, 0, 0]; // two bytes of payload
const segment = [0x18, 0x53, 0x80, 0x67];
const head = (...size: readonly number[]): Uint8Array => Uint8Array.of(...ebml, ...segment, ...size, ...new Array<number>(16).fill(0));

it.each([
  ['one byte', [0x85], 12 + 5],
  ['two bytes', [0x40, 0x05], 13 + 5],
  ['eight bytes', [0x01, 0, 0, 0, 0, 0, 0x01, 0x00], 19 + 256],
])('a segment says its size in %s', (_, size, expected) => {
  expect(() => checkMatroskaSize(head(...size), expected)).not.toThrow();
  expect(() => checkMatroskaSize(head(...size), expected - 1)).toThrow(expect.objectContaining({ code: 'media/truncated', details: { expectedBytes: expected, actualBytes: expected - 1 } }));
});

it.each([
  ['an unknown size', head(0xff)],
  ['an unknown size of eight bytes', head(0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)],
  ['a damaged size', head(0)],
  ['another file', new Uint8Array(40)],
  ['three bytes', Uint8Array.of(1, 2, 3)],
])('%s says nothing', (_, bytes) => {
  expect(() => checkMatroskaSize(bytes, 20)).not.toThrow();
});
