import { afterEach, describe, expect, it, vi } from 'vitest';
import { openRecognizer, withFacts, type RecognitionLane, type RecognitionProvider } from '../../../src/acts/recognizer.ts';
import type { GpuTrouble } from '../../../src/core/gpu-trouble.ts';
import type { I420Image } from '../../../src/core/i420.ts';
import type { DetectionFacts } from '../../../src/documents/detection-facts.ts';
import { noEmbeddings } from '../../../src/documents/embeddings.ts';
import { noDetections } from '../../../src/documents/observations.ts';
import type { EmbedRequest } from '../../../src/models/face-embedder.ts';
import type { JobEvent } from '../../../src/rpc/job-types.ts';

const catalog = { version: 1, models: [{ id: 'face-recognition', task: 'face-recognition', adapter: 'face-recognition', file: 'f.onnx', sha256: 'a'.repeat(64), bytes: 1, licence: 'MIT' }] };
afterEach(() => vi.unstubAllGlobals());

const image: I420Image = { widthPx: 2, heightPx: 2, data: new Uint8Array(6), color: { matrix: 'bt709', fullRange: false } };
const request: EmbedRequest = { geometry: { storedWidthPx: 2, storedHeightPx: 2, rotation: 0, mirrored: false, widthPx: 2, heightPx: 2 }, detections: noDetections, faces: new Uint32Array(0) };
const found: DetectionFacts = { backend: 'gpu', why: { code: 'asked-gpu', details: {} }, reason: '', adapter: null, models: { yunet: 'webgpu' }, troubles: [{ kind: 'gpu-memory', reason: 'first' }] };

describe('openRecognizer', () => {
  it.each([
    { name: 'nobody is looked at', providers: [], models: { yunet: 'webgpu' }, opened: [] },
    { name: 'on the processor', providers: ['wasm'], models: { yunet: 'webgpu', 'face-recognition': 'wasm' }, opened: [false] },
    { name: 'on the GPU', providers: ['webgpu', 'webgpu'], models: { yunet: 'webgpu', 'face-recognition': 'webgpu' }, opened: [true] },
    { name: 'the processor takes over', providers: ['webgpu', 'wasm'], models: { yunet: 'webgpu', 'face-recognition': 'webgpu, wasm' }, opened: [true] },
  ] as const)('the report says what it ran on, and no more: $name', async ({ providers, models, opened }) => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(catalog))));
    const asked: boolean[] = [];
    const events: JobEvent[] = [];
    const left: RecognitionProvider[] = [...providers];
    let tell: (trouble: GpuTrouble) => void = () => undefined;
    const makeLane = (): RecognitionLane => ({
      open: (_, onGpu, onTrouble) => {
        asked.push(onGpu);
        tell = onTrouble;
        return Promise.resolve();
      },
      embed: ({ data }) => {
        const provider = left.shift() as RecognitionProvider;
        if (provider === 'wasm' && asked[0] === true) tell({ kind: 'gpu-gave-up', reason: 'telling faces apart: lost' });
        return Promise.resolve({ embeddings: noEmbeddings, data, provider });
      },
      close: () => undefined,
    });
    const recognizer = await openRecognizer({ modelsUrl: '/models/', onGpu: opened[0] ?? true, makeLane }, (event) => events.push(event));
    for (const _ of providers) await recognizer.embed(image, request);
    const facts = withFacts(found, recognizer.facts());
    expect(facts.models).toEqual(models);
    expect(asked).toEqual(opened);
    const gaveUp = models['face-recognition' as keyof typeof models] === 'webgpu, wasm';
    expect(facts.troubles.map(({ kind }) => kind)).toEqual(gaveUp ? ['gpu-memory', 'gpu-gave-up'] : ['gpu-memory']);
    expect(events).toEqual(gaveUp ? [{ kind: 'notice', code: 'gpu-gave-up', details: { reason: 'telling faces apart: lost' } }] : []);
  });
});
