import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStaticServer } from '../../../tools/server/static-server.ts';
import type { StaticServer } from '../../../tools/server/static-server.ts';

let folder: string;
let server: StaticServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'veil-test-'));
  writeFileSync(join(folder, 'index.html'), 'page');
  writeFileSync(join(folder, 'a.wasm'), 'wasm');
  writeFileSync(join(folder, 'a.js'), 'js');
  server = await startStaticServer({ folders: [folder], port: 0 });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

function get(path: string, host?: string, method = 'GET'): Promise<{ status: number; headers: IncomingHttpHeaders }> {
  return new Promise((resolve, reject) => {
    request(server.origin + path, { method, family: 4, headers: host === undefined ? {} : { Host: host } }, (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, headers: response.headers });
    })
      .on('error', reject)
      .end();
  });
}

test.each(['/', '/a.js', '/a.wasm', '/missing', '/../package.json'])('%s carries every security header', async (path) => {
  const { headers } = await get(path);
  expect(headers).toMatchObject({
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'x-content-type-options': 'nosniff',
    'content-security-policy':
      "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' blob:; media-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  });
});

test.each([
  ['/', 200, 'text/html;charset=utf-8'],
  ['/a.wasm', 200, 'application/wasm'],
  ['/a.js', 200, 'text/javascript'],
  ['/missing', 404, 'text/plain; charset=utf-8'],
  ['/../package.json', 404, 'text/plain; charset=utf-8'],
])('%s is %i %s', async (path, status, type) => {
  expect(await get(path)).toMatchObject({ status, headers: { 'content-type': type } });
});

test('another name for this machine is refused (DNS rebinding)', async () => {
  expect(await get('/', 'evil.example')).toMatchObject({ status: 403 });
});

test('nothing but reading is allowed', async () => {
  expect(await get('/', undefined, 'DELETE')).toMatchObject({ status: 405 });
});

test('a port that is taken rejects with the system code', async () => {
  await expect(startStaticServer({ folders: [], port: Number(new URL(server.origin).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
