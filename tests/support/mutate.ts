import { seededRandom } from './random.ts';

/** What damage does to files: on disks, on lines, by hand. */
const mutations: Readonly<Record<string, (bytes: Uint8Array, random: () => number) => Uint8Array>> = {
  'flipped bits': (bytes, random) => {
    for (let i = 0; i < 20; i += 1) bytes[at(bytes, random)]! ^= 1 << Math.floor(8 * random());
    return bytes;
  },
  'noise in the first 8 KiB': (bytes, random) => {
    for (let i = 0; i < 16; i += 1) bytes[Math.floor(random() * Math.min(8192, bytes.length))] = Math.floor(256 * random());
    return bytes;
  },
  'noise in the last 8 KiB': (bytes, random) => {
    for (let i = 0; i < 16; i += 1) bytes[bytes.length - 1 - Math.floor(random() * Math.min(8192, bytes.length))] = Math.floor(256 * random());
    return bytes;
  },
  'a hole of zeros': (bytes, random) => {
    const start = at(bytes, random);
    return bytes.fill(0, start, start + 4096 * random());
  },
  'a piece twice': (bytes, random) => {
    const start = at(bytes, random);
    const end = Math.min(bytes.length, start + Math.floor(8192 * random()));
    return Uint8Array.from([...bytes.subarray(0, end), ...bytes.subarray(start)]);
  },
  'the end missing': (bytes, random) => bytes.subarray(0, at(bytes, random)),
  'wrong numbers in a table': (bytes, random) => {
    const found = tablesIn(bytes);
    const table = found[Math.floor(random() * found.length)] ?? 0;
    for (let i = 0; i < 3; i += 1) bytes[Math.min(bytes.length - 1, table + 4 + Math.floor(200 * random()))] = Math.floor(256 * random());
    return bytes;
  },
  'huge numbers': (bytes, random) => {
    const start = Math.floor(random() * Math.min(4096, bytes.length - 4));
    return bytes.fill(0xff, start, start + 4);
  },
};

/** Boxes and elements that lead to everything else, by their first bytes: MP4's tables and fragments, Matroska's cues, tracks, clusters. */
const tableMarks = ['stts', 'ctts', 'stsz', 'stsc', 'stco', 'stss', 'elst', 'avcC', 'mdhd', 'tkhd', 'trun', 'tfhd', 'tfdt', '\x1c\x53\xbb\x6b', '\x16\x54\xae\x6b', '\x1f\x43\xb6\x75'];

function tablesIn(bytes: Uint8Array): number[] {
  const found: number[] = [];
  const marks = new Set(tableMarks);
  for (let at = 0; at + 4 <= bytes.length; at += 1) {
    if (marks.has(String.fromCharCode(bytes[at]!, bytes[at + 1]!, bytes[at + 2]!, bytes[at + 3]!))) found.push(at);
  }
  return found;
}

/** A damaged copy of a file; the same seed damages it in the same way. */
export function mutate(original: Uint8Array, seed: number): { readonly kind: string; readonly bytes: Uint8Array } {
  const random = seededRandom(seed);
  const kinds = Object.keys(mutations);
  const kind = kinds[seed % kinds.length] as string;
  const change = mutations[kind] as (typeof mutations)[string];
  return { kind, bytes: change(Uint8Array.from(original), random) };
}

function at(bytes: Uint8Array, random: () => number): number {
  return Math.floor(random() * bytes.length);
}
