import type { CodecFamily } from '../core/codec.ts';
import { makeAv1C } from './codec-config-boxes.ts';

/** H.264's and HEVC's come with the first chunk; AV1 encoders give none, so it is made from the sequence header; VP9 needs none. */
export function configurationRecord(codecFamily: CodecFamily, keyFrame: Uint8Array, given: Uint8Array | undefined): Uint8Array | undefined {
  if (codecFamily === 'vp9') return undefined;
  return given ?? (codecFamily === 'av1' ? (makeAv1C(keyFrame) ?? undefined) : undefined);
}

/** What an encoder says to a chunk; undefined when nothing. */
export function givenDescription(metadata: EncodedVideoChunkMetadata | undefined): Uint8Array | undefined {
  const given = metadata?.decoderConfig?.description;
  if (given === undefined) return undefined;
  return ArrayBuffer.isView(given) ? new Uint8Array(given.buffer, given.byteOffset, given.byteLength).slice() : new Uint8Array(given.slice(0));
}

/** Whether both are there and the same. */
export function sameBytes(a: Uint8Array, b: Uint8Array | undefined): boolean {
  return a.length === b?.length && a.every((byte, i) => byte === b[i]);
}
