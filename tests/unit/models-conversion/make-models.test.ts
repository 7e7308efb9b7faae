import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeModels, type MakeModelsOptions } from '../../../tools/models/make-models.ts';

const committedCatalog = 'public/models/catalog.json';
const embedded = ['actions.onnx', 'blazeface.onnx', 'centernet.onnx', 'face-mesh.onnx', 'face-recognition.onnx', 'movenet-lightning.onnx', 'silero-vad.onnx', 'ssd-mobilenet-face.onnx'];
/** Stands for YuNet, which is not there in every checkout. */
const download = Buffer.from('a network');

interface Catalog {
  models: { id: string; file: string; sha256: string; bytes: number; source: Record<string, string> }[];
}

/** The embedded models, converted once: a test that is not about them begins with them. */
let converted: string;
let folder: string;
let mirror: string;
let lines: string[];
let fetched: number;

beforeAll(async () => {
  converted = mkdtempSync(join(tmpdir(), 'veil-converted-'));
  cpSync(committedCatalog, join(converted, 'catalog.json'));
  await makeModels({ root: '.', folder: converted, mirrors: [], offline: true, updateCatalog: false, say: () => undefined });
}, 60_000);

afterAll(() => rmSync(converted, { recursive: true }));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'veil-models-'));
  mirror = mkdtempSync(join(tmpdir(), 'veil-mirror-'));
  lines = [];
  fetched = 0;
  cpSync(converted, folder, { recursive: true });
  const catalog = readCatalog(); // one download is enough to tell what becomes of them
  catalog.models = catalog.models.filter(({ id, source }) => id === 'yunet' || source['kind'] !== 'download');
  writeFileSync(join(folder, 'catalog.json'), JSON.stringify(catalog));
  editCatalog('yunet', { sha256: createHash('sha256').update(download).digest('hex'), bytes: download.length });
});

afterEach(() => {
  rmSync(folder, { recursive: true });
  rmSync(mirror, { recursive: true });
});

function editCatalog(id: string, facts: object): void {
  const catalog = readCatalog();
  catalog.models = catalog.models.map((model) => (model.id === id ? { ...model, ...facts } : model));
  writeFileSync(join(folder, 'catalog.json'), JSON.stringify(catalog));
}

function readCatalog(): Catalog {
  return JSON.parse(readFileSync(join(folder, 'catalog.json'), 'utf8')) as Catalog;
}

function make(options: Partial<MakeModelsOptions> = {}, answer: () => Promise<Response> = () => Promise.reject(new TypeError('fetch failed'))): Promise<void> {
  const fetch = (): Promise<Response> => {
    fetched++;
    return answer();
  };
  return makeModels({ root: '.', folder, mirrors: [mirror], offline: false, updateCatalog: false, say: (line) => lines.push(line), fetch, ...options });
}

const made = (): string[] => readdirSync(folder).filter((name) => name !== 'catalog.json').sort();

describe('making models', () => {
  it('gives the committed hashes for the embedded models, without mirror or network when offline', async () => {
    writeFileSync(join(mirror, 'any.bin'), download);
    embedded.forEach((file) => rmSync(join(folder, file)));
    await make({ offline: true });
    expect(made()).toEqual(embedded);
    expect(fetched).toBe(0);
    expect(lines.filter((line) => line.startsWith('yunet'))).toEqual(['yunet is not there (offline); the embedded models serve']);
  });

  it('takes what we trained from the repository, also over a damaged one', async () => {
    writeFileSync(join(folder, 'actions.onnx'), 'damaged');
    await make({ offline: true });
    expect(readFileSync(join(folder, 'actions.onnx')).equals(readFileSync('public/models/actions.onnx'))).toBe(true);
  });

  it('says where what we trained is not there', async () => {
    rmSync(join(folder, 'actions.onnx'));
    await expect(make({ offline: true, root: folder })).rejects.toMatchObject({ code: 'model/missing', details: { model: 'actions' } });
  });

  it('takes a download from the mirror whatever its name is there, and asks no network', async () => {
    writeFileSync(join(mirror, 'README.md'), 'other text');
    writeFileSync(join(mirror, 'any.bin'), download);
    await make();
    expect(made()).toEqual([...embedded, 'yunet.onnx']);
    expect(fetched).toBe(0);
  });

  it('takes a download from the network when no mirror has it', async () => {
    await make({ mirrors: [join(mirror, 'nowhere')] }, () => Promise.resolve(new Response(download)));
    expect(readFileSync(join(folder, 'yunet.onnx')).equals(download)).toBe(true);
  });

  it.each([
    { name: 'the network fails', answer: () => Promise.reject(new TypeError('fetch failed')), reason: 'fetch failed' },
    { name: 'the server has it no more', answer: () => Promise.resolve(new Response('gone', { status: 404 })), reason: 'HTTP 404' },
  ])('is content with the embedded models when $name', async ({ answer, reason }) => {
    await make({}, answer);
    expect(made()).toEqual(embedded);
    expect(lines).toContain(`yunet is not there (${reason}); the embedded models serve`);
  });

  it('refuses a download that is something else, and leaves nothing of it', async () => {
    const page = (): Promise<Response> => Promise.resolve(new Response('<html>please log in</html>'));
    await expect(make({}, page)).rejects.toMatchObject({ code: 'model/hash-mismatch', details: { model: 'yunet', file: 'yunet.onnx' } });
    expect(made()).toEqual(embedded);
  });

  it('refuses a conversion that is not the catalogue’s, and leaves nothing of it', async () => {
    editCatalog('blazeface', { sha256: 'a'.repeat(64) });
    await expect(make({ offline: true })).rejects.toMatchObject({ code: 'model/hash-mismatch', details: { model: 'blazeface', expected: 'a'.repeat(64) } });
    expect(existsSync(join(folder, 'blazeface.onnx'))).toBe(false);
    expect(made().filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('refuses another version of a package than the pinned one', async () => {
    rmSync(join(folder, 'blazeface.onnx'));
    editCatalog('blazeface', { source: { kind: 'package', package: '@vladmandic/human', version: '0.0.1' } });
    await expect(make({ offline: true })).rejects.toMatchObject({ code: 'model/missing', details: { expected: '0.0.1' } });
  });

  it('makes a damaged file anew and drops a damaged download that cannot be had again', async () => {
    writeFileSync(join(folder, 'blazeface.onnx'), 'damaged');
    writeFileSync(join(folder, 'yunet.onnx'), 'damaged');
    await make({ offline: true });
    expect(made()).toEqual(embedded);
    expect(readFileSync(join(folder, 'blazeface.onnx')).length).toBe(readCatalog().models.find(({ id }) => id === 'blazeface')?.bytes);
  });

  it('touches nothing and says nothing when all is there', async () => {
    writeFileSync(join(mirror, 'any.bin'), download);
    await make();
    lines = [];
    await make({ root: 'nowhere', mirrors: [] });
    expect(lines).toEqual([]);
    expect(fetched).toBe(0);
  });

  it('writes new hashes into the catalogue when asked, and leaves all else as it was', async () => {
    const before = readCatalog();
    editCatalog('blazeface', { sha256: 'a'.repeat(64), bytes: 1 });
    await make({ offline: true, updateCatalog: true });
    expect(readCatalog()).toEqual(before);
  });
});
