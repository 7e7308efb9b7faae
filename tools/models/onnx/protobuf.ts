/** Encoding of the few protobuf wire types that an ONNX file is made of; fields are written in the order given, so equal calls give equal bytes. */
type Field = Uint8Array;

const wireVarint = 0;
const wireBytes = 2;

const encoder = new TextEncoder();

/** A whole number; −1 becomes 64 bits of two's complement, as protobuf has it. */
export function intField(number: number, value: number): Field {
  return joined([varint((number << 3) | wireVarint), varint(value)]);
}

/** Bytes, or a message that is already encoded. */
export function bytesField(number: number, bytes: Uint8Array): Field {
  return joined([varint((number << 3) | wireBytes), varint(bytes.length), bytes]);
}

/** UTF-8 text. */
export function textField(number: number, text: string): Field {
  return bytesField(number, encoder.encode(text));
}

/** A message of the given fields, as `bytesField` takes it. */
export function message(...fields: readonly (Field | readonly Field[])[]): Uint8Array<ArrayBuffer> {
  return joined(fields.flatMap((field) => (field instanceof Uint8Array ? [field] : field)));
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
