import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BufferPool } from '../../src/gpu/buffer-pool.ts';
import { openGpu } from '../../src/gpu/device.ts';
import { KernelRunner } from '../../src/gpu/runner.ts';
import type { Kernel } from '../../src/gpu/kernel.ts';
import { openDawn, type Dawn } from '../../bench/parts/dawn.ts';
import { openKernels, requireKernels, type OpenedKernels } from '../support/dawn.ts';

let dawn: Dawn | string;
let kernels: OpenedKernels | string;
beforeAll(async () => {
  kernels = await openKernels();
  dawn = await openDawn('software');
});
afterAll(() => typeof kernels === 'string' || kernels.close());

const broken: Kernel = { name: 'broken', code: ['fn main() { nonsense }'], bindings: {}, workgroupSize: [1, 1], constants: {} };

describe('a device that cannot be had says why', () => {
  test.each([
    ['no WebGPU', undefined, 'this browser has no WebGPU'],
    ['no adapter', { requestAdapter: async () => null } as unknown as GPU, 'WebGPU found no adapter'],
  ])('%s', async (_, gpu, reason) => {
    await expect(openGpu(gpu)).rejects.toMatchObject({ code: 'gpu/unavailable', details: { reason } });
  });
});

test('the software adapter is called one', (context) => {
  expect(requireKernels(context, kernels).gpu.adapter).toMatchObject({ software: true, architecture: 'swiftshader' });
});

describe('errors come out with a code', () => {
  test('a kernel that does not compile', async (context) => {
    const { runner } = requireKernels(context, kernels);
    await expect(runner.prepare([broken])).rejects.toMatchObject({ code: 'gpu/refused', details: { what: 'kernel broken' } });
  });

  test('what validation refuses', async (context) => {
    const { gpu } = requireKernels(context, kernels);
    const wrong = (): void => void gpu.device.createBuffer({ size: 16, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.STORAGE });
    await expect(gpu.checked('a wrong buffer', wrong)).rejects.toMatchObject({ code: 'gpu/refused', details: { what: 'a wrong buffer' } });
    await expect(gpu.checked('nothing', () => 7)).resolves.toBe(7);
  });

  test('what is thrown inside passes through when the device is well', async (context) => {
    const { gpu } = requireKernels(context, kernels);
    const thrown = new RangeError('mine');
    const throwing = (): never => {
      throw thrown;
    };
    await expect(gpu.checked('x', throwing)).rejects.toBe(thrown);
    await expect(gpu.checked('x', () => Promise.reject(thrown))).rejects.toBe(thrown);
  });

  test('an error that no scope saw is told at the next opportunity', async (context) => {
    if (typeof dawn === 'string') return context.skip(dawn);
    using opened = await openGpu(dawn.gpu);
    const gpu = opened.value;
    gpu.device.createBuffer({ size: 16, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.STORAGE });
    await gpu.device.queue.onSubmittedWorkDone();
    expect(gpu.broken).toMatchObject({ code: 'gpu/refused' });
    await expect(gpu.checked('later', () => 7)).rejects.toMatchObject({ code: 'gpu/refused' });
  });

  test('a lost device, while something waits for it and ever after', async (context) => {
    if (typeof dawn === 'string') return context.skip(dawn);
    using opened = await openGpu(dawn.gpu);
    const gpu = opened.value;
    const buffer = gpu.device.createBuffer({ size: 16, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
    const waiting = gpu.checked('map', async () => {
      const mapped = buffer.mapAsync(GPUMapMode.READ);
      gpu.device.destroy();
      await mapped;
    });
    await expect(waiting).rejects.toMatchObject({ code: 'gpu/device-lost', details: { reason: 'destroyed' } });
    await expect(gpu.checked('more', () => 7)).rejects.toMatchObject({ code: 'gpu/device-lost' });
    await expect(new KernelRunner(gpu).prepare([broken])).rejects.toMatchObject({ code: 'gpu/device-lost' });
  });
});

test('a pool gives the same buffer again for the same size and use, and another while it is taken', (context) => {
  const { gpu } = requireKernels(context, kernels);
  using pool = new BufferPool(gpu.device);
  const first = pool.take(1000, GPUBufferUsage.STORAGE);
  const second = pool.take(1000, GPUBufferUsage.STORAGE);
  const buffers = [first.value, second.value];
  expect(buffers[0]).not.toBe(buffers[1]);
  expect(first.value.size).toBe(1024);
  first.close();
  second.close();
  using again = pool.take(600, GPUBufferUsage.STORAGE);
  using other = pool.take(600, GPUBufferUsage.UNIFORM);
  expect(buffers).toContain(again.value);
  expect(buffers).not.toContain(other.value);
  expect(pool.made).toBe(3);
});
