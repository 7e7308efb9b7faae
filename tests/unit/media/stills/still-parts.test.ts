import { describe, expect, test } from 'vitest';
import type { StillFormat } from '../../../../src/core/identify-still.ts';
import { partsNotAllowed, stripParts } from '../../../../src/media/stills/allowed-parts.ts';
import { listParts } from '../../../../src/media/stills/list-parts.ts';
import { readHeader } from '../../../../src/media/stills/still-header.ts';
import type { StillHeader } from '../../../../src/media/stills/still-header.ts';
import { makePng } from '../../../support/png.ts';
import { animatedPng, jpegWith, pngWithSecrets, riffChunk, webpWithSecrets } from '../../../support/still-files.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');
/** Marker segments of a JPEG of 48 x 32 whose one scan holds a stuffed 0xFF and a restart. */
const jfif = 'ffe0 0010 4a46494600 0101 00 0001 0001 0000';
const jpeg = hex(`ffd8 ${jfif} ffdb 0003 00 ffc0 0008 08 0020 0030 01 ffda 0003 00 12ff00 34ffd0 56 ffd9`);
const profiled = hex(`ffd8 ${jfif} ffe2 000e 4943435f50524f46494c4500 ffdb 0003 00 ffc0 0008 08 0020 0030 01 ffda 0003 00 12ff00 34 ffd9`);
const png = makePng({ widthPx: 5, heightPx: 3, rgba: new Uint8ClampedArray(60).fill(200) });
const riff = (...chunks: Buffer[]): Buffer => {
  const body = Buffer.concat([Buffer.from('WEBP'), ...chunks]);
  return Buffer.concat([riffChunk('RIFF', body).subarray(0, 8), body]);
};
const extended = (flags: number): Buffer => riffChunk('VP8X', hex(`${flags.toString(16).padStart(2, '0')} 000000 2f0000 1f0000`));
const lossy = riffChunk('VP8 ', hex('000000 9d012a 3000 2000 00'));
const lossless = riffChunk('VP8L', hex('2f 2fc00700 00 00 00 00 00'));
const box = (type: string, ...payload: Buffer[]): Buffer => {
  const body = Buffer.concat(payload);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(8 + body.length);
  return Buffer.concat([size, Buffer.from(type), body]);
};
const infe = (type: string): Buffer => box('infe', hex('02000000 0001 0000'), Buffer.from(`${type}\0`));
const ispe = (size: string): Buffer => box('ispe', hex(`00000000 ${size}`));
const avif = Buffer.concat([
  box('ftyp', Buffer.from('avif\0\0\0\0')),
  box('meta', hex('00000000'), box('iinf', hex('00000000 0002'), infe('av01'), infe('Exif')), box('iprp', box('ipco', ispe('00000018 00000010'), ispe('00000030 00000020')))),
  box('mdat', Buffer.from('x')),
]);

const header = (format: StillFormat, bytes: Buffer): StillHeader => readHeader(format, listParts(format, bytes).parts);

