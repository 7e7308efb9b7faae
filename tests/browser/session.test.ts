import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseCommandLine } from '../../cli/options.ts';
import { Session } from '../../cli/session.ts';
import type { SessionJob } from '../../cli/session.ts';

/** Stand-ins for the page: what the command line does must hold whatever happens in there. */
const pages = {
  copies: `async (task) => {
    const file = document.getElementById('video').files[0];
    await window.veilEvent({ kind: 'progress', stage: 'observe', done: 1, total: 1, perSecond: 1, secondsLeft: 0 });
    for (let at = 0; at < file.size; at += 4) await fetch(task.sinkUrl + at, { method: 'POST', body: file.slice(at, at + 4) });
    return { ok: true, results: [{ bytes: file.size, report: null }] };
  }`,
  fails: `async (task) => {
    await fetch(task.sinkUrl + '0', { method: 'POST', body: 'half' });
    return { ok: false, error: { code: 'media/no-video', details: {}, causes: [] } };
  }`,
  lies: `async () => ({ ok: true, results: [{ bytes: 99, report: null }] })`,
  hangs: `(task) => fetch(task.sinkUrl + '0', { method: 'POST', body: 'half' }).then(() => window.veilEvent({ kind: 'notice', code: 'resumed', details: {} })).then(() => new Promise(() => {}))`,
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'veil-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function openFake(run: string): Promise<{ session: Session; job: SessionJob }> {
  writeFileSync(join(folder, 'headless.html'), '<input id="video" type="file"><input id="fill-image" type="file"><script src="fake.js"></script>');
  writeFileSync(join(folder, 'fake.js'), `window.veil = { run: ${run}, cancel() {} };`);
  writeFileSync(join(folder, 'in.mp4'), 'hello world');
  const command = parseCommandLine(['anonymize', 'in.mp4', '-o', 'out.mp4']);
  if (!('job' in command)) throw new Error('not a job');
  const job = { kind: 'anonymize', options: command.job.options, fillImage: undefined, input: join(folder, 'in.mp4'), output: join(folder, 'deep/out.mp4') } as const;
  return { session: await Session.open(folder), job };
}

const leftovers = (): string[] => (existsSync(join(folder, 'deep')) ? readdirSync(join(folder, 'deep')) : []);
const profiles = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('veil-profile-'));
const never = new AbortController().signal;

test('a job streams its result, reports events, and the file is complete', async () => {
  const before = profiles();
  const { session, job } = await openFake(pages.copies);
  const events: string[] = [];
  await session.run(job, (event) => events.push(event.kind), never);
  await session.close();
  expect(readFileSync(job.output, 'utf8')).toBe('hello world');
  expect(leftovers()).toEqual(['out.mp4']);
  expect(events).toEqual(['progress']);
  expect(profiles()).toEqual(before);
});

test.each([
  ['a job that fails keeps its code', pages.fails, 'media/no-video'],
  ['a result shorter than promised is an error', pages.lies, 'storage/write-failed'],
  ['a page that throws is an error', `async () => { throw new Error('oops'); }`, 'worker/crashed'],
  ['a page that goes away is an error', `() => { location.href = '/fake.js'; return new Promise(() => {}); }`, 'worker/crashed'],
])('%s, and no file stays', async (_, run, code) => {
  const { session, job } = await openFake(run);
  await expect(session.run(job, () => undefined, never)).rejects.toMatchObject({ code });
  await session.close();
  expect(leftovers()).toEqual([]);
});

test('a cancelled job ends although the page hangs, and no file stays', async () => {
  const { session, job } = await openFake(pages.hangs);
  const cancellation = new AbortController();
  await expect(session.run(job, () => cancellation.abort(), cancellation.signal)).rejects.toMatchObject({ code: 'job/cancelled' });
  await session.close();
  expect(leftovers()).toEqual([]);
});

test('a browser that dies under a job is an error, never a hang', async (context) => {
  if (process.platform !== 'linux') context.skip('finds the browser by its parent, which only Linux tells simply');
  const { session, job } = await openFake(pages.hangs);
  const killBrowser = (): void => {
    const children = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' }).split('\n');
    const browser = children.find((line) => line.includes('veil-profile-'));
    process.kill(Number.parseInt(browser ?? '', 10), 'SIGKILL');
  };
  await expect(session.run(job, killBrowser, never)).rejects.toMatchObject({ code: 'worker/crashed' });
  await session.close();
  expect(leftovers()).toEqual([]);
});
