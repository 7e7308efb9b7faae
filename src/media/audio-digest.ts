import { sha256 } from '@noble/hashes/sha2.js';
import type { AudioTrack } from './movie.ts';
import { WindowReader } from './read-window.ts';

/** SHA-256 (hex) over the payloads of the sound packets `[firstSample, endSample)`, each preceded by its length. */
export async function audioDigest(file: Blob, track: AudioTrack, firstSample: number, endSample: number, signal?: AbortSignal): Promise<string> {
  const reader = new WindowReader(file, signal);
  const hash = sha256.create();
  for (let sample = firstSample; sample < endSample; sample += 1) {
    const size = track.samples.size[sample] as number;
    hash.update(Uint8Array.of(size >>> 24, size >>> 16, size >>> 8, size));
    hash.update(await reader.read(track.samples.offset[sample] as number, size));
  }
  return [...hash.digest()].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