describe('what a picture file says of itself', () => {
  const all = ['EXIF', 'XMP', 'IPTC', 'comment', 'data after the picture'];
  test.each<[name: string, format: StillFormat, bytes: Buffer, header: StillHeader]>([
    ['a plain JPEG', 'JPEG', jpeg, { size: { widthPx: 48, heightPx: 32 }, animated: false, beside: [] }],
    ['a JPEG with all that cameras leave', 'JPEG', jpegWith(jpeg, 6, true), { size: { widthPx: 48, heightPx: 32 }, animated: false, beside: all }],
    ['a JPEG with a profile', 'JPEG', profiled, { size: { widthPx: 48, heightPx: 32 }, animated: false, beside: [] }],
    ['a plain PNG', 'PNG', png, { size: { widthPx: 5, heightPx: 3 }, animated: false, beside: [] }],
    ['a PNG with text', 'PNG', pngWithSecrets(png), { size: { widthPx: 5, heightPx: 3 }, animated: false, beside: ['EXIF', 'XMP', 'text', 'data after the picture'] }],
    ['an animated PNG', 'PNG', animatedPng(png), { size: { widthPx: 5, heightPx: 3 }, animated: true, beside: [] }],
    ['a lossy WebP', 'WebP', riff(lossy), { size: { widthPx: 48, heightPx: 32 }, animated: false, beside: [] }],
    ['a lossless WebP', 'WebP', riff(lossless), { size: { widthPx: 48, heightPx: 32 }, animated: false, beside: [] }],
    ['an extended WebP', 'WebP', webpWithSecrets(riff(extended(0x10), lossy)), { size: { widthPx: 48, heightPx: 32 }, animated: false, beside: ['EXIF', 'XMP', 'data after the picture'] }],
    ['an animated WebP', 'WebP', riff(extended(2), riffChunk('ANIM', Buffer.alloc(6))), { size: { widthPx: 48, heightPx: 32 }, animated: true, beside: [] }],
    ['an AVIF of tiles with EXIF', 'AVIF', avif, { size: { widthPx: 48, heightPx: 32 }, animated: false, beside: ['EXIF'] }],
    ['an AVIF with a track', 'AVIF', Buffer.concat([avif, box('moov')]), { size: { widthPx: 48, heightPx: 32 }, animated: true, beside: ['EXIF'] }],
  ])('%s', (_, format, bytes, expected) => {
    expect(header(format, bytes)).toEqual(expected);
    expect(listParts(format, bytes).truncated).toBe(false);
  });

  test.each<[StillFormat, Buffer]>([['JPEG', jpegWith(jpeg, 1, true)], ['PNG', pngWithSecrets(png)], ['WebP', webpWithSecrets(riff(extended(0), lossy))], ['AVIF', avif]])(
    'a %s cut off anywhere neither throws nor loops, and says so before its end',
    (format, bytes) => {
      for (let length = 0; length < bytes.length; length += 1) {
        const { parts } = listParts(format, bytes.subarray(0, length));
        readHeader(format, parts);
      }
      const data = format === 'AVIF' ? bytes.length - 1 : bytes.length - 'data after the end'.length - 1;
      expect(listParts(format, bytes.subarray(0, data)).truncated).toBe(true);
    },
  );
});

describe('what may be in a result', () => {
  test.each<[name: string, type: 'jpg' | 'png' | 'webp', bytes: Buffer, strange: string[]]>([
    ['a plain JPEG', 'jpg', jpeg, []],
    ['a JPEG with metadata', 'jpg', jpegWith(jpeg, 1, true), ['APP1', 'APP1', 'APP13', 'COM', 'trailing data']],
    ['a JPEG with a profile', 'jpg', profiled, ['APP2']],
    ['a JPEG with a JFIF thumbnail', 'jpg', hex(`ffd8 ffe0 0013 4a46494600 0101 00 0001 0001 0101 aabbcc ffd9`), ['APP0']],
    ['a JPEG without its end', 'jpg', jpeg.subarray(0, -2), ['unfinished']],
    ['a plain PNG', 'png', png, []],
    ['a PNG with metadata', 'png', pngWithSecrets(png), ['eXIf', 'iTXt', 'tEXt', 'tEXt', 'trailing data']],
    ['a plain WebP', 'webp', riff(lossy), []],
    ['a WebP with metadata', 'webp', webpWithSecrets(riff(extended(0x10), lossy)), ['VP8X', 'EXIF', 'XMP ', 'trailing data']],
    ['a WebP that announces a profile it has not', 'webp', riff(extended(0x20), lossy), ['VP8X']],
  ])('%s', (_, type, bytes, strange) => {
    expect(partsNotAllowed(type, bytes)).toEqual(strange);
  });

  test('stripping takes out what is not allowed and nothing else', () => {
    expect(Buffer.from(stripParts('jpg', Uint8Array.from(profiled))).toString('hex')).toBe(profiled.toString('hex').replace('ffe2000e4943435f50524f46494c4500', ''));
    const stripped = stripParts('webp', Uint8Array.from(riff(extended(0x30), riffChunk('ICCP', Buffer.alloc(7)), lossy)));
    expect(Buffer.from(stripped).equals(riff(extended(0x10), lossy))).toBe(true);
  });
});
