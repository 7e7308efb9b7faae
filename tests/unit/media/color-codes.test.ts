import { describe, expect, it } from 'vitest';
import { colorCodesOf, colorSpaceInit, hdrTransfer, strongerColor } from '../../../src/media/color-codes.ts';
import { sampleFormat } from '../../../src/media/sample-format.ts';

const bt601 = { primaries: 6, transfer: 6, matrix: 6, fullRange: false };
const bt709 = { primaries: 1, transfer: 1, matrix: 1, fullRange: false };
const silent = { primaries: 2, transfer: 2, matrix: 2, fullRange: true };
const pq = { primaries: 9, transfer: 16, matrix: 9, fullRange: false };

describe('whose word on colour counts', () => {
  it.each([
    ['both, the stream', bt601, bt709, bt601],
    ['the stream alone', bt601, null, bt601],
    ['the container alone', null, bt709, bt709],
    ['a stream that tells its range only: the container', silent, bt709, bt709],
    ['a stream that tells its range only, and nobody else', silent, null, silent],
    ['nobody', null, null, null],
  ] as const)('%s', (_, stream, container, expected) => expect(strongerColor(stream, container)).toEqual(expected));

  it('knows high dynamic range by its transfer function', () => {
    expect(hdrTransfer(colorSpaceInit(pq, 1080).transfer)).toBe('pq');
    expect(hdrTransfer(colorSpaceInit({ ...pq, transfer: 18 }, 1080).transfer)).toBe('hlg');
    for (const codes of [bt601, bt709, silent, null, { ...pq, transfer: 14 }]) expect(hdrTransfer(colorSpaceInit(codes, 1080).transfer)).toBeNull();
    expect(colorCodesOf(colorSpaceInit(pq, 1080))).toEqual(pq);
  });
});

describe('depth and chroma by codec string', () => {
  it.each([
    ['vp09.00.40.08', 8, '4:2:0'],
    ['vp09.02.40.10', 10, '4:2:0'],
    ['vp09.00.40.08.01.02.02.02.00', 8, '4:2:0'],
    ['vp09.03.40.12.03.09.16.09.00', 12, '4:4:4'],
    ['vp09.01.40.08.02', 8, '4:2:2'],
    ['vp09.01.40.08', 8, '4:4:4'],
    ['av01.0.08M.08', 8, '4:2:0'],
    ['av01.0.08M.10.0.110.09.16.09.0', 10, '4:2:0'],
    ['av01.1.08M.08', 8, '4:4:4'],
    ['hvc1.2.4.L120.90', 10, '4:2:0'],
    ['hev1.1.6.L120.90', 8, '4:2:0'],
    ['vp8', 8, '4:2:0'],
    ['mp4v', 8, '4:2:0'],
  ] as const)('%s', (codec, bitDepth, chroma) => expect(sampleFormat(codec, null)).toEqual({ bitDepth, chroma }));

  it.each([[10, 1, '4:2:0'], [8, 2, '4:2:2'], [8, 3, '4:4:4'], [8, 0, '4:0:0']] as const)('an H.264 parameter set of %i bits, chroma_format_idc %i', (bitDepth, chromaFormat, chroma) =>
    expect(sampleFormat('avc1.640028', { widthPx: 2, heightPx: 2, bitDepth, chromaFormat, color: null, pasp: null })).toEqual({ bitDepth, chroma }));
});
