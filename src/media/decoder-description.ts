import type { CodecFamily } from '../core/codec.ts';
import { makeAv1C } from './codec-config-boxes.ts';

/**
 * The decoder configuration record that comes with a coded picture; undefined where none does. H.264's and HEVC's come with the first chunk and with whatever
 * changes it; AV1 encoders give none, so it is made from the sequence header of each key frame; VP9 needs none.
 */
export function descriptionOf(codecFamily: CodecFamily, { type, data }: { readonly type: EncodedVideoChunkType; readonly data: Uint8Array }, metadata: EncodedVideoChunkMetadata | undefined): Uint8Array | undefined {
  if (codecFamily === 'vp9') return undefined;
  const given = metadata?.decoderConfig?.description;
  if (given === undefined) return codecFamily === 'av1' && type === 'key' ? (makeAv1C(data) ?? undefined) : undefined;
  return ArrayBuffer.isView(given) ? new Uint8Array(given.buffer, given.byteOffset, given.byteLength).slice() : new Uint8Array(given.slice(0));
}

/** Whether both are there and the same. */
export function sameBytes(a: Uint8Array, b: Uint8Array | undefined): boolean {
  return a.length === b?.length && a.every((byte, i) => byte === b[i]);
}
