import { crc32 } from '../../src/core/crc32.ts';

/** What a camera or an editor writes into a picture, each once, as bytes to search for. */
export const stillSecrets = ['Obscura Phone 9', 'thumbnail-of-the-face', 'xmp:CreatorTool=secret', 'iptc-by-line', 'a comment of the owner', 'data after the end'] as const;
const [device, thumbnail, xmp, iptc, comment, trailing] = stillSecrets;

/** An EXIF block (TIFF, big-endian): orientation, device and thumbnail. */
export function exif(orientation: number): Buffer {
  const entry = (tag: number, type: number, count: number, value: number): Buffer => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16BE(tag);
    bytes.writeUInt16BE(type, 2);
    bytes.writeUInt32BE(count, 4);
    if (type === 3) bytes.writeUInt16BE(value, 8);
    else bytes.writeUInt32BE(value, 8);
    return bytes;
  };
  const directory = (next: number, ...entries: readonly Buffer[]): Buffer => Buffer.concat([Buffer.from([0, entries.length]), ...entries, u32(next)]);
  const model = Buffer.from(`${device}\0`);
  const first = 8;
  const second = first + 2 + 24 + 4;
  const values = second + 2 + 24 + 4;
  return Buffer.concat([
    Buffer.from('MM\0*'), u32(first),
    directory(second, entry(0x110, 2, model.length, values), entry(0x112, 3, 1, orientation)),
    directory(0, entry(0x201, 4, 1, values + model.length), entry(0x202, 4, 1, thumbnail.length)),
    model, Buffer.from(thumbnail),
  ]);
}

/** The JPEG with EXIF before all else: nothing but an orientation, or with `secrets` all that cameras and editors leave. */
export function jpegWith(jpeg: Buffer, orientation: number, secrets = false): Buffer {
  const beside = [segment(0xe1, Buffer.from('Exif\0\0'), exif(orientation))];
  if (secrets) {
    beside.push(segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${xmp}`)), segment(0xed, Buffer.from(`Photoshop 3.0\0${iptc}`)), segment(0xfe, Buffer.from(comment)));
  }
  return Buffer.concat([jpeg.subarray(0, 2), ...beside, jpeg.subarray(2), Buffer.from(secrets ? trailing : '')]);
}

/** The PNG with EXIF, XMP and text between header and data, and bytes after its end. */
export function pngWithSecrets(png: Buffer): Buffer {
  const afterHeader = 8 + 25;
  const beside = [pngChunk('eXIf', exif(1)), pngChunk('iTXt', Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${xmp}`)), pngChunk('tEXt', Buffer.from(`Comment\0${comment}`)), pngChunk('tEXt', Buffer.from(`By-line\0${iptc}`))];
  return Buffer.concat([png.subarray(0, afterHeader), ...beside, png.subarray(afterHeader), Buffer.from(trailing)]);
}

/** The WebP, which must have an extended header, with EXIF and XMP, and bytes after its end. */
export function webpWithSecrets(webp: Buffer): Buffer {
  const extended = Buffer.concat([webp, riffChunk('EXIF', exif(1)), riffChunk('XMP ', Buffer.from(`${xmp} ${comment} ${iptc}`))]);
  extended[20] = (extended[20] as number) | 0x0c;
  extended.writeUInt32LE(extended.length - 8, 4);
  return Buffer.concat([extended, Buffer.from(trailing)]);
}

/** An animation of one frame more than the picture: the control chunk is enough to say so. */
export function animatedPng(png: Buffer): Buffer {
  return Buffer.concat([png.subarray(0, 33), pngChunk('acTL', Buffer.concat([u32(2), u32(0)])), png.subarray(33)]);
}

export function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  return Buffer.concat([u32(data.length), body, u32(crc32(body))]);
}

export function riffChunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(data.length);
  return Buffer.concat([Buffer.from(type), length, data, Buffer.alloc(data.length & 1)]);
}

function segment(marker: number, ...payload: readonly Buffer[]): Buffer {
  const body = Buffer.concat(payload);
  return Buffer.concat([Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255]), body]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
