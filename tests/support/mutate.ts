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
  'huge numbers': (bytes, random) => {
    const start = Math.floor(random() * Math.min(4096, bytes.length - 4));
    return bytes.fill(0xff, start, start + 4);
  },
};

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
