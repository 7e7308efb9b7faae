import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import type { OutgoingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Sink } from '../../../tools/server/sink.ts';
import { startStaticServer } from '../../../tools/server/static-server.ts';
import type { StaticServer } from '../../../tools/server/static-server.ts';

let folder: string;
let out: string;
let sink: Sink;
let server: StaticServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'veil-test-'));
  out = join(folder, 'out.mp4');
  sink = await Sink.open(out);
  server = await startStaticServer({ folders: [], port: 0, handler: (each, response, origin) => sink.handle(each, response, origin) });
});
afterEach(async () => {
  await server.close();
  await sink.discard();
  rmSync(folder, { recursive: true });
});

function send(path: string, body: string, headers: OutgoingHttpHeaders = {}, method = 'POST'): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(server.origin + path, { method, family: 4, headers: { Origin: server.origin, 'Content-Length': body.length, ...headers } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject).end(body);
  });
}

test('slices in order become the file, and only at the end', async () => {
  expect(await send(`${sink.url}0`, 'hello ')).toBe(200);
  expect(await send(`${sink.url}6`, 'world', {}, 'PUT')).toBe(200);
  expect(existsSync(out)).toBe(false);
  await sink.finish(11);
  expect(readFileSync(out, 'utf8')).toBe('hello world');
  expect(existsSync(`${out}.part`)).toBe(false);
  expect(await send(`${sink.url}11`, 'late')).toBe(410);
});

test.each<[string, (url: string) => string, OutgoingHttpHeaders, string, number]>([
  ['a wrong token', () => '/__sink/0000/0', {}, 'POST', 403],
  ['no token', () => '/__sink//0', {}, 'POST', 403],
  ['a wrong offset', (url) => `${url}5`, {}, 'POST', 409],
  ['a foreign Host', (url) => `${url}0`, { Host: 'evil.example' }, 'POST', 403],
  ['a foreign Origin', (url) => `${url}0`, { Origin: 'http://evil.example' }, 'POST', 403],
  ['no Origin', (url) => `${url}0`, { Origin: [] }, 'POST', 403],
  ['reading', (url) => `${url}0`, {}, 'GET', 405],
  ['an offset that is none', (url) => `${url}x`, {}, 'POST', 405],
])('%s is refused and nothing is written', async (_, path, headers, method, status) => {
  expect(await send(path(sink.url), method === 'GET' ? '' : 'data', headers, method)).toBe(status);
  expect(readFileSync(`${out}.part`, 'utf8')).toBe('');
});

test('a slice of a size nobody sends is refused', async () => {
  const sent = send(`${sink.url}0`, '', { 'Content-Length': 17 * 1024 * 1024 }).catch(() => 'cut');
  expect([413, 'cut']).toContain(await sent);
  expect(sink.bytes).toBe(0);
});

test('a file of another length than promised is not kept', async () => {
  await send(`${sink.url}0`, 'half');
  await expect(sink.finish(8)).rejects.toMatchObject({ code: 'storage/write-failed' });
  expect([existsSync(out), existsSync(`${out}.part`)]).toEqual([false, false]);
});

test('a discarded job leaves no file', async () => {
  await send(`${sink.url}0`, 'half');
  await sink.discard();
  expect([existsSync(out), existsSync(`${out}.part`)]).toEqual([false, false]);
});

test('a folder that is not there is a typed error', async () => {
  await expect(Sink.open(join(folder, 'none/out.mp4'))).rejects.toMatchObject({ code: 'storage/write-failed' });
});
