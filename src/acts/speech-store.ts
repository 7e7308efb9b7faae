import { toAppError } from '../core/errors.ts';
import { crc32 } from '../core/crc32.ts';
import { journalFolder } from './journal-store.ts';
import type { Heard } from './listen.ts';

/** What the probabilities depend on. */
export interface SpeechKey {
  readonly fingerprint: string;
  /** SHA-256 of the network. */
  readonly model: string;
  /** What was listened to. */
  readonly startUs: number;
  readonly endUs: number;
}

/** "VSP" and the version of this layout: checksum of the rest, packets that could not be decoded, probabilities as f32; all little-endian. */
const magic = 0x01505356;
const headBytes = 12;

/** What was heard before, from private storage; undefined when there is nothing, or not whole. Throws `storage/write-failed` without private storage. */
export async function loadHeard(key: SpeechKey): Promise<Heard | undefined> {
  const folder = await journalFolder().catch((error: unknown) => {
    throw toAppError(error, 'storage/write-failed');
  });
  const name = await nameOf(key);
  const bytes = await folder.getFileHandle(name).then(async (handle) => (await handle.getFile()).arrayBuffer(), () => undefined);
  if (bytes === undefined || bytes.byteLength < headBytes || bytes.byteLength % 4 !== 0) return undefined;
  const view = new DataView(bytes);
  if (view.getUint32(0, true) !== magic || view.getUint32(4, true) !== crc32(new Uint8Array(bytes, 8))) return undefined;
  return { packetsSilent: view.getUint32(8, true), probabilities: new Float32Array(bytes, headBytes).slice() };
}

/** Keeps what was heard for the next time, beside the journals, and goes with them. Throws `storage/*`. */
export async function saveHeard(key: SpeechKey, { packetsSilent, probabilities }: Heard): Promise<void> {
  const bytes = new Uint8Array(headBytes + probabilities.byteLength);
  const view = new DataView(bytes.buffer);
  bytes.set(new Uint8Array(probabilities.buffer, probabilities.byteOffset, probabilities.byteLength), headBytes);
  view.setUint32(0, magic, true);
  view.setUint32(8, packetsSilent, true);
  view.setUint32(4, crc32(bytes.subarray(8)), true);
  try {
    const file = await (await journalFolder()).getFileHandle(await nameOf(key), { create: true });
    const writable = await file.createWritable();
    await writable.write(bytes);
    await writable.close(); // only now it is under its name, and whole
  } catch (error) {
    throw toAppError(error, 'storage/write-failed', { neededBytes: bytes.length });
  }
}

async function nameOf({ fingerprint, model, startUs, endUs }: SpeechKey): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode([fingerprint, model, startUs, endUs].join(' ')));
  const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 40)}.veil-speech`;
}
