import { crc32 } from '../core/crc32.ts';
import type { FoundPeople } from './people.ts';

/**
 * Eight hexadecimal digits that tell whether the ids of two looks at one video mean the same tracks and people: the frames of each track, its boxes
 * (whole pixels) at its first, middle and last sample, and which tracks were taken for one person, surely or not. What is corrected by hand is not in
 * it. Two looks that differ by less (a score, half a pixel) mostly share it; two that found other people share it by a chance of 1 in 2^32.
 */
export function foundDigest({ tracks, identities }: Pick<FoundPeople, 'tracks' | 'identities'>): string {
  const numbers: number[] = [tracks.length, identities.length];
  for (const { id, frames, boxes } of tracks) {
    const last = frames.length - 1;
    numbers.push(id, frames.length);
    for (const sample of [0, last >> 1, last]) numbers.push(frames[sample] ?? -1, ...Array.from(boxes.subarray(4 * sample, 4 * sample + 4), Math.round));
  }
  for (const { id, tracks: own, sure } of identities) numbers.push(id, sure ? 1 : 0, own.length, ...own);
  const bytes = new DataView(new ArrayBuffer(4 * numbers.length));
  numbers.forEach((value, index) => bytes.setInt32(4 * index, value, true)); // the same on every machine
  return crc32(new Uint8Array(bytes.buffer)).toString(16).padStart(8, '0');
}
