import { BitReader } from './bit-reader.ts';
import type { ColorCodes } from './color-codes.ts';

/** Payload of `vpcC` (VP Codec ISO Media File Format Binding 1.0): 8 bit 4:2:0, colour unspecified where not known. */
export function makeVpcC(codec: string, color: ColorCodes | null): Uint8Array {
  const level = Number(codec.split('.')[2] ?? '0');
  const depthChromaRange = (8 << 4) | (1 << 1) | (color?.fullRange === true ? 1 : 0);
  return Uint8Array.of(1, 0, 0, 0, 0, level, depthChromaRange, color?.primaries ?? 2, color?.transfer ?? 2, color?.matrix ?? 2, 0, 0);
}

/** Payload of `av1C` from a key frame in the low-overhead format (AV1 ISO Media File Format Binding 1.3, 2.3.3); null without a sequence header. */
export function makeAv1C(keyFrame: Uint8Array): Uint8Array | null {
  const obu = findSequenceHeader(keyFrame);
  if (obu === null) return null;
  const bits = new BitReader(obu.payload);
  const profile = bits.read(3);
  bits.read(1); // still picture
  let level: number;
  let tier = 0;
  if (bits.read(1) === 1) level = bits.read(5); // reduced still picture header
  else {
    if (bits.read(1) === 1) return null; // timing info: real-time encoders write none
    bits.read(1); // initial display delay present
    bits.read(5 + 12); // one operating point and its idc
    level = bits.read(5);
    if (level > 7) tier = bits.read(1);
  }
  // 8 bit 4:2:0: that is all the encoder is fed.
  const head = Uint8Array.of(0x81, (profile << 5) | level, (tier << 7) | 0b1100, 0);
  const box = new Uint8Array(head.length + obu.whole.length);
  box.set(head);
  box.set(obu.whole, head.length);
  return box;
}

const obuSequenceHeader = 1;

function findSequenceHeader(data: Uint8Array): { whole: Uint8Array; payload: Uint8Array } | null {
  for (let at = 0; at < data.length; ) {
    const header = data[at]!;
    const type = (header >> 3) & 15;
    let cursor = at + 1 + ((header >> 2) & 1);
    let size = data.length - cursor;
    if ((header & 2) !== 0) {
      size = 0;
      for (let shift = 0; shift < 56; shift += 7) {
        const byte = data[cursor++] ?? 0;
        size += (byte & 127) * 2 ** shift;
        if (byte < 128) break;
      }
    }
    if (type === obuSequenceHeader) return { whole: data.slice(at, cursor + size), payload: data.subarray(cursor, cursor + size) };
    at = cursor + size;
  }
  return null;
}
