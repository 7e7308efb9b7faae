import { makeAv1C } from '../../../src/media/codec-config-boxes.ts';

/** The smallest AVIF there can be around one AV1 key frame (AV1 Image File Format 1.1; ISO/IEC 23008-12). */
export function boxAvif(sample: Uint8Array, widthPx: number, heightPx: number): Uint8Array {
  const obus = withoutDelimiter(sample);
  const config = makeAv1C(obus);
  if (config === null) throw new Error('no sequence header');
  const ftyp = box('ftyp', text('avif'), u32(0), text('avifmif1miaf'));
  const meta = (dataAt: number): Uint8Array =>
    full('meta',
      full('hdlr', u32(0), text('pict'), u32(0), u32(0), u32(0), text('\0')),
      full('pitm', u16(1)),
      full('iloc', u16(0x4400), u16(1), u16(1), u16(0), u16(1), u32(dataAt), u32(obus.length)),
      full('iinf', u16(1), box('infe', u32(0x02000000), u16(1), u16(0), text('av01\0'))),
      box('iprp',
        box('ipco',
          full('ispe', u32(widthPx), u32(heightPx)),
          full('pixi', Uint8Array.of(3, 8, 8, 8)),
          box('av1C', config)),
        full('ipma', u32(1), u16(1), Uint8Array.of(3, 1, 2, 0x83))));
  const dataAt = ftyp.length + meta(0).length + 8;
  return joined([ftyp, meta(dataAt), box('mdat', obus)]);
}

/** A picture's data has no temporal delimiter (OBU type 2). */
function withoutDelimiter(sample: Uint8Array): Uint8Array {
  return (((sample[0] ?? 0) >> 3) & 15) === 2 ? sample.subarray(2) : sample;
}

function box(type: string, ...payload: readonly Uint8Array[]): Uint8Array {
  const body = joined(payload);
  return joined([u32(8 + body.length), text(type), body]);
}

function full(type: string, ...payload: readonly Uint8Array[]): Uint8Array {
  return box(type, u32(0), ...payload);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  return all;
}

function text(value: string): Uint8Array {
  return Uint8Array.from(value, (letter) => letter.charCodeAt(0));
}

function u16(value: number): Uint8Array {
  return Uint8Array.of(value >> 8, value & 255);
}

function u32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255);
}
