import { crc32 } from '../core/crc32.ts';
import { AppError } from '../core/errors.ts';
import { checkObserveSettings } from './check-settings.ts';
import { checkRecord, checkString } from './checks.ts';
import { align4 } from './journal-layout.ts';
import type { ObserveSettings } from './observations.ts';

/** Of which job a journal is. */
export interface JournalHeader {
  readonly fingerprint: string;
  readonly settings: ObserveSettings;
  /** SHA-256 of every model that looked, by id: other weights say other things. */
  readonly models: Readonly<Record<string, string>>;
}

const magic = new TextEncoder().encode('VEILJRNL');
/**
 * 2: boxes of mirrored and of HDR video are found in other pictures than before. 3: embeddings. An older journal is another file by its header
 * and is begun afresh: without the embeddings that would have been taken on the way, nobody in it could be recognized. 4: mouths. 5: scene
 * changes. 6: bodies.
 */
const version = 6;
const headerFixedBytes = magic.length + 12;

/** The first bytes of a journal. */
export function encodeJournalHeader(header: JournalHeader): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const padded = new Uint8Array(align4(json.length)).fill(0x20);
  padded.set(json);
  const bytes = new Uint8Array(headerFixedBytes + padded.length);
  const view = new DataView(bytes.buffer);
  bytes.set(magic);
  view.setUint32(magic.length, version, true);
  view.setUint32(magic.length + 4, padded.length, true);
  view.setUint32(magic.length + 8, crc32(padded), true);
  bytes.set(padded, headerFixedBytes);
  return bytes;
}

/** The header and its length. Throws `document/version` for another version, `document/invalid` when it is no journal or its header is damaged. */
export function readJournalHeader(bytes: Uint8Array, view: DataView): { header: JournalHeader; byteLength: number } {
  if (bytes.length < headerFixedBytes || magic.some((byte, index) => bytes[index] !== byte)) {
    throw new AppError('document/invalid', { field: 'magic', expected: 'a journal' });
  }
  const found = view.getUint32(magic.length, true);
  if (found !== version) throw new AppError('document/version', { found, known: version });
  const jsonBytes = view.getUint32(magic.length + 4, true);
  const byteLength = headerFixedBytes + jsonBytes;
  const json = bytes.subarray(headerFixedBytes, byteLength);
  if (jsonBytes % 4 !== 0 || json.length !== jsonBytes || crc32(json) !== view.getUint32(magic.length + 8, true)) {
    throw new AppError('document/invalid', { field: 'header', expected: 'an undamaged header' });
  }
  const record = checkRecord(parseJson(new TextDecoder().decode(json)), 'header');
  const models: Record<string, string> = {};
  for (const [id, hash] of Object.entries(checkRecord(record['models'], 'models'))) models[id] = checkString(hash, `models.${id}`);
  const header = {
    fingerprint: checkString(record['fingerprint'], 'fingerprint'),
    settings: checkObserveSettings(record['settings'], 'settings'),
    models,
  };
  return { header, byteLength };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError('document/invalid', { field: 'header', expected: 'JSON' }, error);
  }
}
