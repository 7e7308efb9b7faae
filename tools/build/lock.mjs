import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const pollMs = 200;
/** A lock file that exists but holds no number yet is being written; after this long its writer is dead. */
const unreadableAfterMs = 5000;

/** Runs `work` while holding the lock file; waits for another living process that holds it, takes over from a dead one. */
export async function withLock(path, say, work) {
  for (let waited = false; !tryTake(path); waited = true) {
    if (!waited) say('another veil is building; waiting for it …');
    await sleep(pollMs);
    if (isOrphan(path)) rmSync(path, { force: true });
  }
  const release = () => rmSync(path, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

function tryTake(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function isOrphan(path) {
  try {
    const pid = Number.parseInt(readFileSync(path, 'utf8'), 10);
    if (Number.isNaN(pid)) return Date.now() - statSync(path).mtimeMs > unreadableAfterMs;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
