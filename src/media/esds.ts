/** What an `esds` box says of its stream (ISO/IEC 14496-1, 7.2.6). */
export interface ElementaryStream {
  /** Object type of MPEG-4 Systems: 0x40 is AAC. */
  readonly objectType: number;
  /** The decoder's own set-up: for AAC the AudioSpecificConfig. */
  readonly specific: Uint8Array;
}

const tag = { stream: 3, decoder: 4, specific: 5 } as const;
/** Fields before the inner descriptors of ES_Descriptor (its optional ones are not used in MP4) and DecoderConfigDescriptor. */
const streamFields = 3;
const decoderFields = 13;

/** Reads the payload of an `esds` box; null when it is damaged. */
export function readEsds(payload: Uint8Array): ElementaryStream | null {
  const stream = descriptorIn(payload.subarray(4), tag.stream);
  const decoder = stream === null ? null : descriptorIn(stream.subarray(streamFields), tag.decoder);
  if (decoder === null || decoder.length < decoderFields) return null;
  return { objectType: decoder[0] as number, specific: descriptorIn(decoder.subarray(decoderFields), tag.specific)?.slice() ?? new Uint8Array(0) };
}

/** RFC 6381's name: `mp4a.40.2` with AAC's own object type, `mp4a.6b` for others. */
export function esdsCodec({ objectType, specific }: ElementaryStream): string {
  const name = `mp4a.${objectType.toString(16)}`;
  if (objectType !== 0x40 || specific[0] === undefined) return name;
  const audioType = specific[0] >> 3;
  const escaped = 31;
  return `${name}.${audioType === escaped ? 32 + (((specific[0] & 7) << 3) | ((specific[1] ?? 0) >> 5)) : audioType}`;
}

/** The content of the first descriptor of a kind; sizes take 7 bits a byte. */
function descriptorIn(bytes: Uint8Array, wanted: number): Uint8Array | null {
  for (let at = 0; at + 2 <= bytes.length; ) {
    const found = bytes[at++] as number;
    let size = 0;
    for (let more = true, k = 0; more && k < 4; k += 1) {
      const byte = bytes[at++] ?? 0;
      size = (size << 7) | (byte & 0x7f);
      more = (byte & 0x80) !== 0;
    }
    if (found === wanted) return bytes.subarray(at, at + size);
    at += size;
  }
  return null;
}
