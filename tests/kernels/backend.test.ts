import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDawn } from '../../bench/parts/dawn.ts';
import { openBackend, type BackendRequest } from '../../src/acts/backend.ts';
import type { GpuTrouble } from '../../src/core/gpu-trouble.ts';
import { openCount } from '../../src/core/owned.ts';
import { shakyGpu, type ShakyGpu } from '../support/shaky-gpu.ts';
import { geometryOf, maskOf, noisePicture, planOf } from '../unit/compose/pictures.ts';

const geometry = geometryOf(64, 48);
let real: GPU | string;
beforeAll(async () => {
  const dawn = await openDawn('software');
  real = typeof dawn === 'string' ? dawn : dawn.gpu;
});
beforeEach((context) => typeof real === 'string' && context.skip(real));

/** Dawn's software adapter, which may pretend to be a real one. */
function pretended(software: boolean): ShakyGpu {
  const shaky = shakyGpu(real as GPU);
  shaky.software = software;
  return shaky;
}

function request(shaky: ShakyGpu | undefined, choice: BackendRequest['choice'], heard: GpuTrouble[] = []): BackendRequest {
  return { choice, gpu: shaky?.gpu, geometry, fill: { kind: 'erase' }, signal: new AbortController().signal, onTrouble: (trouble) => heard.push(trouble) };
}

describe('what a job is composed on', () => {
  test.each([
    ['auto opens no device on a software adapter', true, 'auto', ['cpu', 'software-adapter'], 0],
    ['cpu does not even look', false, 'cpu', ['cpu', 'asked-cpu'], 0],
    ['gpu opens one, whatever it is', true, 'gpu', ['gpu', 'asked-gpu'], 1],
  ] as const)('%s', async (_, software, choice, chosen, devices) => {
    const before = openCount.count;
    const shaky = pretended(software);
    const backend = await openBackend(request(shaky, choice));
    expect([backend.value.kind, backend.value.reason.code]).toEqual(chosen);
    expect(backend.value.adapter?.architecture).toBe(choice === 'cpu' ? undefined : 'swiftshader');
    expect(shaky.devices).toHaveLength(devices);
    backend.close();
    expect(openCount.count).toBe(before);
  });

  test('auto times a real adapter on the video’s size and says what it measured', async () => {
    const before = openCount.count;
    const backend = await openBackend(request(pretended(false), 'auto'));
    const { kind, reason } = backend.value;
    const { gpuMs, cpuMs } = reason.details as { gpuMs: number; cpuMs: number };
    expect(Math.min(gpuMs, cpuMs)).toBeGreaterThan(0);
    expect([kind, reason.code]).toEqual(gpuMs <= cpuMs ? ['gpu', 'faster'] : ['cpu', 'slower']);
    using composer = await backend.value.openComposer();
    await composer.value.compose(noisePicture(geometry, 1), planOf([maskOf([2, 2, 8, 8], { kind: 'erase' })]));
    composer.close();
    backend.close();
    expect(openCount.count).toBe(before);
  });

  test('auto leaves a real adapter that fails its self-test, asked for it is an error; nothing stays open', async () => {
    const before = openCount.count;
    const shaky = pretended(false);
    shaky.refusals = 99;
    using backend = await openBackend(request(shaky, 'auto'));
    expect(backend.value).toMatchObject({ kind: 'cpu', reason: { code: 'self-test-failed', details: { reason: 'as the test wants it' } }, adapter: { software: false } });
    backend.close();
    await expect(openBackend(request(shaky, 'gpu'))).rejects.toMatchObject({ code: 'gpu/refused' });
    expect(openCount.count).toBe(before);
  });

  test('no WebGPU: auto composes on the processor, asked for it is an error', async () => {
    using backend = await openBackend(request(undefined, 'auto'));
    expect(backend.value).toMatchObject({ kind: 'cpu', adapter: null, reason: { code: 'no-adapter', details: { reason: 'this browser has no WebGPU' } } });
    await expect(openBackend(request(undefined, 'gpu'))).rejects.toMatchObject({ code: 'gpu/unavailable' });
  });

  test('when only a software adapter is left of a real one, the processor does it itself', async () => {
    const heard: GpuTrouble[] = [];
    const shaky = pretended(false);
    using backend = await openBackend(request(shaky, 'gpu', heard));
    using composer = await backend.value.openComposer();
    const compose = async (): Promise<void> => composer.value.compose(noisePicture(geometry, 1), planOf([maskOf([2, 2, 8, 8], { kind: 'erase' })]));
    await compose();
    shaky.software = true;
    shaky.devices.at(-1)?.device.destroy();
    await compose();
    expect(heard).toEqual([{ kind: 'gpu-gave-up', reason: 'only an adapter that the processor carries out is left' }]);
    // The browser takes the encoder away, and the render begins again: not with the GPU.
    using second = await backend.value.openComposer();
    expect(second.value.framesAtOnce).toBe(1);
  });
});
