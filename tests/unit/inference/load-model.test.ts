import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import type { CatalogEntry } from '../../../src/inference/catalog.ts';
import { fetchFrom, loadModel } from '../../../src/inference/load-model.ts';

const bytes = new TextEncoder().encode('abc');
/** SHA-256 of "abc", FIPS 180-4's example. */
const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const entry: CatalogEntry = { id: 'm', task: 'faces', adapter: 'yunet', file: 'm.onnx', sha256, bytes: 3, licence: 'MIT' };

describe('loadModel', () => {
  it('gives the bytes when every one is as the catalogue says', async () => {
    expect(await loadModel(entry, async () => bytes)).toBe(bytes);
  });

  it.each([
    { name: 'a flipped bit', fetchBytes: async () => new TextEncoder().encode('abb'), code: 'model/hash-mismatch' },
    { name: 'a byte too many', fetchBytes: async () => new TextEncoder().encode('abc\n'), code: 'model/hash-mismatch' },
    { name: 'an empty file', fetchBytes: async () => new Uint8Array(0), code: 'model/hash-mismatch' },
    { name: 'a failed fetch', fetchBytes: async () => Promise.reject(new TypeError('offline')), code: 'model/missing' },
    { name: 'a cancelled fetch', fetchBytes: async () => Promise.reject(new DOMException('', 'AbortError')), code: 'job/cancelled' },
  ])('refuses $name', async ({ fetchBytes, code }) => {
    const error: unknown = await loadModel(entry, fetchBytes).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).code).toBe(code);
    expect((error as AppError).details['model']).toBe(code === 'job/cancelled' ? undefined : 'm');
  });
});

describe('fetchFrom', () => {
  let server: Server;
  let baseUrl = '';
  beforeAll(async () => {
    server = createServer((request, response) => {
      response.statusCode = request.url === '/models/m.onnx' ? 200 : 404;
      response.end(response.statusCode === 200 ? bytes : 'no');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/models/`;
  });
  afterAll(() => void server.close());

  it('brings a file and tells how far it is', async () => {
    const seen: number[] = [];
    expect(await loadModel(entry, fetchFrom(baseUrl), (done) => seen.push(done))).toEqual(bytes);
    expect(seen.at(-1)).toBe(3);
  });

  it('says that a file is missing', async () => {
    await expect(loadModel({ ...entry, file: 'x.onnx' }, fetchFrom(baseUrl))).rejects.toMatchObject({ code: 'model/missing' });
  });
});
