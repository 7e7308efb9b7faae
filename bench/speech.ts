import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { builtFolders, sharedFile } from './parts/folders.ts';
import { inPage } from './parts/in-page.ts';
import { median } from './parts/median.ts';

/** Issue 6: listening is at least so many times as fast as the sound plays. */
const speedMin = 100;
const { values } = parseArgs({ options: { file: { type: 'string' }, seconds: { type: 'string', default: '480' }, runs: { type: 'string', default: '3' } } });

/** A recording over and over again, as 16-bit WAVE of one channel at 16 kHz. */
function repeated(wav: Buffer, seconds: number): Buffer {
  const start = wav.indexOf('data', 12, 'latin1') + 8;
  const samples = wav.subarray(start, start + wav.readUInt32LE(start - 4));
  const data = Buffer.concat(Array.from({ length: Math.ceil((32_000 * seconds) / samples.length) }, () => samples)).subarray(0, 32_000 * seconds);
  const head = Buffer.from('RIFF....WAVEfmt \x10\0\0\0\x01\0\x01\0\x80\x3e\0\0\0\x7d\0\0\x02\0\x10\0data....', 'latin1');
  head.writeUInt32LE(36 + data.length, 4);
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}

const folder = mkdtempSync(join(tmpdir(), 'veil-bench-'));
try {
  const talk = values.file ?? sharedFile('media/audio/sample.wav');
  if (talk === undefined) throw new Error('name a sound with --file FILE: the shared folder (VEIL_SHARED) is not there');
  const long = join(folder, 'long.wav');
  if (values.file === undefined) writeFileSync(long, repeated(readFileSync(talk), Number(values.seconds)));
  const { seconds, ms, oneGoMs, differenceMax, agreement, speech } = await inPage(builtFolders(), 'listening', { runs: Number(values.runs) }, values.file ?? long);
  const speed = (1000 * seconds) / median(ms);
  console.log(`${seconds.toFixed(0)} s of sound: ${speed.toFixed(0)} times as fast as it plays (at least ${speedMin}: ${speed >= speedMin ? 'kept' : 'not kept'}); the network in one go ${((1000 * seconds) / oneGoMs).toFixed(0)} times`);
  console.log(`${speech.length} stretches of speech; stretches of a minute and one go say the same about ${(100 * agreement).toFixed(2)} % of it, probabilities differ by ${differenceMax.toFixed(3)} at most`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
