import { BitReader } from '../../src/media/bit-reader.ts';
import type { ColorCodes } from '../../src/media/color-codes.ts';

/** What a rewritten parameter set says; a null field is left unsaid. */
export interface Vui {
  readonly color: ColorCodes | null;
  readonly aspect: readonly [number, number] | null;
}

/** An `avcC` payload of OpenH264 (no scaling lists) whose parameter set says something else of colour and pixel aspect (ITU-T H.264, 7.3.2.1.1 and E.1.1). */
export function withVui(avcC: Uint8Array, vui: Vui): Uint8Array<ArrayBuffer> {
  const length = avcC[6]! * 256 + avcC[7]!;
  const sps = avcC.subarray(8, 8 + length);
  const plain = sps.filter((byte, at) => !(byte === 3 && at >= 2 && sps[at - 1] === 0 && sps[at - 2] === 0));
  const bits = [...plain.subarray(1)].flatMap((byte) => [...byte.toString(2).padStart(8, '0')].map(Number)).slice(0, bitsBeforeVui(plain.subarray(1)));
  const put = (value: number, count: number): void => void bits.push(...[...value.toString(2).padStart(count, '0')].map(Number));
  put(vui.color === null && vui.aspect === null ? 0 : 1, 1);
  if (vui.color !== null || vui.aspect !== null) {
    put(vui.aspect === null ? 0 : 1, 1);
    if (vui.aspect !== null) [[255, 8], [vui.aspect[0], 16], [vui.aspect[1], 16]].forEach(([value, count]) => put(value!, count!));
    put(0, 1); // overscan
    put(vui.color === null ? 0 : 1, 1);
    if (vui.color !== null) [[5, 3], [vui.color.fullRange ? 1 : 0, 1], [1, 1], [vui.color.primaries, 8], [vui.color.transfer, 8], [vui.color.matrix, 8]].forEach(([value, count]) => put(value!, count!));
    put(0, 6); // chroma position, timing, two buffer models, picture structure, restrictions
  }
  put(1, 1);
  while (bits.length % 8 !== 0) bits.push(0);
  const bytes = Array.from({ length: bits.length / 8 }, (_, i) => parseInt(bits.slice(8 * i, 8 * i + 8).join(''), 2));
  const escaped = [sps[0]!, ...escape(bytes)];
  return Uint8Array.from([...avcC.subarray(0, 6), escaped.length >> 8, escaped.length & 255, ...escaped, ...avcC.subarray(8 + length)]);
}

/** Puts a 03 before a byte below 4 that follows two zeros (7.4.1). */
function escape(bytes: readonly number[]): number[] {
  const out: number[] = [];
  for (const byte of bytes) {
    if (byte <= 3 && out.at(-1) === 0 && out.at(-2) === 0) out.push(3);
    out.push(byte);
  }
  return out;
}

function bitsBeforeVui(payload: Uint8Array): number {
  let count = 0;
  const bits = new BitReader(payload);
  const read = (length: number): number => {
    count += length;
    return bits.read(length);
  };
  const readUe = (): number => {
    let zeros = 0;
    while (read(1) === 0 && zeros < 32) zeros += 1;
    return 2 ** zeros - 1 + read(zeros);
  };
  const profile = read(8);
  read(16);
  readUe();
  if (profile === 100) {
    readUe();
    readUe();
    readUe();
    read(1);
    if (read(1) === 1) throw new Error('scaling lists are not expected of this encoder');
  }
  readUe();
  if (readUe() === 0) readUe();
  readUe();
  read(1);
  readUe();
  readUe();
  if (read(1) === 0) read(1);
  read(1);
  if (read(1) === 1) for (let side = 0; side < 4; side += 1) readUe();
  return count;
}
