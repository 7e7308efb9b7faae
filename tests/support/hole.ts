import { open, readFile } from 'node:fs/promises';

const containers = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl']);

/** Writes an MP4 anew with a hole of `holeBytes` before its data, and its header behind: small on disk, large for every reader. */
export async function writeWithHole(from: string, to: string, holeBytes: number): Promise<void> {
  const bytes = await readFile(from);
  const boxes = topLevel(bytes);
  const moov = boxes.find((box) => typeOf(box) === 'moov');
  if (moov === undefined) throw new Error(`${from} has no header`);
  const hole = Buffer.alloc(16);
  hole.writeUInt32BE(1);
  hole.write('free', 4, 'latin1');
  hole.writeBigUInt64BE(BigInt(holeBytes), 8);
  const file = await open(to, 'w');
  try {
    await file.write(hole, 0, undefined, 0);
    let at = holeBytes;
    // What stood before the data stands before it still; the header's room becomes free space, so that all offsets move alike.
    for (const box of boxes) {
      const kept = box === moov ? freed(box) : box;
      await file.write(kept, 0, undefined, at);
      at += kept.length;
    }
    await file.write(shifted(moov, holeBytes), 0, undefined, at);
  } finally {
    await file.close();
  }
}

function topLevel(bytes: Buffer): Buffer[] {
  const boxes: Buffer[] = [];
  for (let at = 0; at + 8 <= bytes.length; ) {
    const size = bytes.readUInt32BE(at) === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : bytes.readUInt32BE(at);
    if (size < 8) throw new Error('a box without a size');
    boxes.push(bytes.subarray(at, at + size));
    at += size;
  }
  return boxes;
}

function typeOf(box: Buffer): string {
  return box.toString('latin1', 4, 8);
}

function freed(box: Buffer): Buffer {
  const free = Buffer.alloc(box.length);
  free.writeUInt32BE(box.length);
  free.write('free', 4, 'latin1');
  return free;
}

/** The box with every chunk offset moved, as 64-bit numbers. */
function shifted(box: Buffer, bytes: number): Buffer {
  const type = typeOf(box);
  if (containers.has(type)) return made(type, ...topLevel(box.subarray(8)).map((each) => shifted(each, bytes)));
  if (type !== 'stco') return box;
  const count = box.readUInt32BE(12);
  const payload = Buffer.alloc(8 + 8 * count);
  payload.writeUInt32BE(count, 4);
  for (let i = 0; i < count; i += 1) payload.writeBigUInt64BE(BigInt(box.readUInt32BE(16 + 4 * i) + bytes), 8 + 8 * i);
  return made('co64', payload);
}

function made(type: string, ...payload: readonly Buffer[]): Buffer {
  const body = Buffer.concat(payload);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}
