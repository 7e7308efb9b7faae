import { describe, expect, test } from 'vitest';
import { identifyFile } from '../../../src/core/identify-file.ts';
import type { FileKind } from '../../../src/core/identify-file.ts';

/** `\x89` and the like as bytes. */
const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const ftyp = (major: string, ...compatible: string[]): string => `\0\0\0${String.fromCharCode(16 + 4 * compatible.length)}ftyp${major}\0\0\0\0${compatible.join('')}`;
const still = (format: string): FileKind => ({ kind: 'still', format }) as FileKind;
const refused = (format: string): FileKind => ({ kind: 'refused still', format });

describe('a file is known by its first bytes', () => {
  test.each<[name: string, head: string, kind: FileKind]>([
    ['JPEG', '\xff\xd8\xff\xe0\0\x10JFIF', still('JPEG')],
    ['JPEG that begins with EXIF', '\xff\xd8\xff\xe1\0\x10Exif', still('JPEG')],
    ['PNG', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR', still('PNG')],
    ['WebP', 'RIFF\x10\0\0\0WEBPVP8 ', still('WebP')],
    ['AVIF', ftyp('avif', 'mif1', 'miaf'), still('AVIF')],
    ['AVIF behind a structural brand', ftyp('mif1', 'avif', 'miaf'), still('AVIF')],
    ['AVIF sequence', ftyp('avis', 'avif', 'msf1'), refused('AVIF sequence')],
    ['AVIF picture with a sequence beside it', ftyp('avif', 'avis'), refused('AVIF sequence')],
    ['HEIC', ftyp('heic', 'mif1'), refused('HEIC')],
    ['HEIF of no known coding', ftyp('mif1'), refused('HEIC')],
    ['Canon raw', ftyp('crx '), refused('camera raw')],
    ['GIF', 'GIF89a\x01\0\x01\0', refused('GIF')],
    ['BMP', 'BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0', refused('BMP')],
    ['TIFF, little-endian', 'II*\0\x08\0\0\0', refused('TIFF or camera raw')],
    ['TIFF, big-endian', 'MM\0*\0\0\0\x08', refused('TIFF or camera raw')],
    ['JPEG XL, bare', '\xff\x0a\0\0', refused('JPEG XL')],
    ['JPEG XL, boxed', '\0\0\0\x0cJXL \r\n\x87\n', refused('JPEG XL')],
    ['JPEG 2000', '\0\0\0\x0cjP  \r\n\x87\n', refused('JPEG 2000')],
    ['Photoshop', '8BPS\0\x01', refused('Photoshop')],
    ['icon', '\0\0\x01\0\x01\0', refused('icon')],
    ['SVG', '<?xml version="1.0"?>\n<svg xmlns="x">', refused('SVG')],
    ['MP4', ftyp('isom', 'avc1'), { kind: 'video', format: 'mp4' }],
    ['Matroska', '\x1a\x45\xdf\xa3', { kind: 'video', format: 'WebM or Matroska' }],
    ['AVI, which is RIFF too', 'RIFF\x10\0\0\0AVI LIST', { kind: 'video', format: 'AVI' }],
    ['WAVE, which is RIFF too', 'RIFF\x10\0\0\0WAVEfmt ', { kind: 'sound', format: 'WAV' }],
    ['FLAC', 'fLaC\0\0\0\x22', { kind: 'sound', format: 'FLAC' }],
    ['Ogg', 'OggS\0\x02\0\0\0\0\0\0\0\0OpusHead', { kind: 'sound', format: 'Ogg' }],
    ['Ogg with pictures', 'OggS\0\x02\0\0\0\0\0\0\0\0\x80theora', { kind: 'video', format: 'Ogg with pictures' }],
    ['MP3 behind tags', 'ID3\x04\0\0', { kind: 'sound', format: 'MP3' }],
    ['MP3', '\xff\xfb\x90\x64', { kind: 'sound', format: 'MP3' }],
    ['MP3 of a halved rate', '\xff\xf3\x84\xc4', { kind: 'sound', format: 'MP3' }],
    ['AAC', '\xff\xf1\x50\x80', { kind: 'sound', format: 'AAC' }],
    ['text in UTF-16', '\xff\xfeV\0e\0', { kind: 'unknown' }],
    ['ones', '\xff\xff\xff\xff', { kind: 'unknown' }],
    ['text', 'Dear reader', { kind: 'unknown' }],
    ['text that begins like BMP', 'BMW and other cars of the year', { kind: 'unknown' }],
    ['nothing', '', { kind: 'unknown' }],
    ['three bytes of a JPEG', '\xff\xd8\xff', { kind: 'unknown' }],
    ['a file type box cut off', '\0\0\0\x20ftyp', { kind: 'video', format: 'mp4' }],
  ])('%s', (_, head, kind) => {
    expect(identifyFile(bytes(head))).toEqual(kind);
  });
});
