import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freeBytesFor } from '../../../cli/free-space.ts';

test('where output and profile share a disk, what the profile takes is not free', async () => {
  const { bavail, bsize } = await statfs(tmpdir());
  const free = await freeBytesFor(join(tmpdir(), 'out.mp4'), tmpdir(), 1e12);
  // Other programs write meanwhile.
  expect(Math.abs(free - (bavail * bsize - 1e12))).toBeLessThan(4e9);
});

test.skipIf(process.platform !== 'linux')('where they do not, it does not matter', async () => {
  const { bavail, bsize } = await statfs('/dev/shm');
  expect(Math.abs((await freeBytesFor('/dev/shm/out.mp4', tmpdir(), 1e12)) - bavail * bsize)).toBeLessThan(4e9);
});
