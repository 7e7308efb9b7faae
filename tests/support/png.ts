import { deflateSync, inflateSync } from 'node:zlib';
import type { RgbaPicture } from '../../src/core/rgba.ts';
import { pngChunk } from './still-files.ts';

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** A plain PNG with alpha, written by other code than the product's: no filters. */
export function makePng({ widthPx, heightPx, rgba }: RgbaPicture): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx);
  header.writeUInt32BE(heightPx, 4);
  header.set([8, 6], 8);
  const rows = Array.from({ length: heightPx }, (_, y) => Buffer.from([0, ...rgba.subarray(4 * y * widthPx, 4 * (y + 1) * widthPx)]));
  return Buffer.concat([signature, pngChunk('IHDR', header), pngChunk('IDAT', deflateSync(Buffer.concat(rows))), pngChunk('IEND', Buffer.alloc(0))]);
}

/** Reads an 8-bit RGB or RGBA PNG, exactly, by other code than the product's. */
export function readPng(png: Buffer): RgbaPicture {
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const [widthPx, heightPx, depth, type] = [png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25]];
  if (depth !== 8 || (type !== 2 && type !== 6)) throw new Error(`bit depth ${String(depth)}, colour type ${String(type)}`);
  const step = type === 2 ? 3 : 4;
  const rowBytes = widthPx * step;
  const raw = inflateSync(Buffer.concat(data));
  if (raw.length !== heightPx * (rowBytes + 1)) throw new Error(`${raw.length} bytes of rows`);
  const rgba = new Uint8ClampedArray(4 * widthPx * heightPx).fill(255);
  let above = new Uint8Array(rowBytes);
  for (let y = 0; y < heightPx; y += 1) {
    const filter = raw[y * (rowBytes + 1)] as number;
    const row = Uint8Array.from(raw.subarray(y * (rowBytes + 1) + 1, (y + 1) * (rowBytes + 1)));
    for (let i = 0; i < rowBytes; i += 1) {
      const left = i >= step ? (row[i - step] as number) : 0;
      const corner = i >= step ? (above[i - step] as number) : 0;
      row[i] = (row[i] as number) + predicted(filter, left, above[i] as number, corner);
    }
    for (let i = 0; i < rowBytes; i += 1) rgba[4 * (y * widthPx + Math.floor(i / step)) + (i % step)] = row[i] as number;
    above = row;
  }
  return { widthPx, heightPx, rgba };
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 4) {
    const near = (value: number): number => Math.abs(left + up - corner - value);
    return [left, up, corner].reduce((best, value) => (near(value) < near(best) ? value : best));
  }
  return [0, left, up, (left + up) >> 1][filter] as number;
}
