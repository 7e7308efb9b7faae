/** What a phone writes into a video, each once, as bytes to search for. */
export const secrets = ['+37.5665+126.9780/', 'Obscura Phone 9', '2024-05-17T09:30:00', 'xmp:CreatorTool=secret', 'cover-art-bytes'] as const;

const day = 0xe2000000; // seconds since 1904: 2024

/**
 * An MP4 with place, device, date, XMP and cover art in it, wherever cameras put them. The header moves to the end and its old
 * room becomes free space, so that no offset changes.
 */
export function withMetadata(mp4: Buffer): Buffer {
  const at = findBox(mp4, 'moov');
  const end = at + mp4.readUInt32BE(at);
  const header = Buffer.from(mp4.subarray(at + 8, end));
  header.writeUInt32BE(day, findBox(header, 'mvhd') + 12);
  const [place, device, date, xmp, cover] = secrets;
  const userData = box('udta', text('\xa9xyz', place), text('\xa9mod', device), text('\xa9day', date), box('meta', Buffer.alloc(4), box('covr', Buffer.from(cover))));
  const rest = Buffer.from(mp4);
  rest.write('free', at + 4, 'latin1');
  return Buffer.concat([rest, box('moov', header, userData), box('uuid', Buffer.alloc(16, 7), Buffer.from(xmp))]);
}

const toEntries = ['trak', 'mdia', 'minf', 'stbl', 'stsd'] as const;

/** An MP4 whose first track has a second sample description: a copy of the first, changed. The header moves to the end. */
export function withSecondDescription(mp4: Buffer, change: (entry: Buffer) => Buffer): Buffer {
  const at = findBox(mp4, 'moov');
  const end = at + mp4.readUInt32BE(at);
  const header = Buffer.from(mp4.subarray(at, end));
  let start = 0;
  const sizes = [0];
  for (const type of toEntries) {
    start += 8 + findBox(header.subarray(start + 8), type);
    sizes.push(start);
  }
  const firstEntry = start + 16; // version, flags and count come before it
  const entry = header.subarray(firstEntry, firstEntry + header.readUInt32BE(firstEntry));
  const second = change(Buffer.from(entry));
  for (const size of sizes) header.writeUInt32BE(header.readUInt32BE(size) + second.length, size);
  header.writeUInt32BE(2, start + 12);
  const rest = Buffer.from(mp4);
  rest.write('free', at + 4, 'latin1');
  return Buffer.concat([rest, header.subarray(0, firstEntry + entry.length), second, header.subarray(firstEntry + entry.length)]);
}

/** Offset of the first box of a type among the boxes that lie one after the other from 0 on. */
export function findBox(boxes: Buffer, type: string): number {
  for (let at = 0; at + 8 <= boxes.length; at += boxes.readUInt32BE(at)) {
    if (boxes.toString('latin1', at + 4, at + 8) === type) return at;
    if (boxes.readUInt32BE(at) < 8) break;
  }
  throw new Error(`no ${type} box`);
}

function box(type: string, ...payload: readonly Buffer[]): Buffer {
  const body = Buffer.concat(payload);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

/** QuickTime's text: 16-bit length and language before it. */
function text(type: string, value: string): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(Buffer.byteLength(value));
  return box(type, head, Buffer.from(value));
}
