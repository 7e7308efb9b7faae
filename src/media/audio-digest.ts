import { sha256 } from '@noble/hashes/sha2.js';
import type { AudioTrack } from './movie.ts';

/** SHA-256 (hex) over the payloads of some sound packets of a track, each preceded by its length. */
export async function audioDigest(track: AudioTrack, packets: Iterable<number>, signal?: AbortSignal): Promise<string> {
  const reader = track.openReader(signal);
  const hash = sha256.create();
  for (const sample of packets) {
    const data = await reader.read(sample);
    hash.update(Uint8Array.of(data.length >>> 24, data.length >>> 16, data.length >>> 8, data.length));
    hash.update(data);
  }
  return [...hash.digest()].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
