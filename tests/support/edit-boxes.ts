import { findBox } from './metadata.ts';

/** A box of an MP4's header, open for changes: either boxes or bytes are in it. */
export interface EditableBox {
  readonly type: string;
  boxes: EditableBox[];
  data: Buffer;
}

const containers = new Set(['moov', 'trak', 'edts', 'mdia', 'minf', 'stbl', 'tref']);

/** The file with a changed header at its end; the old one becomes free space, so that no offset changes. */
export function editHeader(mp4: Buffer, change: (moov: EditableBox) => void): Buffer<ArrayBuffer> {
  const at = findBox(mp4, 'moov');
  const [moov] = parse(mp4.subarray(at, at + mp4.readUInt32BE(at)));
  if (moov === undefined) throw new Error('no header');
  change(moov);
  const rest = Buffer.from(mp4);
  rest.write('free', at + 4, 'latin1');
  return Buffer.concat([rest, write(moov)]);
}

/** The tracks of a header whose handler is this ('vide', 'soun', …). */
export function tracksOf(moov: EditableBox, handler: string): EditableBox[] {
  return moov.boxes.filter((box) => box.type === 'trak' && child(box, 'mdia', 'hdlr').data.toString('latin1', 8, 12) === handler);
}

/** A box by its path from another; throws when there is none. */
export function child(from: EditableBox, ...path: readonly string[]): EditableBox {
  let box = from;
  for (const type of path) {
    const next = box.boxes.find((each) => each.type === type);
    if (next === undefined) throw new Error(`no ${type} in ${box.type}`);
    box = next;
  }
  return box;
}

export function dataBox(type: string, data: Buffer): EditableBox {
  return { type, boxes: [], data };
}

/** Gives a track an edit list in place of its own: durations in ticks of the movie, media times in the track's; −1 is a pause. */
export function setEdits(trak: EditableBox, edits: readonly (readonly [duration: number, mediaTime: number, rate?: number])[]): void {
  const data = Buffer.alloc(8 + 12 * edits.length);
  data.writeUInt32BE(edits.length, 4);
  edits.forEach(([duration, mediaTime, rate = 1], i) => {
    data.writeUInt32BE(duration, 8 + 12 * i);
    data.writeInt32BE(mediaTime, 12 + 12 * i);
    data.writeInt16BE(rate, 16 + 12 * i);
  });
  trak.boxes = trak.boxes.filter((box) => box.type !== 'edts');
  trak.boxes.splice(1, 0, { type: 'edts', boxes: [dataBox('elst', data)], data: Buffer.alloc(0) });
}

function parse(bytes: Buffer): EditableBox[] {
  const boxes: EditableBox[] = [];
  for (let at = 0; at + 8 <= bytes.length; at += bytes.readUInt32BE(at)) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    const payload = Buffer.from(bytes.subarray(at + 8, at + bytes.readUInt32BE(at)));
    boxes.push(containers.has(type) ? { type, boxes: parse(payload), data: Buffer.alloc(0) } : dataBox(type, payload));
  }
  return boxes;
}

function write({ type, boxes, data }: EditableBox): Buffer {
  const payload = boxes.length > 0 ? Buffer.concat(boxes.map(write)) : data;
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + payload.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, payload]);
}
